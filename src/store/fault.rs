//! What can go wrong with the books, in words that tell the caller what to do.

use std::io;
use std::path::Path;

/// Retry (`Stale`), refuse (`TooLarge`, `Missing`), stop taking work (`Stopped`), or do
/// not start at all (the rest).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// Another process works on this directory.
    #[error("open store {path}: it is in use by another process")]
    InUse { path: String },
    /// Written by a newer program: start that one, or restore an older copy.
    #[error("read {place}: its format {found} is newer than {known}, which this program knows")]
    NewerFormat {
        place: String,
        found: u32,
        known: u32,
    },
    /// Bytes are not what was written. Nothing is repaired or overwritten.
    #[error("read {place}: {what}; the store is damaged")]
    Damaged { place: String, what: String },
    #[error("write {place}: no space left on the disk")]
    DiskFull { place: String },
    /// The file system cannot keep writes in order, and that was demanded.
    #[error("open store {path}: its file system has no synchronous directories ({what})")]
    Unsynced { path: String, what: String },
    #[error("use {place}: {what}")]
    Path { place: String, what: String },
    /// Somebody else was first: load again. Also the answer to doing a thing twice.
    #[error("commit: the conversation has moved on")]
    Stale,
    #[error("find {what}")]
    Missing { what: String },
    #[error("write {place}: {bytes} bytes, at most {max} are stored")]
    TooLarge {
        place: &'static str,
        bytes: usize,
        max: usize,
    },
    /// A write failed earlier, so memory and disk may differ: only a restart helps.
    #[error("write: the store has stopped ({why})")]
    Stopped { why: String },
}

impl StoreFault {
    /// An error of the operating system at a named place.
    pub(super) fn io(place: &Path, error: &io::Error) -> Self {
        let place = place.display().to_string();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { place },
            _ => Self::Path {
                place,
                what: error.to_string(),
            },
        }
    }
}
