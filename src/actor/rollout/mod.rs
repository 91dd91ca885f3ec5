//! Versions of the flows in a running house: compiled once and shared, picked for each turn,
//! replaced at once for everybody who begins anew.

mod edition;
mod press;
mod report;
mod shelf;

pub use edition::{Edition, Editions};
pub use press::{Offer, Press, PressFault};
pub use shelf::Shelf;
