//! What became of a send, and what to do about it. Providers translate their errors
//! into these words; nobody above looks at a provider's code again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{MessageId, Phone, ProviderError};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// Taken. `id` is absent for receipts and typing; `phone` when the provider corrected the number.
    Accepted {
        id: Option<MessageId>,
        phone: Option<Phone>,
    },
    /// Certainly not taken; try again.
    Retry {
        scope: RetryScope,
        after: Option<Duration>,
        error: Option<ProviderError>,
    },
    /// Perhaps taken: wait for a status that carries our id before doing anything.
    Unknown { why: String },
    /// Certainly not taken, and trying again would not help.
    Rejected {
        why: Rejection,
        error: ProviderError,
    },
}

/// Who has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RetryScope {
    /// This message only.
    Message,
    /// Everything to this customer from this number (Meta 131056).
    Pair,
    /// Everything from this number (130429).
    Number,
    /// Everything of this account (80007, 4).
    Account,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rejection {
    /// The message itself is at fault.
    Message,
    /// This customer cannot be reached.
    Recipient,
    /// Outside the 24-hour service window: an approved template would pass.
    WindowClosed,
    /// She wants no marketing.
    OptedOut,
    /// The token or the account: stop the tenant's sending and call somebody.
    Credentials,
    /// The number's registration or configuration.
    Configuration,
    /// The template is missing, paused, or takes other parameters.
    Template,
}

impl Rejection {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Recipient => "recipient",
            Self::WindowClosed => "window_closed",
            Self::OptedOut => "opted_out",
            Self::Credentials => "credentials",
            Self::Configuration => "configuration",
            Self::Template => "template",
        }
    }
}
