//! `c.to(step)`: goes on with another step of this flow.

use rhai::Module;

use super::Transition;
use crate::flow::host::handle::Handle;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("to", |_: &mut Handle, step: &str| {
        Ok(Transition::To(step.into()))
    });
}
