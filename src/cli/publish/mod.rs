//! `hiwar publish`, `rollback`, `versions`, `rollout`: versions of the flows, asked of the
//! server that has the books open, or done on the books of one that is not running.

mod desk;
mod offer;
mod take_back;
mod told;

pub use offer::{Arguments, run};
pub use take_back::{Rollback, Rollout, VersionsArguments, roll_back, rollout, versions};
