//! `c.handoff_result`: what the last request for a person came to, `#{ agent, outcome }`;
//! `agent` is `()` where nobody took it. `()` before the first request.

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
            let Some(result) = &run.draft.session.handoff_result else {
                return Value::Null;
            };
            let agent = result.agent.as_deref().map_or(Value::Null, Value::from);
            let outcome = result.outcome.as_str().into();
            Value::Map([("agent".to_owned(), agent), ("outcome".to_owned(), outcome)].into())
        })?;
        Ok(from_value(&result))
    })
}
