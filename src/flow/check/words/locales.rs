//! Languages that say different things: a message only one of them has, or variables
//! that only one of them uses.

use std::collections::BTreeSet;

use rhai::Position;

use super::Desk;
use crate::flow::diagnostic::Diagnostic;
use crate::locale::{Catalog, Language};

/// What people say differs from language to language, and so does how much of it there is.
const ALSO: &str = "also";

pub(super) fn check(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let tags = catalog.tags();
    let all: BTreeSet<&str> = tags.iter().flat_map(|tag| catalog.keys(tag)).collect();
    let phrases = desk.phrases();
    let mut found = Vec::new();
    for key in all {
        found.extend(compare(catalog, &tags, key));
        found.extend(attributes(catalog, &tags, key));
        if !phrases.contains(&key) {
            found.extend(untranslated(catalog, &tags, key));
        }
    }
    found.extend(tags.iter().filter_map(|tag| lent(catalog, tag)));
    found
}

/// The engine's messages that a language leaves to the program.
fn lent(catalog: &Catalog, tag: &str) -> Option<Diagnostic> {
    let keys: Vec<&str> = catalog.lent_to(tag).collect();
    let keys = (!keys.is_empty()).then(|| keys.join("`, `"))?;
    let what = format!("locale `{tag}` lacks `{keys}`: the program's own text is used");
    let finding = Diagnostic::error("L0401", &format!("locales/{tag}"), Position::NONE, what);
    Some(finding.info())
}

fn compare(catalog: &Catalog, tags: &[&str], key: &str) -> Vec<Diagnostic> {
    let (having, lacking): (Vec<&str>, Vec<&str>) =
        tags.iter().partition(|tag| catalog.has(tag, key, None));
    let mut found = Vec::new();
    for tag in lacking.iter().filter(|_| !catalog.lends(key)) {
        let what = format!("message `{key}` is missing in `{tag}`");
        found.extend(
            having
                .first()
                .and_then(|has| warn(catalog, has, key, "L0401", what)),
        );
    }
    let Some((first, others)) = having.split_first() else {
        return found;
    };
    let expected = catalog.variables(first, key);
    for tag in others {
        let own = catalog.variables(tag, key);
        for variable in expected.symmetric_difference(&own) {
            let (with, without) = if own.contains(variable) {
                (tag, first)
            } else {
                (first, tag)
            };
            let what =
                format!("`${variable}` of `{key}` is used in `{with}` and not in `{without}`");
            found.extend(warn(catalog, without, key, "L0403", what));
        }
    }
    found
}

/// A description, say, that only one language gives.
fn attributes(catalog: &Catalog, tags: &[&str], key: &str) -> Vec<Diagnostic> {
    let all: BTreeSet<&str> = tags
        .iter()
        .flat_map(|tag| catalog.attributes(tag, key))
        .collect();
    let mut found = Vec::new();
    for attribute in all.into_iter().filter(|attribute| *attribute != ALSO) {
        let there = |tag: &&&str| catalog.has(tag, key, Some(attribute));
        for tag in tags.iter().filter(|tag| !there(tag)) {
            let what = format!("`.{attribute}` of `{key}` is missing in `{tag}`");
            found.extend(warn(catalog, tag, key, "L0402", what));
        }
    }
    found
}

/// One language's text standing in another as it is.
fn untranslated(catalog: &Catalog, tags: &[&str], key: &str) -> Vec<Diagnostic> {
    let words = |tag: &str| {
        let passages = catalog.passages(tag, key, None).iter();
        let stretches = passages.flat_map(|passage| passage.stretches.iter().flatten());
        stretches.map(|(text, _)| text.as_str()).collect::<String>()
    };
    let mut found = Vec::new();
    for tag in tags {
        let own = words(tag);
        let letters = || own.chars().filter(|c| c.is_alphabetic());
        // Names of things are often Latin in Arabic too; English is never all Arabic.
        if !is_rtl(tag) && letters().count() > 3 && letters().all(is_arabic) {
            let what = format!("`{key}` is written in Arabic letters in `{tag}`");
            found.extend(warn(catalog, tag, key, "L0409", what));
        }
    }
    for (at, tag) in tags.iter().enumerate() {
        let own = words(tag);
        let same = tags[at + 1..].iter().find(|other| words(other) == own);
        let Some(other) = same.filter(|_| own.chars().any(char::is_alphabetic)) else {
            continue;
        };
        let arabic = own.chars().any(is_arabic);
        // The one that is not written in its own letters.
        let foreign = if arabic == is_rtl(tag) { other } else { tag };
        let what = format!("`{key}` reads the same in `{tag}` and in `{other}`");
        found.extend(warn(catalog, foreign, key, "L0409", what));
    }
    found
}

pub(super) fn is_rtl(tag: &str) -> bool {
    Language::of(tag) == Language::Arabic
}

pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{065f}' | '\u{066e}'..='\u{06d3}')
}

fn warn(
    catalog: &Catalog,
    tag: &str,
    key: &str,
    code: &'static str,
    message: String,
) -> Option<Diagnostic> {
    let at = catalog.position(tag, key, None)?;
    let characters = key.chars().count();
    Some(Diagnostic::wording(code, at, characters, message))
}
