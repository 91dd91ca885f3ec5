//! Errands: one file, one errand. Each takes what it needs as arguments, can be run again
//! without harm, and leaves the books to who called it.
//!
//! This room knows no actor and no handler, and keeps nothing between two errands.

mod demo_shop;
mod json;
mod lookup;
mod own_data;
mod request;
mod send;

#[cfg(test)]
mod tests;

pub use demo_shop::answer as ask_demo_shop;
pub use json::{JsonFault, json_from_value, value_from_json};
pub use lookup::{Lookup, lane_settings};
pub use own_data::rehearsed as rehearse_own_data;
pub use send::{Sending, Sent};
