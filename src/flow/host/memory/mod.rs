//! What a script may read and remember.

mod contact;
mod forget;
mod locale;
mod now;
mod set;
mod slots;

use rhai::Module;

pub(super) fn register(module: &mut Module) {
    contact::register(module);
    forget::register(module);
    locale::register(module);
    now::register(module);
    set::register(module);
    slots::register(module);
}
