#![doc = include_str!("ARCHITECTURE.md")]

pub mod actor;
pub mod app;
pub mod cli;
pub mod domain;
pub mod flow;
pub mod http;
pub mod job;
pub mod locale;
pub mod provider;
pub mod seal;
pub mod store;
pub mod telemetry;
pub mod wire;
