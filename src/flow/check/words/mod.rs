//! What is said: messages that scripts name, what they are given, how each language words
//! them, and what WhatsApp makes of them.

mod arguments;
mod choices;
mod limits;
mod locales;
mod markup;
mod messages;
mod texts;
mod wording;

use std::collections::BTreeSet;

use super::Desk;
use crate::flow::{Diagnostic, words};
use crate::locale::Catalog;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = desk.catalog else {
        return Vec::new();
    };
    let checks = [
        messages::check,
        texts::check,
        arguments::check,
        locales::check,
        choices::check,
        wording::check,
        markup::check,
        limits::check,
    ];
    let found = checks.iter().flat_map(|check| check(desk, catalog));
    found.collect()
}

/// A text that customers read: a message's value, or one of its attributes.
struct Told<'a> {
    key: &'a str,
    attribute: Option<&'a str>,
}

/// All of one language; not what people say, where other rules hold.
fn told<'a>(desk: &Desk<'_>, catalog: &'a Catalog, tag: &str) -> Vec<Told<'a>> {
    let engine = [
        words::OPT_OUT_PHRASES,
        words::OPT_OUT_MAYBE,
        words::OPT_IN_PHRASES,
        words::THANKS_WORDS,
    ];
    let languages = catalog.tags().into_iter().map(words::language_command);
    let mut phrases: BTreeSet<String> = languages.collect();
    phrases.extend(engine.into_iter().chain(desk.phrases()).map(String::from));
    let mut found = Vec::new();
    for key in catalog.keys(tag) {
        if !phrases.contains(key) {
            found.push(Told {
                key,
                attribute: None,
            });
        }
        let attributes = catalog.attributes(tag, key).into_iter();
        let attributes = attributes.filter(|attribute| *attribute != "also");
        found.extend(attributes.map(|attribute| Told {
            key,
            attribute: Some(attribute),
        }));
    }
    found
}
