//! Which language a text is written in, by its letters and a few words.

/// What a text gives away about its writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Detected {
    /// `ar` or `en`; nothing when the text is an emoji, a number, an order id.
    pub tag: Option<&'static str>,
    /// Arabic in Latin letters.
    pub latin_script: bool,
    /// Words that count as language.
    pub words: usize,
    pub letters: usize,
    /// Looks like Persian or Urdu: offer English.
    pub neighbour: bool,
}

#[must_use]
pub fn detect(text: &str) -> Detected {
    let arabic = text
        .chars()
        .filter(|c| matches!(c, '\u{620}'..='\u{64A}'))
        .count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let tag = match (arabic, latin) {
        (0 | 1, 0 | 1) => None,
        (0 | 1, _) => Some("en"),
        _ => Some("ar"),
    };
    Detected {
        tag,
        words: text.split_whitespace().count(),
        letters: arabic + latin,
        ..Detected::default()
    }
}
