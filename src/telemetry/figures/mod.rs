//! Counting and timing: the registry of metrics, its handles, its text and its digest.

mod digest;
mod exposition;
mod handles;
mod metrics;
mod series;
mod tally;
mod timing;
mod words;

#[cfg(test)]
mod tests;

pub use digest::{Digest, Figures};
pub use exposition::CONTENT_TYPE;
pub use handles::{FlowMetrics, LaneMetrics, TenantMetrics};
pub use metrics::{Build, Metrics, OutboxDepth};
pub use words::{
    ActorKind, Circuit, ContentWord, DeadQueue, ErrorClass, HookOutcome, LocaleWord, Peer,
    SentKind, SentOutcome, Task, UnknownEnd,
};
