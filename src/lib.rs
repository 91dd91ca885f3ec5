//! Hiwar.

pub mod domain;
pub mod seal;
pub mod store;
pub mod telemetry;
