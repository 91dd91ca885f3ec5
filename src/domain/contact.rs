//! A person as one tenant knows her.

use serde::{Deserialize, Serialize};

use super::{Address, ContactId, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    /// Every alias known to be hers now; the newest of each kind.
    pub address: Address,
    /// What she calls herself; shown as text, never trusted.
    pub profile_name: Option<String>,
    pub first_seen: Timestamp,
    /// Set when this contact turned out to be another one: everything goes there.
    pub merged_into: Option<ContactId>,
}
