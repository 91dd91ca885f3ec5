//! What the program itself says where a project has no words of its own: a project written
//! before the engine learned a word goes on working, and so does every bundle published.
//!
//! Lent is a whole message and only where the language has none: a project's own message
//! keeps its own attributes. A language that does not ship is lent the English words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::compile::compile;
use super::{Catalog, Locale, LocaleFile, Piece};
use crate::locale::language::base;

const SHIPPED: [(&str, &str); 2] = [
    (
        "ar/engine.ftl",
        include_str!("../../../locales/ar/engine.ftl"),
    ),
    (
        "en/engine.ftl",
        include_str!("../../../locales/en/engine.ftl"),
    ),
];

/// A test sees to it that these compile.
static OWN: LazyLock<BTreeMap<String, Locale>> = LazyLock::new(|| {
    let files = SHIPPED.map(|(path, text)| LocaleFile {
        path: path.into(),
        text: text.into(),
    });
    compile(&files).unwrap_or_default()
});

/// A text with the language it is taken from.
pub(super) type Found<'a> = (&'a str, &'a Locale, &'a Piece);

pub(super) fn find_in<'a>(
    locales: &'a BTreeMap<String, Locale>,
    tag: &str,
    key: &str,
    attribute: Option<&str>,
) -> Option<Found<'a>> {
    let (tag, locale) = locales.get_key_value(tag)?;
    let piece = locale.entries.get(key)?.piece(attribute)?;
    Some((tag.as_str(), locale, piece))
}

impl Catalog {
    /// Falls back to the program's own texts for these messages.
    #[must_use]
    pub fn lending(mut self, keys: &'static [&'static str]) -> Self {
        self.lent = keys;
        self
    }

    /// Whether the program says this message where a language has none.
    pub fn lends(&self, key: &str) -> bool {
        self.lent.contains(&key)
    }

    /// The messages that one of the project's languages is lent, its base counted in.
    pub fn lent_to(&self, tag: &str) -> impl Iterator<Item = &'static str> {
        let lent = self.lent.iter().copied();
        lent.filter(move |key| self.borrows(tag, key))
    }

    fn borrows(&self, tag: &str, key: &str) -> bool {
        let spoken = [tag, base(tag)]
            .iter()
            .any(|tag| self.locales.contains_key(*tag));
        let own = || self.has(tag, key, None) || self.has(base(tag), key, None);
        spoken && self.lends(key) && !own()
    }

    /// What one of the project's languages is lent: nothing in a language it does not speak.
    pub(super) fn borrowed(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
    ) -> Option<Found<'_>> {
        if !self.borrows(tag, key) {
            return None;
        }
        if OWN.contains_key(base(tag)) {
            return find_in(&OWN, base(tag), key, attribute);
        }
        find_in(&self.locales, "en", key, attribute).or_else(|| self.at_last(key, attribute))
    }

    /// The English words, when no language of the project has any.
    pub(super) fn at_last(&self, key: &str, attribute: Option<&str>) -> Option<Found<'_>> {
        let lent = self.lends(key) && !self.locales.values().any(|it| it.entries.contains_key(key));
        let found = lent.then(|| find_in(&OWN, "en", key, attribute));
        found.flatten()
    }
}
