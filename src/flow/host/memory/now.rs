//! `c.now()`: the moment this step first asked, as `2026-11-20T16:05:00Z`.

use rhai::{Dynamic, Module};

use crate::domain::{JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("now", |call: Call<'_>, c: &mut Handle| {
        placed(&call, now(c))
    });
}

fn now(c: &Handle) -> Verb<Dynamic> {
    c.with(|run| {
        let now = run.read_once(JournalKind::Read, "now", |run| {
            let moment = jiff::Timestamp::from_millisecond(run.stage.now.ms());
            Value::Text(moment.unwrap_or_default().to_string())
        })?;
        Ok(from_value(&now))
    })
}
