//! `c.say_raw(text)`: says text that is in no locale file. The check warns of it.

use rhai::Module;

use crate::domain::{JournalKind, Outbound};
use crate::flow::host::handle::{Call, Handle, Verb, placed};

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("say_raw", |call: Call<'_>, c: &mut Handle, text: &str| {
        placed(&call, say_raw(c, text))
    });
}

fn say_raw(c: &Handle, text: &str) -> Verb<()> {
    c.with(|run| {
        run.once(JournalKind::Say, "raw", |run| {
            Ok(run.draft.say(Outbound::text(text))?)
        })
    })
}
