//! The walls around a script: an engine with chosen powers, named limits and a meter.
//! A script here has no clock, no chance, no file, no network, and cannot outlast its
//! limits; whatever it does, the process and its neighbours go on.

mod engine;
mod limits;
mod meter;
mod reading;
#[cfg(test)]
mod tests;

pub(in crate::flow) use engine::{Library, Modules, OFF_LIMITS, standard};
pub use limits::{
    BUNDLE_BYTES_MAX, Limits, SCRIPT_BYTES_MAX, SCRIPT_STACK_BYTES, TURNS_AN_HOUR, Ticks,
};
pub(in crate::flow) use meter::{Exhausted, Meter};
pub(in crate::flow) use reading::Reading;
