//! Chats played on a bundle of their own.

mod lines;
mod live;
mod stage;
mod verdicts;
