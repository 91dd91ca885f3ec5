//! `c.handoff_result`: what the last request for a person came to, `#{ agent, outcome }`;
//! both are `()` where there was none.

use rhai::{Dynamic, Module};

use crate::domain::{JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_getter_fn("handoff_result", |call: Call<'_>, c: &mut Handle| {
        placed(&call, handoff_result(c))
    });
}

fn handoff_result(c: &Handle) -> Verb<Dynamic> {
    c.with(|run| {
        let result = run.read_once(JournalKind::Read, "handoff_result", |run| {
            let result = run.draft.session.handoff_result.as_ref();
            let agent = result.and_then(|result| result.agent.as_deref());
            let outcome = result.map(|result| result.outcome.as_str());
            let text = |text: Option<&str>| text.map_or(Value::Null, Value::from);
            let fields = [
                ("agent".to_owned(), text(agent)),
                ("outcome".to_owned(), text(outcome)),
            ];
            Value::Map(fields.into())
        })?;
        Ok(from_value(&result))
    })
}
