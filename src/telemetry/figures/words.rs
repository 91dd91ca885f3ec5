//! Label values as closed sets. A label that is one of these can be neither misspelt nor
//! made of a phone number, and its counters are found by position, without hashing.

use crate::domain::{Content, ReceiptState};

/// One value of a closed label set.
pub trait Word: Copy + 'static {
    const ALL: &'static [Self];

    fn word(self) -> &'static str;

    /// Position in [`Self::ALL`].
    fn index(self) -> usize;
}

/// No label at all: stands where a counter has fewer labels than its kind allows.
impl Word for () {
    const ALL: &'static [Self] = &[()];

    fn word(self) -> &'static str {
        ""
    }

    fn index(self) -> usize {
        0
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($variant),+ }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            fn index(self) -> usize {
                self as usize
            }
        }
    };
}

words! {
    /// Who is on the other end: label `provider`.
    Peer { Meta = "meta", Operation = "operation" }
}
words! {
    /// What is asked of it: label `operation`.
    Task { Send = "send", Call = "call" }
}
words! {
    /// How a webhook request was answered.
    HookOutcome {
        Accepted = "accepted",
        Duplicate = "duplicate",
        BadSignature = "bad_signature",
        Invalid = "invalid",
        Overloaded = "overloaded",
        Unavailable = "unavailable",
    }
}
words! {
    /// What a customer sent: label `type`.
    ContentWord {
        Text = "text",
        Media = "media",
        Choice = "choice",
        Form = "form",
        Location = "location",
        Contacts = "contacts",
        Reaction = "reaction",
        Order = "order",
        Other = "other",
    }
}
words! {
    /// Languages with a label of their own.
    LocaleWord { Ar = "ar", En = "en", Other = "other" }
}
words! {
    /// Free-form inside the service window, or a paid template.
    SentKind { Session = "session", Template = "template" }
}
words! {
    /// What the first answer to a send was.
    SentOutcome { Accepted = "accepted", Failed = "failed", Suppressed = "suppressed" }
}
words! {
    /// Why a try did not succeed, whoever was on the other end.
    ErrorClass {
        NotSent = "not_sent",
        Held = "held",
        Unknown = "unknown",
        RateLimited = "rate_limited",
        Unavailable = "unavailable",
        Rejected = "rejected",
        Credentials = "credentials",
        Refused = "refused",
        Decode = "decode",
    }
}
words! {
    /// How a send whose answer was lost came to its end.
    UnknownEnd { Settled = "settled", Resent = "resent", Closed = "closed" }
}
words! {
    /// States of a row on its way out.
    OutboxState { Ready = "ready", Started = "started", Unknown = "unknown" }
}
words! {
    /// Where a dead letter lies.
    DeadQueue { Inbox = "inbox", Outbox = "outbox" }
}
words! {
    /// Which kind of actor was started again.
    ActorKind { Tenant = "tenant", Conversation = "conversation", Sender = "sender", Clock = "clock" }
}
words! {
    /// A breaker, as the number that `hiwar_circuit_state` shows.
    Circuit { Closed = "closed", HalfOpen = "half_open", Open = "open" }
}
words! {
    /// States that a receipt may climb to: label `status`.
    StatusWord {
        Suppressed = "suppressed",
        Accepted = "accepted",
        Sent = "sent",
        Failed = "failed",
        Delivered = "delivered",
        Read = "read",
        Played = "played",
    }
}

impl LocaleWord {
    /// `ar-SA` counts as `ar`.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next() {
            Some("ar") => Self::Ar,
            Some("en") => Self::En,
            Some(_) | None => Self::Other,
        }
    }
}

impl StatusWord {
    #[must_use]
    pub fn of(state: ReceiptState) -> Self {
        match state {
            ReceiptState::Suppressed => Self::Suppressed,
            ReceiptState::Accepted => Self::Accepted,
            ReceiptState::Sent => Self::Sent,
            ReceiptState::Failed => Self::Failed,
            ReceiptState::Delivered => Self::Delivered,
            ReceiptState::Read => Self::Read,
            ReceiptState::Played => Self::Played,
        }
    }
}

impl ContentWord {
    #[must_use]
    pub fn of(content: &Content) -> Self {
        match content {
            Content::Text { .. } => Self::Text,
            Content::Media(_) => Self::Media,
            Content::ButtonReply { .. }
            | Content::ListReply { .. }
            | Content::TemplateButton { .. } => Self::Choice,
            Content::FormReply { .. } => Self::Form,
            Content::Location(_) => Self::Location,
            Content::Contacts(_) => Self::Contacts,
            Content::Reaction { .. } => Self::Reaction,
            Content::Order { .. } => Self::Order,
            Content::CallPermission { .. }
            | Content::System(_)
            | Content::Edit { .. }
            | Content::Revoke { .. }
            | Content::Welcome
            | Content::Unsupported { .. } => Self::Other,
        }
    }
}
