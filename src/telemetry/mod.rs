//! What operators see: metrics, names of log fields, what a panic may say, crash points
//! for tests. This room decides nothing.

mod crash;
#[cfg(test)]
pub(crate) mod ear;
pub mod field;
mod figures;
mod panic;

pub use crash::{arm, crash_point};
pub use figures::{
    ActorKind, Build, CONTENT_TYPE, Circuit, ContentWord, DeadQueue, Digest, ErrorClass, Figures,
    FlowMetrics, HookOutcome, LaneMetrics, LocaleWord, Metrics, OutboxDepth, Peer, SentKind,
    SentOutcome, Task, TenantMetrics, UnknownEnd,
};
pub use panic::panic_line;
