//! What we say, freed from any provider's shape, and the limits WhatsApp sets on it.
//! A limit is enforced here, when the message is made, so that it is the author who
//! hears of it and not the customer who hears nothing.
//!
//! Lengths are UTF-16 code units: Meta documents no unit, and this is the strictest
//! reading for Arabic and emoji alike. Limits: Meta's Cloud API message pages and its
//! published OpenAPI (business-messaging-api v23.0).

use serde::{Deserialize, Serialize};

use super::{Location, MediaKind, MessageId, Phone};

mod limits;
#[cfg(test)]
mod tests;

pub use limits::length;
use limits::{
    check_buttons, check_card, check_form, check_location, check_media, check_sections,
    check_template, check_web_address, filled, frame,
};

pub const TEXT_MAX: usize = 4096;
pub const BODY_MAX: usize = 1024;
pub const HEADER_MAX: usize = 60;
pub const FOOTER_MAX: usize = 60;
pub const CAPTION_MAX: usize = 1024;
pub const BUTTONS_MAX: usize = 3;
pub const BUTTON_TITLE_MAX: usize = 20;
pub const BUTTON_ID_MAX: usize = 256;
pub const LIST_ROWS_MAX: usize = 10;
pub const ROW_TITLE_MAX: usize = 24;
pub const ROW_DESCRIPTION_MAX: usize = 72;
pub const ROW_ID_MAX: usize = 200;
pub const SECTION_TITLE_MAX: usize = 24;
pub const TEMPLATE_BUTTONS_MAX: usize = 10;
pub const LINK_MAX: usize = 2000;
pub const CARD_NAME_MAX: usize = 256;
pub const CARD_PHONES_MAX: usize = 10;

/// One message to one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbound {
    pub body: OutboundBody,
    /// Quotes this message of hers.
    pub reply_to: Option<MessageId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutboundBody {
    Text {
        body: String,
        preview_url: bool,
    },
    Buttons {
        header: Option<String>,
        body: String,
        footer: Option<String>,
        buttons: Vec<Button>,
    },
    List {
        header: Option<String>,
        body: String,
        footer: Option<String>,
        button: String,
        sections: Vec<Section>,
    },
    /// One button that opens a web page (Meta: `cta_url`).
    Link {
        header: Option<String>,
        body: String,
        footer: Option<String>,
        title: String,
        url: String,
    },
    AskLocation {
        body: String,
    },
    Media {
        kind: MediaKind,
        source: MediaSource,
        caption: Option<String>,
        filename: Option<String>,
        voice: bool,
    },
    Location(Location),
    Template(Template),
    /// An empty emoji takes the reaction back.
    Reaction {
        message: MessageId,
        emoji: String,
    },
    /// Marks hers as read; with `typing`, shows that an answer is coming (at most 25 s).
    ReadReceipt {
        message: MessageId,
        typing: bool,
    },
    Card(Card),
    Form(Form),
}

/// A button that opens a form (Meta: a WhatsApp Flow).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub body: String,
    /// Of the button.
    pub title: String,
    /// Its id at WhatsApp.
    pub form: String,
    /// Comes back with the answers: which asking they belong to.
    pub token: String,
}

/// A contact card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub name: String,
    pub phones: Vec<Phone>,
    pub company: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub id: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Required when there is more than one section.
    pub title: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaSource {
    Link(String),
    Id(String),
}

/// An approved template, its language in WhatsApp's code (`ar`, `ar_AE`, `en_US`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub name: String,
    pub language: String,
    pub header: Option<TemplateHeader>,
    pub body: Vec<TemplateParameter>,
    pub buttons: Vec<TemplateButton>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateHeader {
    Text(String),
    Media {
        kind: MediaKind,
        source: MediaSource,
    },
}

/// `name` is set for templates with named parameters, on all of them or on none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateParameter {
    pub name: Option<String>,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateButton {
    QuickReply { index: u8, payload: String },
    Url { index: u8, suffix: String },
}

/// How a send whose answer was lost is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SendClass {
    /// At most one extra copy is better than silence.
    Reply,
    /// Paid and proactive: never sent again by itself.
    Template,
    /// Reactions, read receipts: dropped rather than repeated.
    Ephemeral,
}

/// A message over one of WhatsApp's limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LimitFault {
    #[error("make message: {part} has {length} characters, at most {max} are allowed")]
    TooLong {
        part: &'static str,
        length: usize,
        max: usize,
    },
    #[error("make message: {part} is empty")]
    Empty { part: &'static str },
    #[error("make message: {count} {part}, between 1 and {max} are allowed")]
    Count {
        part: &'static str,
        count: usize,
        max: usize,
    },
    #[error("make message: {part} `{text}` appears twice")]
    Twice { part: &'static str, text: String },
    #[error("make message: {part} may not start or end with a space")]
    Spaces { part: &'static str },
    #[error("make message: {part} {why}")]
    Shape {
        part: &'static str,
        why: &'static str,
    },
}

impl Outbound {
    #[must_use]
    pub fn text(body: impl Into<String>) -> Self {
        Self {
            body: OutboundBody::Text {
                body: body.into(),
                preview_url: false,
            },
            reply_to: None,
        }
    }

    #[must_use]
    pub fn class(&self) -> SendClass {
        match self.body {
            OutboundBody::Template(_) => SendClass::Template,
            OutboundBody::Reaction { .. } | OutboundBody::ReadReceipt { .. } => {
                SendClass::Ephemeral
            }
            OutboundBody::Text { .. }
            | OutboundBody::Buttons { .. }
            | OutboundBody::List { .. }
            | OutboundBody::Link { .. }
            | OutboundBody::AskLocation { .. }
            | OutboundBody::Media { .. }
            | OutboundBody::Location(_)
            | OutboundBody::Card(_)
            | OutboundBody::Form(_) => SendClass::Reply,
        }
    }

    /// Holds the message against WhatsApp's limits.
    ///
    /// # Errors
    /// The first part that breaks one.
    pub fn check(&self) -> Result<(), LimitFault> {
        match &self.body {
            OutboundBody::Text { body, .. } => filled("text", body, TEXT_MAX),
            OutboundBody::Buttons {
                header,
                body,
                footer,
                buttons,
            } => {
                frame(header.as_deref(), body, footer.as_deref())?;
                check_buttons(buttons)
            }
            OutboundBody::List {
                header,
                body,
                footer,
                button,
                sections,
            } => {
                frame(header.as_deref(), body, footer.as_deref())?;
                filled("list button", button, BUTTON_TITLE_MAX)?;
                check_sections(sections)
            }
            OutboundBody::Link {
                header,
                body,
                footer,
                title,
                url,
            } => {
                frame(header.as_deref(), body, footer.as_deref())?;
                filled("link title", title, BUTTON_TITLE_MAX)?;
                check_web_address("link", url)
            }
            OutboundBody::AskLocation { body } => filled("body", body, BODY_MAX),
            OutboundBody::Media {
                kind,
                source,
                caption,
                ..
            } => check_media(*kind, source, caption.as_deref()),
            OutboundBody::Location(place) => check_location(place),
            OutboundBody::Template(template) => check_template(template),
            OutboundBody::Card(card) => check_card(card),
            OutboundBody::Form(form) => check_form(form),
            OutboundBody::Reaction { message, .. } | OutboundBody::ReadReceipt { message, .. } => {
                filled("message id", message.as_str(), 512)
            }
        }
    }
}
