//! What is said at once: texts, files, places, cards, reactions. Each is said on the first
//! run of a step and known to be said on every later one.

mod say;
mod say_raw;
mod text;

use rhai::Module;

pub(super) fn register(module: &mut Module) {
    say::register(module);
    say_raw::register(module);
    text::register(module);
}
