//! Which language a contact is answered in, and how we came to know.

use serde::{Deserialize, Serialize};

use super::Timestamp;

/// Where the knowledge comes from; a later one in this list outranks the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LanguageSource {
    TenantDefault,
    PhoneCountry,
    TemplateLanguage,
    Detected,
    AgentSet,
    Explicit,
}

/// `contact.locale`: kept for good, also when she is silent for a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageMemory {
    /// A tag with a loaded locale: `ar`, `en`.
    pub tag: String,
    pub source: LanguageSource,
    pub at: Timestamp,
    /// She writes Arabic in Latin letters.
    pub latin_script: bool,
    /// Messages in a row in another language than an explicit choice.
    pub other_in_a_row: u8,
}
