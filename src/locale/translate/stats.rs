//! How much wording there is, and how much of it is translated.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::tag;
use crate::locale::LocaleFile;

/// One language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    pub messages: usize,
    /// Of values and attributes, variables not counted.
    pub words: usize,
    /// Messages of the whole bundle that this language has in words of its own: not the very
    /// text of another language.
    pub translated: usize,
}

type Texts = BTreeMap<String, BTreeMap<String, String>>;

/// By language tag, with the number of different messages in the bundle.
#[must_use]
pub fn stats(files: &[LocaleFile]) -> (BTreeMap<String, Stats>, usize) {
    let mut texts = Texts::new();
    for file in files {
        let own = texts.entry(tag(file).into()).or_default();
        read(file, own);
    }
    let all: std::collections::BTreeSet<&String> =
        texts.values().flat_map(BTreeMap::keys).collect();
    let count = |(tag, own): (&String, &BTreeMap<String, String>)| {
        let borrowed = |key: &String, text: &String| {
            let letters = text.chars().any(char::is_alphabetic);
            let mut others = texts.iter().filter(|(other, _)| *other < tag);
            letters && others.any(|(_, messages)| messages.get(key) == Some(text))
        };
        let words = own.values().map(|text| text.split_whitespace().count());
        let stats = Stats {
            messages: own.len(),
            words: words.sum(),
            translated: own
                .iter()
                .filter(|(key, text)| !borrowed(key, text))
                .count(),
        };
        (tag.clone(), stats)
    };
    (texts.iter().map(count).collect(), all.len())
}

/// The words of every message in a file, by id; what does not parse is passed over.
fn read(file: &LocaleFile, into: &mut BTreeMap<String, String>) {
    let parsed = parser::parse(file.text.as_str());
    let resource = parsed.unwrap_or_else(|(resource, _)| resource);
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let mut text = String::new();
        let attributes = message.attributes.iter().map(|attribute| &attribute.value);
        for pattern in message.value.iter().chain(attributes) {
            gather(pattern, &mut text);
            text.push(' ');
        }
        into.insert(message.id.name.into(), text);
    }
}

fn gather(pattern: &Pattern<&str>, text: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => placed(expression, text),
        }
    }
}

fn placed(expression: &Expression<&str>, text: &mut String) {
    match expression {
        Expression::Select { variants, .. } => {
            for variant in variants {
                gather(&variant.value, text);
                text.push(' ');
            }
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => text.push_str(value),
        Expression::Inline(_) => {}
    }
}
