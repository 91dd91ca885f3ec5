//! What operators see: names of metrics and log fields, masking, crash points for tests.
//! This room decides nothing.

mod crash;

pub use crash::{arm, crash_point};
