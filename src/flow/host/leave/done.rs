//! `c.done(outcome)`: leaves the flow.

use rhai::Module;

use super::Transition;
use crate::flow::host::handle::Handle;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("done", |_: &mut Handle, outcome: &str| {
        Ok(Transition::Done(outcome.into()))
    });
}
