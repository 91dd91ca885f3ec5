//! What operators see: names of metrics and log fields, what a panic may say, crash
//! points for tests. This room decides nothing.

mod crash;
mod digest;
mod exposition;
pub mod field;
mod handles;
mod metrics;
mod panic;
mod series;
mod tally;
mod timing;
mod words;

#[cfg(test)]
mod tests;

pub use crash::{arm, crash_point};
pub use digest::{Digest, Figures};
pub use exposition::CONTENT_TYPE;
pub use handles::{FlowMetrics, LaneMetrics, TenantMetrics};
pub use metrics::{Build, Metrics, OutboxDepth};
pub use panic::panic_line;
pub use words::{
    ActorKind, Circuit, ContentWord, DeadQueue, ErrorClass, HookOutcome, LocaleWord, Peer,
    SentKind, SentOutcome, Task, UnknownEnd,
};
