//! Names of log fields, so that one thing has one name in every line:
//! `info!({ field::TENANT } = %id, …)`. A phone goes in masked (`Phone` prints so), a
//! token or a text never.

/// What happened, as a dotted word: `message.success`.
pub const EVENT: &str = "event";
pub const TENANT: &str = "tenant";
pub const CONVERSATION: &str = "conversation_id";
/// The provider's id of a message.
pub const MESSAGE: &str = "message_id";
/// Our id of a send or a call.
pub const OUTBOX: &str = "outbox_id";
pub const PROVIDER: &str = "provider";
pub const OPERATION: &str = "operation";
/// Masked.
pub const PHONE: &str = "phone";
pub const ATTEMPT: &str = "attempt";
pub const STATUS: &str = "status";
pub const DURATION_MS: &str = "duration_ms";
pub const OUTCOME: &str = "outcome";
pub const ERROR_CODE: &str = "error.code";
pub const ERROR: &str = "error";
