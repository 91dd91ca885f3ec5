//! What is written: the shapes of the records, their keys and their envelope. A change
//! of any shape here, or of a domain type that lies inside one, raises the record's
//! VERSION, adds a reader for the old one and a golden file.

mod envelope;
mod past;
mod shape;

pub(in crate::store) mod key;

pub use envelope::round_trip;
pub use key::Kind;
pub use shape::{DeadLetter, Handoff, Quarantined};

pub(in crate::store) use envelope::{
    Flaw, RECORD_BYTES_MAX, Record, VALUE_BYTES_MAX, chunked, chunks, decode, encode, open, seal,
};
pub(in crate::store) use key::Key;
pub(in crate::store) use shape::{
    Alias, Bundle, BundleFile, BundleShelf, Directory, Erasure, Format, InboxBody, Lease, Orphan,
    Outbox, Runs, Seen, Sent, Stored, Text, TimerTag,
};
