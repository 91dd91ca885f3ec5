//! Answers that are no words: a file, a place, a card.

use std::collections::BTreeMap;

use crate::domain::{Content, InboundMedia, Location, MediaKind, Value};
use crate::flow::words;

/// Kinds of files that can be asked for, by the author's word.
pub(super) const MEDIA: &[(&str, MediaKind)] = &[
    ("image", MediaKind::Image),
    ("document", MediaKind::Document),
    ("audio", MediaKind::Audio),
    ("video", MediaKind::Video),
];

/// What the engine says where a file of these kinds was expected.
pub(super) fn media_word(kinds: &[MediaKind]) -> &'static str {
    match kinds {
        [MediaKind::Image] => words::INVALID_IMAGE,
        [MediaKind::Document] => words::INVALID_DOCUMENT,
        [MediaKind::Audio] => words::INVALID_AUDIO,
        [MediaKind::Video] => words::INVALID_VIDEO,
        _ => words::INVALID_MEDIA,
    }
}

/// `#{ id, mime, kind, sha256, caption, filename }`. A picture that was sent as a document
/// is a picture.
pub(super) fn media(content: &Content, kinds: &[MediaKind]) -> Option<Value> {
    let Content::Media(media) = content else {
        return None;
    };
    let kind = meant_kind(media).filter(|kind| kinds.contains(kind));
    let kind = kind.or_else(|| Some(media.kind).filter(|kind| kinds.contains(kind)))?;
    let (word, _) = MEDIA.iter().find(|(_, own)| *own == kind)?;
    Some(fields([
        ("id", media.id.as_str().into()),
        ("mime", media.mime.as_str().into()),
        ("kind", (*word).into()),
        ("sha256", optional(media.sha256.as_deref())),
        ("caption", optional(media.caption.as_deref())),
        ("filename", optional(media.filename.as_deref())),
    ]))
}

fn meant_kind(media: &InboundMedia) -> Option<MediaKind> {
    let (kind, _) = media.mime.split_once('/')?;
    let by_mime = MEDIA.iter().find(|(word, _)| *word == kind);
    match media.kind {
        MediaKind::Document => by_mime.map(|(_, kind)| *kind),
        MediaKind::Sticker => None,
        MediaKind::Image | MediaKind::Video | MediaKind::Audio => Some(media.kind),
    }
}

/// `#{ lat, lon, name, address }`, in decimal degrees.
pub(super) fn location(content: &Content) -> Option<Value> {
    let Content::Location(Location {
        latitude_e6,
        longitude_e6,
        name,
        address,
    }) = content
    else {
        return None;
    };
    Some(fields([
        ("lat", Value::Decimal(degrees(*latitude_e6))),
        ("lon", Value::Decimal(degrees(*longitude_e6))),
        ("name", optional(name.as_deref())),
        ("address", optional(address.as_deref())),
    ]))
}

fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let whole = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", whole / 1_000_000, whole % 1_000_000)
}

/// `#{ name, phones }`: the first card with a number.
pub(super) fn contact(content: &Content) -> Option<Value> {
    let Content::Contacts(cards) = content else {
        return None;
    };
    let card = cards.iter().find(|card| !card.phones.is_empty())?;
    let phones = card.phones.iter().map(|phone| phone.as_str().into());
    Some(fields([
        ("name", card.name.as_str().into()),
        ("phones", Value::List(phones.collect())),
    ]))
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

fn fields<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    Value::Map(BTreeMap::from(fields))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_keep_their_six_places() {
        for (millionths, written) in [
            (24_713_600, "24.713600"),
            (-500, "-0.000500"),
            (0, "0.000000"),
        ] {
            assert_eq!(degrees(millionths), written);
        }
    }
}
