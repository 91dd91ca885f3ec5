//! Meta's own Cloud API, and anything that speaks it under another address: signed by
//! the app secret, called with a bearer token. Shapes of messages are in `cloud`.

mod hook;
mod send;
#[cfg(test)]
mod tests;

pub use hook::{challenge, open};
pub use send::encode;
