//! What a step may put off: another step for later, or its own next line.

mod cancel;
mod remind;
mod wait;

pub(in crate::flow) use remind::OPTIONS as REMIND_OPTIONS;
pub(in crate::flow) use wait::WAITED;

use rhai::Module;

pub(super) fn register(module: &mut Module) {
    cancel::register(module);
    remind::register(module);
    wait::register(module);
}
