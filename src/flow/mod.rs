//! The conversation engine: compiles what flow authors write and takes one turn at a time.

pub mod check;
mod diagnostic;
#[cfg(test)]
mod dialogues;
mod draft;
mod host;
pub mod rehearsal;
mod sandbox;
mod script;
mod stage;
mod turn;
mod value;
pub mod words;

pub use crate::locale::Style;
pub use diagnostic::{Diagnostic, Level};
pub use sandbox::{Limits, SCRIPT_BYTES_MAX, SCRIPT_STACK_BYTES, Ticks};
pub use script::{Script, SourceFile, Sources};
pub use stage::Scene;
pub use turn::{apology, turn};
