//! Looking after the books: the directory of numbers, counts and sizes, verification,
//! sweeping what is out of date, lists for people, the story of one message.

mod directory;
mod erase;
mod explain;
mod lists;
mod stats;
mod sweep;
mod verify;

pub use erase::Held;
pub use explain::{Explained, SendStory, Story};
pub use stats::{Stats, Usage};
pub(in crate::store) use sweep::Sweeping;
pub use sweep::Swept;
pub use verify::Verified;

pub(super) use directory::NUMBERS_MAX;
