//! Choices between words that differ from language to language: `[shiped]` in one, and
//! `[shipped]` in the others.

use std::collections::{BTreeMap, BTreeSet};

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::locale::{Catalog, Position};

/// How often a word is chosen, by the variable that chooses.
type Times<'a> = BTreeMap<(&'a str, &'a str), usize>;

/// The words of one language's message, for one variable.
#[derive(Default)]
struct Words<'a> {
    chosen: Vec<(&'a str, &'a Position)>,
    /// The defaults too.
    known: BTreeSet<&'a str>,
}

pub(super) fn check(_: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let tags = catalog.tags();
    let keys: BTreeSet<&str> = tags.iter().flat_map(|tag| catalog.keys(tag)).collect();
    let times = times(catalog, &tags);
    let mut found = Vec::new();
    for key in keys {
        let languages: Vec<_> = tags.iter().map(|tag| words(catalog, tag, key)).collect();
        for (own, tag) in languages.iter().zip(&tags) {
            for (other, other_tag) in languages.iter().zip(&tags) {
                let pairs = own.iter().filter_map(|(variable, own)| {
                    let other = other.get(variable)?;
                    Some((*variable, own, other))
                });
                found.extend(pairs.flat_map(|(variable, own, other)| {
                    let lost = lost(&times, variable, own, other).into_iter();
                    lost.map(|(word, at, near)| {
                        let what =
                            format!("`[{word}]` of `{key}` is in `{tag}` and not in `{other_tag}`");
                        let characters = word.chars().count();
                        Diagnostic::wording("L0414", at, characters, what).meant(near)
                    })
                }));
            }
        }
    }
    found
}

fn times<'a>(catalog: &'a Catalog, tags: &[&'a str]) -> Times<'a> {
    let mut times = Times::new();
    for tag in tags {
        for key in catalog.keys(tag) {
            for select in catalog.word_selects(tag, key) {
                for (word, _) in &select.words {
                    let place = (select.variable.as_str(), word.as_str());
                    *times.entry(place).or_default() += 1;
                }
            }
        }
    }
    times
}

fn words<'a>(catalog: &'a Catalog, tag: &str, key: &str) -> BTreeMap<&'a str, Words<'a>> {
    let mut found: BTreeMap<&str, Words<'_>> = BTreeMap::new();
    for select in catalog.word_selects(tag, key) {
        let words = found.entry(&select.variable).or_default();
        let chosen = select.words.iter().map(|(word, at)| (word.as_str(), at));
        words.chosen.extend(chosen);
        words
            .known
            .extend(select.words.iter().map(|(word, _)| word.as_str()));
        words.known.extend(select.default.as_deref());
    }
    found
}

/// Words that the other language does not know, each with the one that it has instead. Of two
/// that differ by a slip, the one that is chosen more often elsewhere is right.
fn lost<'a>(
    times: &Times<'_>,
    variable: &str,
    own: &Words<'a>,
    other: &Words<'a>,
) -> Vec<(&'a str, &'a Position, Option<&'a str>)> {
    let often = |word: &str| times.get(&(variable, word)).copied().unwrap_or_default();
    let strange = other.known.difference(&own.known).copied();
    let strange: Vec<&str> = strange.collect();
    let own = own
        .chosen
        .iter()
        .filter(|(word, _)| !other.known.contains(word));
    let lost = own.filter_map(|(word, at)| {
        let near = nearest_name(word, strange.iter().copied());
        let is_right = near.is_some_and(|near| often(near) < often(word));
        (!is_right).then_some((*word, *at, near))
    });
    lost.collect()
}
