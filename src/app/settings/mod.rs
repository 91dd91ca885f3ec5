//! Settings: what an operator decides. Read from four sources, each outranking the one
//! before: defaults, the settings file (TOML), the environment, flags. Every value keeps its
//! origin, an unknown key is refused with a suggestion, an invalid value is answered with
//! the key, its origin and what is allowed. Secrets are never shown.
//!
//! [`load`] is pure: the caller hands in the file's text, the environment and the flags.
//!
//! | source | spelling of `server.listen` |
//! |---|---|
//! | file | `[server]` `listen = "0.0.0.0:8080"` |
//! | environment | `HIWAR_SERVER__LISTEN=0.0.0.0:8080`, or a customary name such as `WHATSAPP_TOKEN` |
//! | flag | `--set server.listen=0.0.0.0:8080` |
//!
//! A secret may also stand in a file of its own (`access_token_file`, `WHATSAPP_TOKEN_FILE`)
//! or be named (`access_token = "env:MY_TOKEN"`). An empty variable counts as not set.

mod customary;
mod fault;
mod load;
mod parse;
mod process;
mod reader;
mod source;
mod tenant;
#[cfg(test)]
mod tests;

pub use fault::{SettingFault, Why};
pub use load::{Given, Settings, load};
pub use process::{Flows, Locales, Log, LogFormat, Sending, Server, Shutdown, Sim, StorePlace};
pub use reader::Shown;
pub use source::{FileText, Origin};
pub use tenant::{Bidi, Digits, Language, Provider, SandboxKeys, TenantSettings};
