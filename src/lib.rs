//! Hiwar.

pub mod app;
pub mod domain;
pub mod locale;
pub mod telemetry;
pub mod wire;
