//! Signatures, digests and comparisons that tell an eavesdropper nothing. This room
//! holds no key longer than a call, keeps nothing and knows no vendor's shapes.

mod compare;
mod digest;
mod hub;

pub use compare::same;
pub use digest::{digest_hex, fingerprint};
pub use hub::{sign_hub, verify_hub_signature};
