//! Hiwar.

pub mod domain;
pub mod flow;
pub mod locale;
pub mod telemetry;
