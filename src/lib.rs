//! Hiwar.

pub mod domain;
