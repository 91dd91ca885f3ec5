//! Messages of the Cloud API on their way out, and what is answered to them.

mod body;
mod card;
mod error;
mod interactive;
mod reply;
mod template;
#[cfg(test)]
mod tests;

pub use body::body;
pub use reply::read;
