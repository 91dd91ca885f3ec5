//! Whole conversations as tables, in the sigils of chat tests. Between turns the session
//! is written as JSON and read back: what cannot be stored cannot pass.
//!
//! `> text` she writes, `># option` she taps, `>+ image` she sends a thing, `< text` the bot says exactly this,
//! `<~ text` something with this in it, `[] a | b` the titles offered with it, `= rule`
//! what took the input, `? words` and why, `@ 30m` time passes, `shop down|up|slow|back`, `owner x`,
//! `agent claims|returns|resolves|says …`, `staff …` writes from the phone app.

mod arabic;
mod engine;
mod english;
mod hostile;
mod language;
mod life;
mod page;
mod replay;
mod verbs;
mod walk;
mod world;

pub(in crate::flow) use world::{cast, sources};
