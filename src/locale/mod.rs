//! What is said, and what is understood: Fluent messages rendered for a tenant's taste,
//! and customers' words normalised, matched and read in Arabic and English.
//!
//! Pure and synchronous. `now` is an argument; nothing here decides which message to send.

mod argument;
pub mod catalog;
pub mod detect;
pub mod extract;
mod fault;
pub mod format;
mod language;
pub mod matching;
pub mod memory;
pub mod phone;
#[cfg(test)]
mod tests;
pub mod text;
pub mod translate;

pub use argument::{Arg, Args, Bidi, Digits, Style};
pub use catalog::{Catalog, LocaleFile, Passage, PluralSelect, Position, WordSelect};
pub use fault::{LocaleFault, RenderFault};
pub use language::Language;
