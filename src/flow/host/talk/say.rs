//! `c.say(key)`, `c.say(key, #{ … })`: says a message in her language.

use rhai::{Map, Module};

use crate::domain::{JournalKind, Outbound};
use crate::flow::host::handle::{Call, Handle, Verb, placed};

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("say", |call: Call<'_>, c: &mut Handle, key: &str| {
        placed(&call, say(c, key, &Map::new()))
    });
    module.set_native_fn(
        "say",
        |call: Call<'_>, c: &mut Handle, key: &str, args: Map| placed(&call, say(c, key, &args)),
    );
}

fn say(c: &Handle, key: &str, args: &Map) -> Verb<()> {
    c.with(|run| {
        run.once(JournalKind::Say, key, |run| {
            let text = run.text(key, args)?;
            Ok(run.draft.say(Outbound::text(text))?)
        })
    })
}
