//! Hiwar.

pub mod app;
pub mod domain;
pub mod seal;
pub mod telemetry;
