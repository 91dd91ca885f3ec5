//! Chats played on a bundle of their own.

mod lines;
mod stage;
mod verdicts;
