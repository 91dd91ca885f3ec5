//! x
pub mod restart;
pub mod script_pool;
