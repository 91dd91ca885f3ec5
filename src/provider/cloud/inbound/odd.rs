//! What is kept of the things a webhook holds that nobody reads today.

use crate::domain::{Event, NumberId, Odd, RAW_BYTES_MAX};

/// A provider's word (a type, an event) is kept up to this many bytes.
const WORD_BYTES_MAX: usize = 64;

/// An element that could not be read, kept for people to look at.
pub fn odd(number: Option<&NumberId>, why: &str, raw: &str) -> Event {
    Event::Odd(Odd {
        number: number.cloned(),
        why: why.into(),
        raw: kept(raw),
    })
}

/// The beginning of an element, up to [`RAW_BYTES_MAX`].
pub fn kept(raw: &str) -> String {
    head(raw, RAW_BYTES_MAX).into()
}

/// A provider's word, kept short enough to count by.
pub fn word(text: &str) -> String {
    head(text, WORD_BYTES_MAX).into()
}

fn head(text: &str, bytes_max: usize) -> &str {
    let fits = (0..=bytes_max.min(text.len())).rev();
    let end = fits.into_iter().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
