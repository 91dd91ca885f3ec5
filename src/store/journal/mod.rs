//! The journal: the newest changes, in the order in which they were acknowledged. A
//! group is one frame, appended and synced before anybody is answered; sled is brought
//! up to date in the background, and a journal file whose frames it has is used again.
//! Rows that are written and taken away in between (most inbox and outbox rows) never
//! reach sled at all, which is what makes this worth its lines.

mod checkpoint;
mod file;
mod frame;
mod overlay;

pub(super) use checkpoint::keep_up;
pub(super) use file::Journal;
pub(super) use overlay::{Leaving, Newest, Overlay};
