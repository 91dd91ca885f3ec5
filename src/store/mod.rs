//! The books: everything that must survive a power cut, as coarse verbs, one
//! transaction each. A verb that writes returns when the disk has it, and can be
//! repeated without harm. This room knows no HTTP, no script and no policy; what a
//! state means is decided in `domain`.
//!
//! Reading a conversation's story: inbox (waiting), timeline (handled), outbox (on its
//! way out), receipts (what became of it). Open work is small and lies in key ranges of
//! its own, so that a start reads only that, however many conversations sleep.
//!
//! In its directory: `lock` (held while open), `format` (the layout, refused when newer),
//! `journal/` (the newest changes, the truth about what was acknowledged) and `books/`
//! (sled, which follows the journal in the background). One thread writes: it runs each
//! verb over a draft, makes a group of them durable with one sync, and only then answers.

mod books;
mod care;
mod committer;
mod disk;
mod draft;
mod fault;
mod handle;
mod index;
mod journal;
mod open;
mod record;
mod verb;
mod watch;

#[cfg(test)]
mod tests;

pub use care::{Explained, Held, SendStory, Stats, Story, Swept, Usage, Verified};
pub use fault::StoreFault;
pub use handle::{Conversation, Store, Waiting};
pub use index::{Depth, LeftLying};
pub use open::{Ground, OpenOptions};
pub use record::{DeadLetter, Handoff, Kind, Quarantined, round_trip};
pub use verb::{Admitted, Claimed, Commit, Committed, Inside, Park, Settled, Verdict};
pub use watch::Trouble;
