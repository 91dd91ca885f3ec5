//! Webhooks of the Cloud API, read leniently: a batch may hold many accounts, numbers,
//! messages and statuses, in shapes newer than this program. What cannot be read becomes
//! an [`Odd`](crate::domain::Odd) of its own, and everything beside it goes on.

mod content;
mod envelope;
mod message;
mod notice;
mod odd;
mod person;
mod shape;
mod status;
#[cfg(test)]
mod tests;

pub use envelope::read;
