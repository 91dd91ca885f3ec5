//! Writing to her when she did not just write: what she agreed to, and templates.

mod notify;
mod opt;

use rhai::Module;

pub(super) fn register(module: &mut Module) {
    notify::register(module);
    opt::register(module);
}
