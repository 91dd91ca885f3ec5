//! `c.forget(slot)`: empties a slot, so that its question is asked again.

use rhai::Module;

use crate::flow::host::handle::Handle;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("forget", |c: &mut Handle, slot: &str| {
        c.with(|run| run.set_slot(slot, None))
    });
}
