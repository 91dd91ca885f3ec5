//! `hiwar test`: plays the chats that lie beside the flows, and shows where one goes wrong.

mod report;
mod run;

pub use run::{Arguments, run};
