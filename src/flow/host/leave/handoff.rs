//! `c.handoff(#{ queue, reason, priority, say, fields, wait, on_nobody, on_closed,
//! on_cancel })`: brings in a person. The bot falls silent until the request has ended:
//! nobody came within `wait`, the person is done, or she writes "menu" or "cancel".

use std::time::Duration;

use rhai::{Dynamic, Map, Module};

use super::{Handoff, Transition};
use crate::domain::parse_span;
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::options::known;
use crate::flow::words;

/// Where a handoff goes that names no queue.
pub(super) const GENERAL_QUEUE: &str = "general";
/// How long she waits for a person where the flow does not say: nobody waits for ever.
pub(super) const WAIT_DEFAULT: Duration = Duration::from_secs(24 * 3600);

pub(in crate::flow) const FIELDS: &[&str] = &[
    "queue",
    "reason",
    "priority",
    "say",
    "fields",
    "wait",
    "on_nobody",
    "on_closed",
    "on_cancel",
];

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("handoff", |_: &mut Handle| handoff(&Map::new()));
    module.set_native_fn("handoff", |call: Call<'_>, _: &mut Handle, given: Map| {
        placed(&call, handoff(&given))
    });
}

fn handoff(given: &Map) -> Verb<Transition> {
    known("handoff", given, FIELDS)?;
    let text = |name: &str, otherwise: &str| match given.get(name) {
        None => Ok(otherwise.to_owned()),
        Some(value) => value
            .clone()
            .into_string()
            .map_err(|kind| Stop::misuse(format!("hand off: `{name}` is text, not {kind}"))),
    };
    let optional = |name: &str| text(name, "").map(|text| Some(text).filter(|t| !t.is_empty()));
    let wait = match optional("wait")? {
        None => WAIT_DEFAULT,
        Some(span) => {
            parse_span(&span).map_err(|fault| Stop::misuse(format!("hand off: {fault}")))?
        }
    };
    let priority = given.get("priority").map_or(Ok(2), Dynamic::as_int);
    let priority = priority.ok().and_then(|n| u8::try_from(n).ok());
    let Some(priority) = priority.filter(|n| (1..=3).contains(n)) else {
        return Err(Stop::misuse("hand off: `priority` is 1, 2 or 3").into());
    };
    let fields = given
        .get("fields")
        .cloned()
        .unwrap_or_else(|| Dynamic::from_array(Vec::new()));
    let fields = fields
        .into_typed_array::<rhai::ImmutableString>()
        .map_err(|_| Stop::misuse("hand off: `fields` is a list of slot names"))?;
    Ok(Transition::Handoff(Handoff {
        queue: text("queue", GENERAL_QUEUE)?,
        reason: text("reason", "flow")?,
        priority,
        say: text("say", words::HANDOFF)?,
        fields: fields.into_iter().map(Into::into).collect(),
        wait,
        on_nobody: optional("on_nobody")?,
        on_closed: optional("on_closed")?,
        on_cancel: optional("on_cancel")?,
    }))
}
