//! What is said at once: texts, files, places, cards, reactions. Each is said on the first
//! run of a step and known to be said on every later one.

mod card;
mod file;
mod place;
mod react;
mod say;
mod say_raw;
mod text;

use rhai::Module;

use super::handle::{Handle, Stop, Verb};
use super::run::Run;
use crate::domain::{JournalKind, Outbound, OutboundBody};

pub(super) fn register(module: &mut Module) {
    say::register(module);
    say_raw::register(module);
    file::register(module);
    place::register(module);
    card::register(module);
    react::register(module);
    text::register(module);
}

/// Says what `make` makes, once.
fn say_once(
    c: &Handle,
    key: &str,
    make: impl FnOnce(&Run) -> Result<OutboundBody, Stop>,
) -> Verb<()> {
    c.with(|run| {
        run.once(JournalKind::Say, key, |run| {
            let body = make(run)?;
            let reply_to = None;
            Ok(run.draft.say(Outbound { body, reply_to })?)
        })
    })
}
