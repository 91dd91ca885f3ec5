//! `c.set(slot, value)`: remembers. A slot the manifest does not declare lasts for this
//! visit of the step.

use rhai::{Dynamic, Module};

use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::value::{to_value, veiled};

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "set",
        |call: Call<'_>, c: &mut Handle, slot: &str, value: Dynamic| {
            placed(&call, set(c, slot, &value))
        },
    );
}

fn set(c: &Handle, slot: &str, value: &Dynamic) -> Verb<()> {
    c.with(|run| {
        let value = veiled(to_value(value)?, &run.draft.session);
        run.set_slot(slot, Some(value))
    })
}
