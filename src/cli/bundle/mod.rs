//! Commands that look at flows and locales without running them.

mod check;
mod graph;

pub use check::{Arguments as CheckArguments, run as check};
pub use graph::{Arguments as GraphArguments, run as graph};
