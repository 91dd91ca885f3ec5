//! Signatures, fingerprints and token hashes. This room knows no vendor and stores nothing.

mod fingerprint;

pub use fingerprint::fingerprint;
