//! The roof: settings in, a running house out. The only room that reads a clock, a random
//! source or the environment.

pub mod settings;
