//! What we say, freed from any provider's shape, and the limits WhatsApp sets on it.
//! A limit is enforced here, when the message is made, so that it is the author who
//! hears of it and not the customer who hears nothing.
//!
//! Lengths are UTF-16 code units: Meta documents no unit, and this is the strictest
//! reading for Arabic and emoji alike. Limits: Meta's Cloud API message pages and its
//! published OpenAPI (business-messaging-api v23.0).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Location, MediaKind, MessageId};

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
            | OutboundBody::Location(_) => SendClass::Reply,
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
            } => {
                check_source(source)?;
                let Some(caption) = caption else {
                    return Ok(());
                };
                if matches!(kind, MediaKind::Audio | MediaKind::Sticker) {
                    return Err(LimitFault::Shape {
                        part: "caption",
                        why: "is not shown on audio and stickers",
                    });
                }
                within("caption", caption, CAPTION_MAX)
            }
            OutboundBody::Location(place) => check_location(place),
            OutboundBody::Template(template) => check_template(template),
            OutboundBody::Reaction { message, .. } | OutboundBody::ReadReceipt { message, .. } => {
                filled("message id", message.as_str(), 512)
            }
        }
    }
}

/// Length as WhatsApp is assumed to count it.
#[must_use]
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn within(part: &'static str, text: &str, max: usize) -> Result<(), LimitFault> {
    let length = length(text);
    if length > max {
        Err(LimitFault::TooLong { part, length, max })
    } else {
        Ok(())
    }
}

fn filled(part: &'static str, text: &str, max: usize) -> Result<(), LimitFault> {
    if text.trim().is_empty() {
        Err(LimitFault::Empty { part })
    } else {
        within(part, text, max)
    }
}

fn counted(part: &'static str, count: usize, max: usize) -> Result<(), LimitFault> {
    if (1..=max).contains(&count) {
        Ok(())
    } else {
        Err(LimitFault::Count { part, count, max })
    }
}

fn frame(header: Option<&str>, body: &str, footer: Option<&str>) -> Result<(), LimitFault> {
    header.map_or(Ok(()), |text| filled("header", text, HEADER_MAX))?;
    filled("body", body, BODY_MAX)?;
    footer.map_or(Ok(()), |text| filled("footer", text, FOOTER_MAX))
}

fn check_id(part: &'static str, id: &str, max: usize) -> Result<(), LimitFault> {
    filled(part, id, max)?;
    if id.trim() == id {
        Ok(())
    } else {
        Err(LimitFault::Spaces { part })
    }
}

fn once<'a>(
    part: &'static str,
    seen: &mut BTreeSet<&'a str>,
    text: &'a str,
) -> Result<(), LimitFault> {
    if seen.insert(text) {
        Ok(())
    } else {
        Err(LimitFault::Twice {
            part,
            text: text.into(),
        })
    }
}

