//! Hiwar.

pub mod domain;
pub mod provider;
pub mod seal;
pub mod telemetry;
