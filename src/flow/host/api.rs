//! `c.api(operation, #{ … }, #{ slow_after, slow_say })`: calls one of the tenant's
//! operations and waits for its answer, `#{ ok, status, body, error }`. It never throws: an
//! answer that did not come is an answer with `ok: false`.

use rhai::{Dynamic, Map, Module};

use super::handle::{Call, Handle, Stop, Verb, placed};
use super::mark::{to_fields, veiled_fields};
use super::options::known;
use crate::domain::{JournalKind, parse_span};
use crate::flow::draft::Slow;
use crate::flow::value::from_value;

pub(in crate::flow) const OPTIONS: &[&str] = &["slow_after", "slow_say"];

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("api", |call: Call<'_>, c: &mut Handle, operation: &str| {
        placed(&call, api(c, operation, &Map::new(), &Map::new()))
    });
    module.set_native_fn(
        "api",
        |call: Call<'_>, c: &mut Handle, operation: &str, args: Map| {
            placed(&call, api(c, operation, &args, &Map::new()))
        },
    );
    module.set_native_fn(
        "api",
        |call: Call<'_>, c: &mut Handle, operation: &str, args: Map, options: Map| {
            placed(&call, api(c, operation, &args, &options))
        },
    );
}

fn api(c: &Handle, operation: &str, args: &Map, options: &Map) -> Verb<Dynamic> {
    let slow = slow(options)?;
    c.with(|run| {
        if let Some(entry) = run.replay(JournalKind::Call, operation)? {
            return Ok(from_value(&entry.value));
        }
        let arguments = veiled_fields(to_fields(args)?, &run.draft.session);
        run.draft.call(operation, arguments, slow);
        Err(Stop::Called)
    })
}

fn slow(options: &Map) -> Result<Option<Slow>, Stop> {
    known("api", options, OPTIONS)?;
    let text = |name: &str| {
        options
            .get(name)
            .and_then(|text| text.clone().into_string().ok())
    };
    match (text("slow_after"), text("slow_say")) {
        (Some(after), Some(say)) => {
            let wrong = |fault| Stop::misuse(format!("api: {fault}"));
            let after = parse_span(&after).map_err(wrong)?;
            Ok(Some(Slow { after, say }))
        }
        (None, None) if options.is_empty() => Ok(None),
        _ => Err(Stop::misuse(
            "api: `slow_after` is a span and `slow_say` a message key, both or none",
        )),
    }
}
