//! Promises of sending: every body fits the published shape, every answer is judged.

mod any;
mod bodies;
mod codes;
mod replies;
