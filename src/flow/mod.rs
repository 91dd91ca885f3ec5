//! The conversation engine: compiles what flow authors write and takes one turn at a time.
//!
//! | part | does |
//! |---|---|
//! | `script` | sources in, a compiled bundle or its faults out |
//! | `sandbox` | the walls around a script: chosen powers, named limits, a meter |
//! | `host` | the verbs of `c`, one file each, and the journal they write |
//! | `turn` | an input in, the session as it is to be and the effects out |
//! | `outline` | what a flow does, read without running it |
//! | `check` | what would fail on a phone, one check a file |
//! | `guide` | the reference of all that a flow may call |
//! | `graph` | flows as pictures |
//! | `replay` | a stored turn, run again with the flows it ran or with others |
//! | `chat` | conversations written down, as tests |
//! | `rehearsal` | a conversation without a house around it: terminal, simulator, chat tests |
//!
//! Pure and synchronous: no clock, chance, network or store. Scripts want threads with
//! [`SCRIPT_STACK_BYTES`] of stack; whoever calls [`turn`] provides them.

pub mod chat;
mod check;
mod diagnostic;
#[cfg(test)]
mod dialogues;
mod draft;
pub mod graph;
pub mod guide;
mod host;
mod outline;
mod overview;
pub mod rehearsal;
pub mod replay;
mod sandbox;
mod script;
mod stage;
mod turn;
mod unused;
mod value;
pub mod words;

pub use crate::locale::Style;
pub use check::{check, passes};
pub use diagnostic::{Diagnostic, Level, Suggestion};
pub use overview::Overview;
pub use sandbox::{Limits, SCRIPT_BYTES_MAX, SCRIPT_STACK_BYTES, TURNS_AN_HOUR, Ticks};
pub use script::{Prints, Script, SourceFile, Sources, changes};
pub use stage::Scene;
pub use turn::{GivenUp, give_up, turn};
pub use unused::unused;
