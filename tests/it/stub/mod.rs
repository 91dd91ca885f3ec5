//! The world outside the engine, on loopback: a Cloud API that also misbehaves, a shop
//! with orders, and webhooks written and signed as Meta writes and signs them.

pub mod cloud;
pub mod conduct;
pub mod hook;
pub mod postman;
pub mod server;
pub mod shop;

pub use cloud::{Call, Cloud};
pub use conduct::{Conduct, Reports};
pub use shop::Shop;
