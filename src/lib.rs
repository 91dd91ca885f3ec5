//! Hiwar.

pub mod domain;
pub mod job;
pub mod provider;
pub mod seal;
pub mod store;
pub mod telemetry;
pub mod wire;
