//! `c.cancel(name)`: takes back what `c.remind(name, …)` set. Without one nothing happens.

use rhai::Module;

use super::remind::key;
use crate::domain::JournalKind;
use crate::flow::host::handle::{Call, Handle, Verb, placed};

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("cancel", |call: Call<'_>, c: &mut Handle, name: &str| {
        placed(&call, cancel(c, name))
    });
}

fn cancel(c: &Handle, name: &str) -> Verb<()> {
    c.with(|run| {
        run.once(JournalKind::Effect, &key("cancel", name), |run| {
            run.draft.forget_reminder(name);
            Ok(())
        })
    })
}
