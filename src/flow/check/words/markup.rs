//! Marks that WhatsApp shows as they are, or that get in the way of right-to-left text.

use super::{Desk, told};
use crate::flow::diagnostic::Diagnostic;
use crate::locale::{Catalog, Language, Passage, Position};

/// A line of a passage, character by character; where a value stands there is an object
/// replacement character without a place.
pub(super) struct Line {
    pub characters: Vec<(char, Option<Position>)>,
}

const VALUE: char = '\u{fffc}';

pub(super) fn check(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for tag in catalog.tags() {
        let rtl = Language::of(tag) == Language::Arabic;
        for text in told(desk, catalog, tag) {
            for passage in catalog.passages(tag, text.key, text.attribute) {
                for line in lines(passage) {
                    found.extend(marks(text.key, &line));
                    found.extend(bold(text.key, &line));
                    found.extend(heading(text.key, &line));
                    if rtl {
                        found.extend(address(text.key, &line));
                    }
                }
            }
        }
    }
    found
}

pub(super) fn lines(passage: &Passage) -> Vec<Line> {
    let line = || Line {
        characters: Vec::new(),
    };
    let mut lines = vec![line()];
    for stretch in &passage.stretches {
        let Some((text, at)) = stretch else {
            if let Some(last) = lines.last_mut() {
                last.characters.push((VALUE, None));
            }
            continue;
        };
        for (offset, character) in text.chars().enumerate() {
            if character == '\n' {
                lines.push(line());
                continue;
            }
            let mut at = at.clone();
            at.column += offset;
            if let Some(last) = lines.last_mut() {
                last.characters.push((character, Some(at)));
            }
        }
    }
    lines
}

impl Line {
    fn text(&self) -> String {
        self.characters
            .iter()
            .map(|(character, _)| character)
            .collect()
    }

    /// Where the character at this byte of the text stands.
    fn place(&self, text: &str, byte: usize) -> Option<&Position> {
        let index = text.get(..byte)?.chars().count();
        self.characters.get(index)?.1.as_ref()
    }
}

/// The engine writes these itself, around every value.
fn marks(key: &str, line: &Line) -> Vec<Diagnostic> {
    let typed = line.characters.iter().filter_map(|(character, at)| {
        let direction = matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let what = format!("a direction mark is typed in `{key}`: U+{:04X}", u32::from(*character));
        let finding = Diagnostic::wording("L0413", at.as_ref()?, 1, what);
        let help = "delete it: values and lines get their marks when they are sent";
        direction.then(|| finding.hint(help))
    });
    typed.collect()
}

/// `**bold**` and `[text](address)`.
fn bold(key: &str, line: &Line) -> Option<Diagnostic> {
    let text = line.text();
    let (byte, mark, help) = [
        ("**", "WhatsApp writes bold as `*word*`"),
        ("__", "WhatsApp writes italics as `_word_`"),
        ("](", "write the address itself, on a line of its own"),
    ]
    .into_iter()
    .find_map(|(mark, help)| Some((text.find(mark)?, mark, help)))?;
    let what = format!("`{mark}` in `{key}` is shown as it is");
    let at = line.place(&text, byte)?;
    Some(Diagnostic::wording("W0506", at, mark.chars().count(), what).hint(help))
}

fn heading(key: &str, line: &Line) -> Option<Diagnostic> {
    let text = line.text();
    let hashes = text.len() - text.trim_start_matches('#').len();
    if hashes == 0 || !text[hashes..].starts_with(' ') {
        return None;
    }
    let what = format!("a heading in `{key}` is shown with its `#`");
    let finding = Diagnostic::wording("W0506", line.place(&text, 0)?, hashes, what);
    Some(finding.hint("WhatsApp has no headings: write `*words*` on a line of their own"))
}

/// Beside right-to-left words an address is taken apart, and its dots and slashes wander.
fn address(key: &str, line: &Line) -> Option<Diagnostic> {
    let text = line.text();
    let byte = ["https://", "http://", "www."]
        .iter()
        .filter_map(|start| text.find(start))
        .min()?;
    let rest = &text[byte..];
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let alone = text[..byte].trim().is_empty() && rest[length..].trim().is_empty();
    if alone {
        return None;
    }
    let what = format!("an address in `{key}` shares its line with other words");
    let characters = rest[..length].chars().count();
    let finding = Diagnostic::wording("W0507", line.place(&text, byte)?, characters, what);
    Some(finding.hint("put it on a line of its own"))
}
