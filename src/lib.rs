//! Hiwar.

pub mod domain;
pub mod telemetry;
pub mod wire;
