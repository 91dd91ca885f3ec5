//! `hiwar chat`: the same conversation in the terminal, without network or store. What is
//! said goes to standard output; piped, it is plain lines, so that a script can read it.

mod bidi;
mod command;
mod open;
mod show;
mod talk;

pub use open::{Arguments, run};
