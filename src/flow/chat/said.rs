//! What was said, as a chat writes it, and whether it is what a line expects.

use super::line::Expected;
use crate::domain::{Form, Location, MediaKind, MediaSource, Outbound, OutboundBody, Template};
use crate::flow::rehearsal::options;
use crate::locale::text::strip_marks;

/// Text for comparing: without direction marks, with plain spaces, no spaces at the ends
/// of its rows.
pub(super) fn plain(text: &str) -> String {
    let text = strip_marks(text).replace(['\u{a0}', '\u{202f}'], " ");
    let rows: Vec<_> = text.trim_end().lines().map(str::trim_end).collect();
    rows.join("\n")
}

/// The words of a message that is words.
fn words(message: &Outbound) -> Option<String> {
    match &message.body {
        OutboundBody::Text { body, .. }
        | OutboundBody::Buttons { body, .. }
        | OutboundBody::List { body, .. }
        | OutboundBody::Link { body, .. }
        | OutboundBody::AskLocation { body }
        | OutboundBody::Form(Form { body, .. }) => Some(plain(body)),
        OutboundBody::Card(_)
        | OutboundBody::Media { .. }
        | OutboundBody::Location(_)
        | OutboundBody::Template(_)
        | OutboundBody::Reaction { .. }
        | OutboundBody::ReadReceipt { .. } => None,
    }
}

/// Titles that can be tapped.
pub(super) fn titles(message: &Outbound) -> Vec<String> {
    let options = options(message).into_iter();
    options.map(|(_, title)| plain(&title)).collect()
}

impl Expected {
    pub fn fits(&self, message: &Outbound) -> bool {
        match self {
            Self::Anything => true,
            Self::Exactly(text) => words(message).as_ref() == Some(text),
            Self::Like(pattern) => words(message).is_some_and(|words| pattern.is_match(&words)),
            Self::Media(kind, detail) => is_media(message, *kind, detail),
            Self::Location(wanted) => {
                matches!(&message.body, OutboundBody::Location(place)
                    if wanted.is_empty() || *wanted == degrees(place))
            }
            Self::Template {
                name,
                language,
                parameters,
            } => {
                let OutboundBody::Template(template) = &message.body else {
                    return false;
                };
                let spoken = |wanted: &String| speaks(&template.language, wanted);
                let filled = |wanted: &Vec<String>| *wanted == parameters_of(template);
                *name == template.name
                    && language.as_ref().is_none_or(spoken)
                    && parameters.as_ref().is_none_or(filled)
            }
            Self::Reaction(wanted) => {
                matches!(&message.body, OutboundBody::Reaction { emoji, .. } if wanted == emoji)
            }
        }
    }
}

/// A file of this kind; the detail is its caption, its address or its name.
fn is_media(message: &Outbound, wanted: MediaKind, detail: &str) -> bool {
    let OutboundBody::Media {
        kind,
        source,
        caption,
        filename,
        ..
    } = &message.body
    else {
        return false;
    };
    let parts = [
        Some(address(source)),
        caption.as_deref(),
        filename.as_deref(),
    ];
    let named = |part: &&str| plain(part) == plain(detail);
    *kind == wanted && (detail.is_empty() || parts.iter().flatten().any(named))
}

/// `en` speaks for `en_US`.
fn speaks(code: &str, wanted: &str) -> bool {
    code == wanted || code.split('_').next() == Some(wanted)
}

fn parameters_of(template: &Template) -> Vec<String> {
    let parameters = template.body.iter();
    parameters.map(|parameter| plain(&parameter.text)).collect()
}

fn address(source: &MediaSource) -> &str {
    match source {
        MediaSource::Link(text) | MediaSource::Id(text) => text,
    }
}

/// A message as the lines that would expect it.
#[must_use]
pub fn lines_of(message: &Outbound) -> Vec<String> {
    let mut lines = match &message.body {
        OutboundBody::Media {
            kind,
            source,
            caption,
            ..
        } => {
            let detail = caption.as_deref().unwrap_or_else(|| address(source));
            vec![format!(
                "<{} {}",
                media_word(*kind),
                plain(detail).replace('\n', " ")
            )]
        }
        OutboundBody::Location(place) => vec![format!("<loc {}", degrees(place))],
        OutboundBody::Template(template) => {
            let parameters = parameters_of(template).join("|");
            let line = format!(
                "<tmpl {}({}) {parameters}",
                template.name, template.language
            );
            vec![line.trim_end().to_owned()]
        }
        OutboundBody::Reaction { emoji, .. } => vec![format!("<react {emoji}")],
        OutboundBody::Card(card) => vec![format!("<card {}", plain(&card.name))],
        OutboundBody::ReadReceipt { .. } => Vec::new(),
        OutboundBody::Form(_)
        | OutboundBody::Text { .. }
        | OutboundBody::Buttons { .. }
        | OutboundBody::List { .. }
        | OutboundBody::Link { .. }
        | OutboundBody::AskLocation { .. } => rows("<", &words(message).unwrap_or_default()),
    };
    lines.extend(offers(message));
    lines
}

/// `[]` with the titles, when there are any.
pub(super) fn offers(message: &Outbound) -> Option<String> {
    let titles = titles(message);
    (!titles.is_empty()).then(|| format!("[] {}", titles.join(" | ")))
}

/// A sigil and a text, on as many rows as the text has.
pub(super) fn rows(sigil: &str, text: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for (at, row) in text.split('\n').enumerate() {
        let sigil = if at == 0 { sigil } else { "|" };
        rows.push(format!("{sigil} {row}").trim_end().to_owned());
    }
    rows
}

pub(super) fn media_word(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image | MediaKind::Sticker => "img",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Document => "doc",
    }
}

/// `24.7136,46.6753`.
pub(super) fn degrees(place: &Location) -> String {
    let one = |e6: i32| {
        let (whole, fraction) = (e6.unsigned_abs() / 1_000_000, e6.unsigned_abs() % 1_000_000);
        let sign = if e6 < 0 { "-" } else { "" };
        let text = format!("{sign}{whole}.{fraction:06}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!("{},{}", one(place.latitude_e6), one(place.longitude_e6))
}
