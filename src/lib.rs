//! Hiwar.

pub mod domain;
pub mod telemetry;
