//! The three strings kept of an inbound text: `raw` as it came, [`clean`] for reading
//! values out of it, [`key`] for comparing it.
//!
//! The folding starts from Lucene's `ArabicNormalizer` and adds what phones send:
//! presentation forms, Persian keyboards, key-cap digits, elongation, hidden marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Compatibility forms composed, format characters dropped, digits and punctuation ASCII,
/// spaces collapsed. For reading values and for storing names; not for comparing.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut gap = false;
    // dropped first, so that letters they stand between compose, and after, for what decomposes to them
    let visible = text.chars().filter(|c| !is_invisible(*c)).nfkc();
    for c in visible.filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() {
            gap = !clean.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            clean.push(' ');
        }
        clean.push(plain(c));
    }
    clean
}

/// [`clean`] with letters folded, in lower case, without punctuation and elongation.
/// For comparing only: never shown or stored, since على and علي become one.
#[must_use]
pub fn key(text: &str) -> String {
    let folded = clean(text);
    let folded = folded
        .chars()
        .filter(|c| !is_mark(*c))
        .filter_map(fold)
        .flat_map(char::to_lowercase)
        .filter(|c| !is_mark(*c))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' });
    squeeze(folded)
}

/// A word of a [`key`] without its article, when at least three letters stay. A bare
/// و or ب is never taken off: واحد (one) would become احد (Sunday).
#[must_use]
pub fn bare(word: &str) -> &str {
    const ARTICLES: [&str; 6] = ["وال", "بال", "فال", "كال", "لل", "ال"];
    ARTICLES
        .iter()
        .find_map(|article| word.strip_prefix(article))
        .filter(|rest| rest.chars().nth(2).is_some())
        .unwrap_or(word)
}

/// The text without direction marks and isolates: titles, ids, parameters, comparisons.
#[must_use]
pub fn strip_marks(text: &str) -> String {
    text.chars().filter(|c| !is_direction(*c)).collect()
}

/// At most `units_max` UTF-16 units, the unit in which `WhatsApp`'s limits are counted
/// safely; cut between graphemes, and a cut text ends in `…`.
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
    if units_max == 0 { kept } else { kept + "…" }
}

/// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
pub(crate) fn is_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(c: char) -> bool {
    is_direction(c)
        || matches!(c, '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{20E3}')
}

/// Vowel signs and the like, and tatweel.
fn is_mark(c: char) -> bool {
    c == '\u{0640}' || (!c.is_ascii() && is_combining_mark(c))
}

/// The ASCII form of a digit, separator or dash.
fn plain(c: char) -> char {
    match c {
        '٠'..='٩' => ascii_digit(c, '٠'),
        '۰'..='۹' => ascii_digit(c, '۰'),
        '٫' | '۔' => '.',
        '٬' | '،' => ',',
        '٪' => '%',
        '؛' => ';',
        '؟' => '?',
        '٭' => '*',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

fn ascii_digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// The one letter that stands for its variants; nothing for a hamza of its own.
fn fold(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => 'ا',
        'ؤ' | 'ٶ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ې' | 'ۍ' | 'ے' | 'ۓ' => 'ي',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۂ' | 'ۃ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        'ء' => return None,
        other => other,
    })
}

/// Three or more of one letter become one, spaces one, and none at the ends.
fn squeeze(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut last = ' ';
    let mut run = 0;
    for c in chars {
        run = if c == last { run + 1 } else { 1 };
        last = c;
        match run {
            _ if c == ' ' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            3 if c.is_alphabetic() => {
                out.pop();
            }
            4.. if c.is_alphabetic() => {}
            _ => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests;
