//! The shapes of the records. Words of the business lie inside as they are in `domain`.

use serde::{Deserialize, Serialize};

use super::{Flaw, Kind, Record, past};
use crate::domain::{
    Contact, ContactId, ConversationId, InboxRow, Input, NumberId, OutboxId, OutboxRow,
    ProviderError, Publication, Receipt, ReceiptState, TenantId, Ticket, TimelineEntry, Timer,
    Timestamp, TurnId,
};

macro_rules! records {
    ($($shape:ty: $kind:ident, $version:literal $(, 1 by $past:path)?;)*) => {$(
        impl Record for $shape {
            const KIND: Kind = Kind::$kind;
            const VERSION: u16 = $version;

            $(fn past(version: u16, body: &[u8]) -> Option<Result<Self, Flaw>> {
                (version == 1).then(|| $past(body))
            })?
        }
    )*};
}

records! {
    Alias: Alias, 1;
    Bundle: Bundle, 1;
    Contact: Contact, 1;
    DeadLetter: DeadLetter, 1;
    Directory: Number, 1;
    Erasure: Erasure, 1;
    Format: Meta, 1;
    Handoff: Handoff, 1;
    InboxBody: Inbox, 1;
    Lease: Meta, 1;
    Orphan: Orphan, 1;
    Outbox: Outbox, 1;
    Publication: Publication, 1;
    Quarantined: Quarantine, 1;
    Receipt: Receipt, 1;
    Runs: Runs, 1;
    Seen: Seen, 1;
    Sent: Sent, 1;
    Stored: Conversation, 2, 1 by past::stored_v1;
    Text: Text, 1;
    TimelineEntry: Timeline, 2, 1 by past::timeline_v1;
    TimerTag: Timer, 1;
}

/// Whose alias it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Alias(pub ContactId);

/// A message that has been admitted, kept to know its copies, and to find its turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Seen {
    pub admitted: Timestamp,
    pub turn: TurnId,
}

/// An inbox row; its position is in its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct InboxBody {
    pub admitted: Timestamp,
    pub input: Input,
}

/// She asked to be forgotten: from when on that may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Erasure(pub Timestamp);

/// Runs of an inbox row that did not end well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Runs(pub u16);

/// A conversation as it sleeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Stored {
    /// Rises with every committed turn; a commit names the one it was computed from.
    pub version: u64,
    pub tenant: TenantId,
    pub number: NumberId,
    pub contact: ContactId,
    /// Timers set and perhaps not yet fired: what is needed to find their keys.
    pub timers: Vec<Timer>,
    /// Set when its contact was merged into another.
    pub merged_into: Option<ConversationId>,
    /// The session's own bytes, so that the committer need not read them.
    pub session: Vec<u8>,
}

/// All open rows of one conversation, in the order of their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Outbox(pub Vec<OutboxRow>);

/// Which of our sends a provider's message id names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Sent(pub OutboxId);

/// A report on a message that we do not know (yet): kept a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Orphan {
    pub state: ReceiptState,
    pub at: Timestamp,
    pub error: Option<ProviderError>,
    pub received: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct TimerTag {
    pub tag: u64,
    pub tenant: TenantId,
}

/// The tenant of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Directory(pub TenantId);

/// The layout of the whole store, read before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Format(pub u32);

/// Positions below this one may have been given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Lease(pub u64);

/// A request for a person, as subscribers will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handoff {
    pub tenant: TenantId,
    pub conversation: ConversationId,
    pub contact: ContactId,
    pub ticket: Ticket,
}

/// An element that nobody could read, or news about the account: kept for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    pub at: Timestamp,
    pub number: Option<NumberId>,
    /// A fault in our words, or `notice: <field>`.
    pub why: String,
    /// The element as sent, cut.
    pub raw: String,
}

/// An inbox row that was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    pub tenant: TenantId,
    pub row: InboxRow,
    pub runs: u16,
    pub why: String,
    pub at: Timestamp,
}

/// What a published bundle is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Bundle {
    pub kept: Timestamp,
    pub files: Vec<BundleFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct BundleFile {
    pub shelf: BundleShelf,
    pub path: String,
    /// Where the text lies.
    pub print: [u8; 16],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) enum BundleShelf {
    Flows,
    Locales,
}

/// The text of a file, under its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Text(pub String);
