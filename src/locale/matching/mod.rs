//! Which phrase a customer's words are, by patterns that authors write.
//!
//! | pattern | means |
//! |---|---|
//! | `حالة الطلب` | these words together, anywhere in the message |
//! | `=طلبي` | the whole message, courtesies aside |
//! | `track+order` | all of these words, anywhere, in any order |
//! | `طلب*` | a word that begins so |
//!
//! Patterns are compiled once; a message is prepared once and compared with many books.

mod book;
mod choice;
mod pattern;
mod spelling;
#[cfg(test)]
mod tests;
mod utterance;
pub(crate) mod words;

pub use book::{Hit, How, PhraseBook, Phrases, Policy};
pub use choice::{By, Choice, Choices};
pub use utterance::Utterance;
