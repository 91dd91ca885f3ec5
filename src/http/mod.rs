//! The front door.

pub mod sim;
