//! `c.forget(slot)`: empties a slot, so that its question is asked again.

use rhai::Module;

use crate::flow::host::handle::{Call, Handle, placed};

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("forget", |call: Call<'_>, c: &mut Handle, slot: &str| {
        placed(&call, c.with(|run| run.set_slot(slot, None)))
    });
}
