//! Which way text runs: values kept together inside a line, lines told their direction,
//! and customers' words kept from doing either.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, bidi_class};

use crate::locale::text::{clip, is_direction};
use crate::locale::{Bidi, Language};

/// Most of a customer's own words that a message repeats, in UTF-16 units.
const TEXT_ARG_MAX: usize = 512;

const LRM: char = '\u{200E}';
const RLM: char = '\u{200F}';
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

/// Somebody's words inside ours: without direction and control characters, on one line,
/// without WhatsApp's marks for bold, italic, strike-through and code. A link keeps its
/// underscores.
pub(super) fn tame(text: &str) -> Cow<'_, str> {
    if is_link(text) {
        return tame_id(text);
    }
    without(text, |c| matches!(c, '*' | '_' | '~' | '`'))
}

/// An id inside our words: letter by letter, but for direction and control characters.
pub(super) fn tame_id(text: &str) -> Cow<'_, str> {
    without(text, |_| false)
}

/// A telephone number that stays left to right and can still be tapped.
pub(super) fn phone(number: &str) -> String {
    format!("{LRM}{}", tame_id(number))
}

/// One item of a list.
pub(super) fn isolate(item: &str) -> String {
    format!("{FSI}{}{PDI}", tame(item))
}

fn without(text: &str, unwanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    let wild = |c: char| c.is_control() || is_direction(c) || unwanted(c);
    if text.len() <= TEXT_ARG_MAX && !text.contains(wild) {
        return text.into();
    }
    let tamed: String = text
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c if wild(c) => None,
            c => Some(c),
        })
        .collect();
    clip(&tamed, TEXT_ARG_MAX).into()
}

fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// A rendered message as chat text. Fluent has put isolates around the values; links and
/// telephone numbers lose them (a closing isolate could be taken into the link), and every
/// line that would run the wrong way gets a mark, because each line is a paragraph.
pub(super) fn lay_out(text: &str, language: Language, bidi: Bidi) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let (marker, rest) = split_marker(line);
        out.push_str(marker);
        let start = out.len();
        write_line(&mut out, rest, language, bidi);
        if bidi != Bidi::Off && runs_wrong(&out[start..], language) {
            out.insert(
                start,
                match language {
                    Language::Arabic => RLM,
                    Language::English => LRM,
                },
            );
        }
    }
    out
}

/// WhatsApp's marks of a list or a quotation work only at the very start of a line.
fn split_marker(line: &str) -> (&str, &str) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let length = if digits > 0 && line[digits..].starts_with(". ") {
        digits + 2
    } else if ["- ", "* ", "> "]
        .iter()
        .any(|marker| line.starts_with(marker))
    {
        2
    } else {
        0
    };
    line.split_at(length)
}

/// Whether the first strong character outside isolates does not run with the language.
/// A line of Arabic without one counts too; links stay untouched.
fn runs_wrong(line: &str, language: Language) -> bool {
    if line.trim().is_empty() || is_link(line.trim()) {
        return false;
    }
    let mut depth = 0_u32;
    for c in line.chars() {
        match bidi_class(c) {
            BidiClass::FSI | BidiClass::LRI | BidiClass::RLI => depth += 1,
            BidiClass::PDI => depth = depth.saturating_sub(1),
            BidiClass::L if depth == 0 => return language == Language::Arabic,
            BidiClass::R | BidiClass::AL if depth == 0 => return language == Language::English,
            _ => {}
        }
    }
    language == Language::Arabic
}

/// The line with its isolates as the tenant wants them.
fn write_line(out: &mut String, line: &str, language: Language, bidi: Bidi) {
    let mut closers = Vec::new();
    for (index, c) in line.char_indices() {
        match c {
            FSI => {
                let rest = &line[index + FSI.len_utf8()..];
                let (open, close) = dress(&rest[..closing(rest)], language, bidi);
                out.extend(open);
                closers.push(close);
            }
            PDI => out.extend(closers.pop().flatten()),
            c if bidi == Bidi::Off && is_direction(c) => {}
            c => out.push(c),
        }
    }
}

/// What stands before and after a value.
fn dress(value: &str, language: Language, bidi: Bidi) -> (Option<char>, Option<char>) {
    if is_link(value) || value.starts_with(LRM) {
        return (None, None);
    }
    match bidi {
        Bidi::Isolates => (Some(FSI), Some(PDI)),
        Bidi::Marks => (around(value, language), around(value, language)),
        Bidi::Off => (None, None),
    }
}

/// Where the isolate that is open at the start of `text` closes.
fn closing(text: &str) -> usize {
    let mut depth = 0_u32;
    for (index, c) in text.char_indices() {
        match c {
            FSI => depth += 1,
            PDI if depth == 0 => return index,
            PDI => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The mark that keeps a value together without an isolate: digits and Latin letters in an
/// Arabic line, Arabic letters in an English one.
fn around(value: &str, language: Language) -> Option<char> {
    let right_to_left = value
        .chars()
        .any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL));
    match (language, right_to_left) {
        (Language::Arabic, true) | (Language::English, false) => None,
        (Language::Arabic, false) | (Language::English, true) => Some(LRM),
    }
}
