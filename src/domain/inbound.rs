//! What a customer sent, freed from any provider's shape.

use serde::{Deserialize, Serialize};

use super::{Address, MessageId, NumberId, Timestamp};

/// One message of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundMessage {
    pub id: MessageId,
    pub number: NumberId,
    pub from: Address,
    /// The name the customer gave herself; her text, so never trusted. At most 64 characters.
    pub profile_name: Option<String>,
    /// The provider's time of writing, which the service window counts from.
    pub at: Timestamp,
    pub content: Content,
    pub context: Option<ReplyContext>,
    pub referral: Option<Referral>,
}

/// What she quoted, tapped under, or forwarded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyContext {
    /// The message replied to; absent on forwards.
    pub message: Option<MessageId>,
    pub forwarded: bool,
    pub product: Option<String>,
}

/// The advertisement or post that she came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    pub source_id: Option<String>,
    pub source_type: Option<String>,
    pub headline: Option<String>,
    pub click_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    Text {
        body: String,
    },
    Media(InboundMedia),
    Location(Location),
    Contacts(Vec<ContactCard>),
    /// A tap on one of our reply buttons.
    ButtonReply {
        id: String,
        title: String,
    },
    /// A tap on a row of one of our lists.
    ListReply {
        id: String,
        title: String,
        description: Option<String>,
    },
    /// A tap on a template's quick reply.
    TemplateButton {
        payload: String,
        text: String,
    },
    /// A finished WhatsApp Flow; `answers` is the JSON text as sent.
    FormReply {
        name: String,
        answers: String,
    },
    CallPermission {
        granted: bool,
    },
    /// `emoji` is `None` when the reaction was taken back.
    Reaction {
        message: MessageId,
        emoji: Option<String>,
    },
    Order {
        catalog: Option<String>,
        text: Option<String>,
        items: Vec<OrderItem>,
    },
    System(SystemNotice),
    Edit {
        original: MessageId,
        text: Option<String>,
        kind: String,
    },
    Revoke {
        original: MessageId,
    },
    /// The chat was opened for the first time (legacy).
    Welcome,
    /// A kind that the provider or we cannot read; `kind` is the provider's word.
    Unsupported {
        kind: String,
        codes: Vec<i64>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaKind {
    Image,
    Video,
    Audio,
    Document,
    Sticker,
}

/// A file that came in. The id stays valid for 7 days at Meta.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundMedia {
    pub kind: MediaKind,
    pub id: String,
    /// As sent, parameters included: `audio/ogg; codecs=opus`.
    pub mime: String,
    pub sha256: Option<String>,
    pub caption: Option<String>,
    /// The customer's text: sanitise before it becomes a file name.
    pub filename: Option<String>,
    /// A voice note, or a moving sticker.
    pub voice: bool,
    pub animated: bool,
}

/// Degrees in millionths, so that a position compares and stores exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    pub latitude_e6: i32,
    pub longitude_e6: i32,
    pub name: Option<String>,
    pub address: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    pub name: String,
    pub phones: Vec<String>,
    /// She answered our request for her number.
    pub requested: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    pub product: String,
    pub quantity: i64,
    /// As written, in the major unit: `7.50`.
    pub price: String,
    pub currency: String,
}

/// WhatsApp speaking about the customer, not the customer speaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SystemNotice {
    /// She moved to another number: possibly another person, so nothing tied to the old one follows.
    NumberChanged {
        to: Address,
    },
    UserIdChanged {
        to: Address,
    },
    IdentityChanged,
    Other {
        kind: String,
    },
}

impl Content {
    /// Meta's word for the type, as counted in metrics and shown in timelines.
    #[must_use]
    pub fn kind_name(&self) -> &str {
        match self {
            Self::Text { .. } => "text",
            Self::Media(media) => match media.kind {
                MediaKind::Image => "image",
                MediaKind::Video => "video",
                MediaKind::Audio => "audio",
                MediaKind::Document => "document",
                MediaKind::Sticker => "sticker",
            },
            Self::Location(_) => "location",
            Self::Contacts(_) => "contacts",
            Self::ButtonReply { .. }
            | Self::ListReply { .. }
            | Self::FormReply { .. }
            | Self::CallPermission { .. } => "interactive",
            Self::TemplateButton { .. } => "button",
            Self::Reaction { .. } => "reaction",
            Self::Order { .. } => "order",
            Self::System(_) => "system",
            Self::Edit { .. } => "edit",
            Self::Revoke { .. } => "revoke",
            Self::Welcome => "request_welcome",
            Self::Unsupported { kind, .. } => kind,
        }
    }

    /// What she wrote, where she wrote: a body, a caption, or the title she tapped.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text { body } => Some(body),
            Self::Media(media) => media.caption.as_deref(),
            Self::ButtonReply { title, .. } | Self::ListReply { title, .. } => Some(title),
            Self::TemplateButton { text, .. } => Some(text),
            Self::Order { text, .. } => text.as_deref(),
            Self::Location(_)
            | Self::Contacts(_)
            | Self::FormReply { .. }
            | Self::CallPermission { .. }
            | Self::Reaction { .. }
            | Self::System(_)
            | Self::Edit { .. }
            | Self::Revoke { .. }
            | Self::Welcome
            | Self::Unsupported { .. } => None,
        }
    }

    /// The payload of a tap, which is matched before any text.
    #[must_use]
    pub fn tapped(&self) -> Option<&str> {
        match self {
            Self::ButtonReply { id, .. } | Self::ListReply { id, .. } => Some(id),
            Self::TemplateButton { payload, .. } => Some(payload),
            _ => None,
        }
    }
}
