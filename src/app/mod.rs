//! The roof: settings in, a running house out. The only room that reads a clock, a random
//! source or the environment.

pub mod given;
pub mod logging;
pub mod machine;
pub mod outcall;
pub mod run;
pub mod settings;
pub mod signals;
pub mod simulate;
pub mod sources;
