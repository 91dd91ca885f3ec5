//! `c.outcome`: how the flow ended that `c.run_flow` ran; `()` where none did.

use rhai::{Dynamic, Module};

use crate::domain::{JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_getter_fn("outcome", |call: Call<'_>, c: &mut Handle| {
        placed(&call, outcome(c))
    });
}

fn outcome(c: &Handle) -> Verb<Dynamic> {
    c.with(|run| {
        let outcome = run.read_once(JournalKind::Read, "outcome", |run| {
            let outcome = run.draft.session.outcome.as_deref();
            outcome.map_or(Value::Null, Value::from)
        })?;
        Ok(from_value(&outcome))
    })
}
