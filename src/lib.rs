//! Hiwar.

pub mod domain;
pub mod locale;
pub mod telemetry;
