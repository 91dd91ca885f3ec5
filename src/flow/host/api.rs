//! `c.api(operation, #{ … })`: calls one of the tenant's operations and waits for its
//! answer, `#{ ok, status, body, error }`. It never throws: an answer that did not come
//! is an answer with `ok: false`.

use rhai::{Dynamic, Map, Module};

use super::handle::{Call, Handle, Stop, Verb, placed};
use super::mark::to_fields;
use crate::domain::JournalKind;
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("api", |call: Call<'_>, c: &mut Handle, operation: &str| {
        placed(&call, api(c, operation, &Map::new()))
    });
    module.set_native_fn(
        "api",
        |call: Call<'_>, c: &mut Handle, operation: &str, args: Map| {
            placed(&call, api(c, operation, &args))
        },
    );
}

fn api(c: &Handle, operation: &str, args: &Map) -> Verb<Dynamic> {
    c.with(|run| {
        if let Some(entry) = run.replay(JournalKind::Call, operation)? {
            return Ok(from_value(&entry.value));
        }
        let arguments = to_fields(args)?;
        run.draft.call(operation, arguments);
        Err(Stop::Called)
    })
}
