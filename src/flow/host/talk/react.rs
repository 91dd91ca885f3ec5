//! `c.react(emoji)`: puts an emoji under her last message; an empty one takes it back.
//! Before her first message there is nothing to put it under, and nothing happens.

use rhai::Module;

use crate::domain::{JournalKind, Outbound, OutboundBody};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};

/// Longest emoji with its skin tones and joiners, in bytes.
const EMOJI_BYTES_MAX: usize = 64;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("react", |call: Call<'_>, c: &mut Handle, emoji: &str| {
        placed(&call, react(c, emoji))
    });
}

fn react(c: &Handle, emoji: &str) -> Verb<()> {
    let words = |c: char| c.is_alphanumeric() || c.is_whitespace();
    if emoji.len() > EMOJI_BYTES_MAX || emoji.chars().all(words) && !emoji.is_empty() {
        return Err(Stop::misuse("react: give one emoji").into());
    }
    c.with(|run| {
        run.once(JournalKind::Effect, "react", |run| {
            let Some(message) = run.draft.session.heard.clone() else {
                return Ok(());
            };
            let emoji = emoji.into();
            let body = OutboundBody::Reaction { message, emoji };
            let reply_to = None;
            Ok(run.draft.say(Outbound { body, reply_to })?)
        })
    })
}
