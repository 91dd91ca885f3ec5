//! Hiwar.

pub mod domain;
pub mod job;
pub mod telemetry;
pub mod wire;
