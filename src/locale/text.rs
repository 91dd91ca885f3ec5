//! The three strings kept of an inbound text: `raw` as it came, `clean` for reading
//! values out of it, `key` for comparing it.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Compatibility forms composed, format characters dropped, digits and punctuation ASCII,
/// spaces collapsed. For reading values and for storing names.
#[must_use]
pub fn clean(text: &str) -> String {
    text.nfkc()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `clean` with letters folded, lower-case, no punctuation. For comparing only: never
/// shown, never stored (علي and على become one).
#[must_use]
pub fn key(text: &str) -> String {
    clean(text).to_lowercase()
}

/// A token of a [`key`] without its article.
#[must_use]
pub fn bare(token: &str) -> &str {
    for article in ["وال", "بال", "فال", "كال", "لل", "ال"] {
        if let Some(rest) = token.strip_prefix(article)
            && rest.chars().count() >= 3
        {
            return rest;
        }
    }
    token
}

/// The text without direction marks and isolates.
#[must_use]
pub fn strip_marks(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')).collect()
}

/// At most `units_max` UTF-16 units, cut between graphemes; a cut text ends in `…`.
#[must_use]
pub fn clip(text: &str, units_max: usize) -> String {
    if text.encode_utf16().count() <= units_max {
        return text.into();
    }
    let mut units = 1;
    let kept: String = text
        .graphemes(true)
        .take_while(|grapheme| {
            units += grapheme.encode_utf16().count();
            units <= units_max
        })
        .collect();
    kept + "…"
}
