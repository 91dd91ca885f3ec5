//! Versions of the flows at the edges of the house: the first one at a start, a new one when
//! a folder changes or an operator asks, and publishing while no house runs.

mod begin;
mod offline;
mod watch;

pub use crate::actor::{Offer, Press, PressFault};
pub(super) use begin::{Begin, Begun};
pub use offline::press;
pub(super) use watch::{Follow, Keeper};
