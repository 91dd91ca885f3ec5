//! Fields read loosely. Providers write a number where a string was promised, leave keys
//! out or send null; a field of the wrong kind is as good as absent, and costs no other.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::domain::Timestamp;

/// From here on a timestamp counts milliseconds: as seconds it would be the year 33658.
const MILLISECONDS_FROM: i64 = 1_000_000_000_000;

/// A scalar as text; nothing where the field was null, an array or an object.
#[derive(Debug, Default)]
pub struct Loose<'a>(Option<Cow<'a, str>>);

impl Loose<'_> {
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The text, unless there is none to see.
    pub fn filled(&self) -> Option<&str> {
        self.text().filter(|text| !text.trim().is_empty())
    }

    pub fn string(self) -> Option<String> {
        self.0.map(Cow::into_owned)
    }

    pub fn integer(&self) -> Option<i64> {
        self.text()?.trim().parse().ok()
    }

    pub fn is_true(&self) -> bool {
        self.text() == Some("true")
    }

    /// Unix seconds, or milliseconds, as string or number.
    pub fn timestamp(&self) -> Option<Timestamp> {
        let count = self.integer().filter(|count| *count > 0)?;
        Some(if count < MILLISECONDS_FROM {
            Timestamp::from_seconds(count)
        } else {
            Timestamp(count)
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Scalar).map(Self)
    }
}

struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(if truth { "true" } else { "false" })))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

/// A part that may be missing or of another shape, which is then as good as missing.
pub fn part<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Option<T> {
    serde_json::from_str(raw?.get()).ok()
}

/// A list, less the elements that are of another shape.
pub fn parts<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Vec<T> {
    let items: Vec<&RawValue> = part(raw).unwrap_or_default();
    items
        .into_iter()
        .filter_map(|item| part(Some(item)))
        .collect()
}

/// The text with U+FFFD for every escaped half of a surrogate pair that lacks its other
/// half (an emoji cut in two): no JSON reader takes those, and the rest of the message is
/// worth having. Nothing when there is no such half.
pub fn mended(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find('\\') {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match (surrogate(rest), rest.get(6..).and_then(surrogate)) {
            (Some(Half::High), Some(Half::Low)) => 12,
            (Some(_), _) => {
                found = true;
                mended.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            (None, _) => rest.len().min(2),
        };
        let (piece, after) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        mended.push_str(piece);
        rest = after;
    }
    mended.push_str(rest);
    found.then_some(mended)
}

enum Half {
    High,
    Low,
}

/// Which half of a pair the escape at the start of `text` stands for, if any.
fn surrogate(text: &str) -> Option<Half> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..0xdc00 => Some(Half::High),
        0xdc00..0xe000 => Some(Half::Low),
        _ => None,
    }
}
