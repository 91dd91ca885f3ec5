//! Errands against a side that misbehaves.

mod demo_shop;
mod lookups;
mod sends;
