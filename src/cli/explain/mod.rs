//! `hiwar explain`: what a code means, or what became of a message.

mod code;
#[cfg(test)]
mod examples;
mod message;

pub use code::{Arguments, run, title};
