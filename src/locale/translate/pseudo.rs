//! Made-up languages: the wording of a real one with letters that nobody could have typed
//! into a script by accident, and longer. What stays plain on the screen is hard-wired; what
//! breaks is too narrow. The idea is Android's `en-XA` and `ar-XB` (Android Developers,
//! "Test your app with pseudolocales").

use fluent_syntax::ast::{Entry, Expression, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};

use crate::locale::LocaleFile;

/// How much longer a text becomes: so much that German or Arabic would fit.
const LONGER_PERCENT: usize = 30;
/// What is listened for and not shown stays as it is, or nobody is understood any more.
const HEARD: &[&str] = &["-triggers", "-phrases", "-words", "-maybe"];
const HEARD_PREFIX: &str = "cmd-";
const ALSO: &str = "also";

const LATIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "áƀçđéƒǧĥíĵķłɱñóþǫřšťúṽŵẋýžÁƁÇÐÉƑǦĤÍĴĶŁṀÑÓÞǪŘŠŤÚṼŴẊÝŽ";
const ARABIC: &str = "ابچدهفگحيجكلمنوپقرستعڤوخيزابچدهفگحيجكلمنوپقرستعڤوخيز";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pseudo {
    /// Latin letters with accents.
    Accented,
    /// Arabic letters in place of Latin ones: read from the right.
    RightToLeft,
}

/// A file in a made-up language; comments, names and variables stay. What does not parse is
/// left out.
#[must_use]
pub fn pseudo(file: &LocaleFile, kind: Pseudo) -> String {
    let parsed = parser::parse(file.text.clone());
    let mut resource: Resource<String> = parsed.unwrap_or_else(|(resource, _)| resource);
    for entry in &mut resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let name = &message.id.name;
        let heard = name.starts_with(HEARD_PREFIX) || HEARD.iter().any(|end| name.ends_with(end));
        let value = message.value.as_mut().filter(|_| !heard);
        let shown = message.attributes.iter_mut();
        let shown = shown.filter(|attribute| attribute.id.name != ALSO);
        for pattern in value
            .into_iter()
            .chain(shown.map(|attribute| &mut attribute.value))
        {
            disguise(pattern, kind);
        }
    }
    serializer::serialize(&resource)
}

/// Letters of every text, and marks at the end that make the whole longer.
fn disguise(pattern: &mut Pattern<String>, kind: Pseudo) {
    let mut letters = 0;
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                letters += value.chars().filter(|c| c.is_alphabetic()).count();
                *value = value.chars().map(|c| kind.letter(c)).collect();
            }
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => {
                for variant in variants {
                    disguise(&mut variant.value, kind);
                }
            }
            PatternElement::Placeable {
                expression: Expression::Inline(_),
            } => {}
        }
    }
    if letters > 0 {
        let value = kind.filling((letters * LONGER_PERCENT).div_ceil(100));
        pattern.elements.push(PatternElement::TextElement { value });
    }
}

impl Pseudo {
    fn letter(self, letter: char) -> char {
        let alphabet = match self {
            Self::Accented => ACCENTED,
            Self::RightToLeft => ARABIC,
        };
        let at = LATIN.chars().position(|latin| latin == letter);
        at.and_then(|at| alphabet.chars().nth(at)).unwrap_or(letter)
    }

    /// A word of so many letters.
    fn filling(self, letters: usize) -> String {
        let letter = match self {
            Self::Accented => "~",
            Self::RightToLeft => "ں",
        };
        format!(" {}", letter.repeat(letters.saturating_sub(1).max(1)))
    }
}
