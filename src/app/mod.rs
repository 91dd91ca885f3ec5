//! The roof: settings in, a running house out. The only room that reads a clock, a random
//! source or the environment.

pub mod books;
mod doors;
pub mod given;
pub mod logging;
pub mod machine;
pub mod outcall;
pub mod project;
pub mod publishing;
pub mod rehearsal;
mod run;
mod sandbox;
pub mod settings;
mod signals;
pub mod simulate;
pub mod sources;
mod tenants;

pub use crate::http::{Redact, done, happened, moment, told};
pub use doors::Listening;
pub use run::{Plan, RunFault, redacts, run};
pub use signals::stop_asked;
