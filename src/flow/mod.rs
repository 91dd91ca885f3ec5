//! The conversation engine: compiles what flow authors write and takes one turn at a time.

mod sandbox;
mod value;

pub use sandbox::{Limits, SCRIPT_BYTES_MAX, SCRIPT_STACK_BYTES, Ticks};
