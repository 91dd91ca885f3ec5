//! The front door: webhooks in, health and numbers out. A route decodes, authorises, makes
//! one call down and encodes the answer; nothing here retries, waits for a provider or
//! knows a script.

mod api;
mod front;
mod health;
mod hook;
mod problem;
mod rollout;
mod router;
mod server;
pub mod sim;
mod story;
mod turns;

pub use axum::Router as Routes;
pub use front::{Channel, Front, Open};
pub use router::{private, public};
pub use server::{ServerLimits, serve};
pub use story::{Redact, done, happened, moment, told};
pub use turns::TurnPage;
