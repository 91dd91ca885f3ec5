//! What a script may read and remember.

mod contact;
mod forget;
mod handoff_result;
mod hours;
mod locale;
mod now;
mod outcome;
mod set;
mod slots;

pub(in crate::flow) use hours::opens;

use rhai::Module;

pub(super) fn register(module: &mut Module) {
    contact::register(module);
    forget::register(module);
    handoff_result::register(module);
    hours::register(module);
    locale::register(module);
    now::register(module);
    outcome::register(module);
    set::register(module);
    slots::register(module);
}
