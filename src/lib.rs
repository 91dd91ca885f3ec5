//! Hiwar.

pub mod app;
pub mod cli;
pub mod domain;
pub mod flow;
pub mod http;
pub mod locale;
pub mod seal;
pub mod telemetry;
pub mod wire;