fn check_buttons(buttons: &[Button]) -> Result<(), LimitFault> {
    counted("buttons", buttons.len(), BUTTONS_MAX)?;
    let (mut ids, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for button in buttons {
        check_id("button id", &button.id, BUTTON_ID_MAX)?;
        filled("button title", &button.title, BUTTON_TITLE_MAX)?;
        once("button id", &mut ids, &button.id)?;
        once("button title", &mut titles, &button.title)?;
    }
    Ok(())
}

fn check_sections(sections: &[Section]) -> Result<(), LimitFault> {
    counted("sections", sections.len(), LIST_ROWS_MAX)?;
    counted(
        "rows",
        sections.iter().map(|s| s.rows.len()).sum(),
        LIST_ROWS_MAX,
    )?;
    let mut ids = BTreeSet::new();
    for section in sections {
        match &section.title {
            Some(title) => filled("section title", title, SECTION_TITLE_MAX)?,
            None if sections.len() > 1 => {
                return Err(LimitFault::Empty {
                    part: "section title",
                });
            }
            None => {}
        }
        for row in &section.rows {
            check_id("row id", &row.id, ROW_ID_MAX)?;
            filled("row title", &row.title, ROW_TITLE_MAX)?;
            row.description.as_deref().map_or(Ok(()), |text| {
                filled("row description", text, ROW_DESCRIPTION_MAX)
            })?;
            once("row id", &mut ids, &row.id)?;
        }
    }
    Ok(())
}

fn check_source(source: &MediaSource) -> Result<(), LimitFault> {
    match source {
        MediaSource::Link(url) => check_web_address("media link", url),
        MediaSource::Id(id) => filled("media id", id, 512),
    }
}

fn check_web_address(part: &'static str, url: &str) -> Result<(), LimitFault> {
    filled(part, url, 2000)?;
    let known = url.starts_with("https://") || url.starts_with("http://");
    if known && !url.contains(char::is_whitespace) {
        Ok(())
    } else {
        Err(LimitFault::Shape {
            part,
            why: "must be a web address without spaces",
        })
    }
}

fn check_location(place: &Location) -> Result<(), LimitFault> {
    let fits = place.latitude_e6.abs() <= 90_000_000 && place.longitude_e6.abs() <= 180_000_000;
    if fits {
        Ok(())
    } else {
        Err(LimitFault::Shape {
            part: "location",
            why: "is not on Earth",
        })
    }
}

fn check_template(template: &Template) -> Result<(), LimitFault> {
    filled("template name", &template.name, 512)?;
    filled("template language", &template.language, 16)?;
    if let Some(TemplateHeader::Media { source, .. }) = &template.header {
        check_source(source)?;
    }
    let named = template
        .body
        .iter()
        .filter(|parameter| parameter.name.is_some())
        .count();
    if named != 0 && named != template.body.len() {
        return Err(LimitFault::Shape {
            part: "template parameters",
            why: "must all be named, or none",
        });
    }
    for parameter in &template.body {
        filled("template parameter", &parameter.text, BODY_MAX)?;
        if parameter.text.contains(['\n', '\t', '\r']) || parameter.text.contains("     ") {
            let why = "may not hold a newline, a tab or more than four spaces in a row";
            return Err(LimitFault::Shape {
                part: "template parameter",
                why,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buttons(titles: &[&str]) -> Outbound {
        let buttons = titles
            .iter()
            .enumerate()
            .map(|(at, title)| Button {
                id: format!("b{at}"),
                title: (*title).into(),
            })
            .collect();
        Outbound {
            body: OutboundBody::Buttons {
                header: None,
                body: "؟".into(),
                footer: None,
                buttons,
            },
            reply_to: None,
        }
    }

    #[test]
    fn a_message_at_the_limit_passes_and_one_over_is_refused() {
        assert_eq!(Outbound::text("ا".repeat(TEXT_MAX)).check(), Ok(()));
        assert_eq!(
            Outbound::text("ا".repeat(TEXT_MAX + 1)).check(),
            Err(LimitFault::TooLong {
                part: "text",
                length: 4097,
                max: 4096
            })
        );
        assert_eq!(
            buttons(&["التحدث مع موظف", "القائمة الرئيسية", "Return instructions"]).check(),
            Ok(())
        );
        for (titles, why) in [
            (&["التحدث إلى موظف خدمة العملاء"][..], "too long"),
            (&["a", "b", "c", "d"], "four"),
            (&["a", "a"], "twice"),
            (&[" "], "empty"),
            (&[], "none"),
        ] {
            assert!(buttons(titles).check().is_err(), "{why}");
        }
    }

    #[test]
    fn length_counts_utf16_units() {
        for (text, units) in [("مُوَظَّف", 8), ("🇸🇦", 4), ("👩🏽‍💼", 7), ("التحدث مع موظف", 14)]
        {
            assert_eq!(length(text), units, "{text}");
        }
    }
}
