//! Vendors' shapes, both ways: a webhook's bytes become events, an intention becomes an
//! HTTP request value, and its answer an outcome. Everything here is a function of its
//! arguments: no network, no clock, no retries; who may call when is decided elsewhere.
//!
//! `cloud` holds what every speaker of WhatsApp's Cloud API shares; a folder beside it
//! holds what is one vendor's own: its signature, its addresses, its credentials.

mod cloud;
mod hook;
mod meta;
mod send;

pub use cloud::simulate;
pub use hook::{HookSecret, RawHook, Refusal, challenge, open};
pub use send::{EncodeFault, encode, read};
