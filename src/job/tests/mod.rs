//! Errands against a side that misbehaves.

mod lookups;
mod sends;
