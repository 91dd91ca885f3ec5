//! Hiwar.

pub mod app;
pub mod domain;
pub mod http;
pub mod seal;
pub mod telemetry;
