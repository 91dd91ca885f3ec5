//! The verbs that write: one file each, each one transaction.

mod admit;
mod call;
mod commit;
mod contact;
mod merge;
mod notice;
mod publish;
mod recover;
mod send;
mod status;
mod timer;
mod trouble;

pub use admit::Admitted;
pub use commit::{Commit, Committed};
pub use publish::Inside;
pub use send::{Claimed, Settled, Verdict};
pub use trouble::Park;

pub(super) use merge::conversation_id;
pub(super) use recover::recover;
pub(super) use send::due;
