//! What a verified webhook says, element by element. An element that cannot be read is
//! an [`Odd`] beside the others, never a reason to lose them.

use serde::{Deserialize, Serialize};

use super::{Address, InboundMessage, MessageId, NumberId, ReceiptState, Timestamp};

/// Most of a raw element that is kept for people to look at, in bytes.
pub const RAW_BYTES_MAX: usize = 4096;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Message(Box<InboundMessage>),
    Status(StatusUpdate),
    Notice(Notice),
    Odd(Odd),
}

/// The provider's word on a message that we sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusUpdate {
    pub id: MessageId,
    pub number: NumberId,
    /// May be empty: failed sends omit it.
    pub recipient: Address,
    pub state: ReceiptState,
    pub at: Timestamp,
    /// What we planted in the send: the outbox id.
    pub planted: Option<String>,
    pub errors: Vec<ProviderError>,
    /// Meta's price category, when told: `service`, `utility`, …
    pub category: Option<String>,
}

/// An error in the provider's words. Details may name a template or a parameter, never a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderError {
    pub code: i64,
    pub title: String,
    pub details: Option<String>,
}

/// News about the account, a template, a consent: anything that is not a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Meta's `changes[].field`; `unknown` where it was missing.
    pub field: String,
    /// Set where the news concerns one number.
    pub number: Option<NumberId>,
    /// The provider's account (Meta: WABA id).
    pub account: Option<String>,
    pub kind: NoticeKind,
    /// The element as sent, cut at [`RAW_BYTES_MAX`].
    pub raw: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeKind {
    /// The built-in switch for marketing messages.
    MarketingPreference {
        who: Address,
        allowed: bool,
        at: Timestamp,
    },
    UserIdChanged {
        phone: Address,
        previous: Address,
        current: Address,
    },
    TemplateStatus {
        name: String,
        language: String,
        status: String,
        reason: Option<String>,
    },
    /// Ban, restriction, removal, reinstatement: Meta's event word, or the ban's state
    /// (`DISABLE`, `REINSTATE`, `SCHEDULE_FOR_DISABLE`) where the event only says that it changed.
    Account { event: String },
    /// Staff wrote from the phone app (coexistence): a person holds the conversation.
    StaffEcho {
        to: Address,
        id: MessageId,
        text: Option<String>,
    },
    /// Known by name, nothing to do but keep it.
    Recorded,
    /// A field this version has never heard of.
    Unknown,
}

/// An element that could not be read: kept for people, answered 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    pub number: Option<NumberId>,
    /// What was wrong and where, without the customer's text.
    pub why: String,
    pub raw: String,
}
