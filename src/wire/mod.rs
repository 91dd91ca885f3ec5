//! How calls leave the house: one client for all, a lane with its breaker and limits for
//! each number and each operation, a fence around private networks.
//!
//! This room carries values; what a call or an answer means is decided above and below.

mod breaker;
mod client;
mod exchange;
mod fence;
mod lane;
mod pairs;
mod rate;
mod retry_after;

#[cfg(test)]
pub(crate) mod stub;
#[cfg(test)]
mod tests;

pub use breaker::BreakerSettings;
pub use client::{Wire, WireFault, WireSettings};
pub use fence::Reach;
pub use lane::{Lane, LaneSettings, Permit};
pub use rate::Rate;
