//! `c.set(slot, value)`: remembers. A slot the manifest does not declare lasts for this
//! visit of the step.

use rhai::{Dynamic, Module};

use crate::flow::host::handle::Handle;
use crate::flow::value::to_value;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("set", |c: &mut Handle, slot: &str, value: Dynamic| {
        c.with(|run| {
            let value = to_value(&value)?;
            run.set_slot(slot, Some(value))
        })
    });
}
