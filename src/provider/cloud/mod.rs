//! The shapes of WhatsApp's Cloud API, whoever carries them: webhooks in, messages out,
//! errors read. This folder knows no signature, no token and no address.

mod fault;
pub mod inbound;
mod loose;
pub mod outbound;
pub mod simulate;
