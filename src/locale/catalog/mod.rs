//! Every message of every language, compiled once and rendered many times.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast;

use super::language::base;
use super::{Arg, Args, LocaleFault, RenderFault, Style};
use crate::domain::Timestamp;

/// A Fluent file as read: `ar/order-status.ftl`. The folder is the language tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocaleFile {
    pub path: String,
    pub text: String,
}

/// Where something stands in a locale file; 1-based, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub path: String,
    pub line: usize,
    pub column: usize,
}

/// A choice by plural category inside a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluralSelect {
    pub variable: String,
    /// Of zero, one, two, few, many, other.
    pub categories: BTreeSet<String>,
    pub position: Position,
}

/// All messages of a bundle of flows. Cheap to share, never changed after `compile`.
pub struct Catalog {
    locales: BTreeMap<String, Locale>,
}

struct Locale {
    bundle: FluentBundle<FluentResource>,
    entries: BTreeMap<String, Entry>,
}

#[derive(Default)]
struct Entry {
    variables: BTreeMap<Option<String>, BTreeSet<String>>,
    position: BTreeMap<Option<String>, Position>,
}

impl Catalog {
    /// Compiles every file, or says everything that is wrong with them.
    pub fn compile(files: &[LocaleFile]) -> Result<Self, Vec<LocaleFault>> {
        let mut locales: BTreeMap<String, Locale> = BTreeMap::new();
        let mut faults = Vec::new();
        for file in files {
            let tag = file.path.split('/').next().unwrap_or("").to_owned();
            let Ok(id) = tag.parse() else {
                continue;
            };
            let locale = locales.entry(tag).or_insert_with(|| Locale {
                bundle: FluentBundle::new_concurrent(vec![id]),
                entries: BTreeMap::new(),
            });
            match FluentResource::try_new(file.text.clone()) {
                Ok(resource) => {
                    for entry in resource.entries() {
                        if let ast::Entry::Message(message) = entry {
                            let found = locale.entries.entry(message.id.name.into()).or_default();
                            found.variables.entry(None).or_default();
                            found.position.insert(
                                None,
                                Position {
                                    path: file.path.clone(),
                                    line: 1,
                                    column: 1,
                                },
                            );
                            for attribute in &message.attributes {
                                found
                                    .variables
                                    .entry(Some(attribute.id.name.into()))
                                    .or_default();
                            }
                        }
                    }
                    locale.bundle.add_resource_overriding(resource);
                }
                Err((_, errors)) => faults.extend(errors.into_iter().map(|error| LocaleFault {
                    path: file.path.clone(),
                    line: 1,
                    column: 1,
                    code: "L0407",
                    what: error.to_string(),
                    help: None,
                })),
            }
        }
        if faults.is_empty() {
            Ok(Self { locales })
        } else {
            Err(faults)
        }
    }

    /// The languages there are files for.
    pub fn tags(&self) -> Vec<&str> {
        self.locales.keys().map(String::as_str).collect()
    }

    /// The message ids of one language, without its fallbacks.
    pub fn keys(&self, tag: &str) -> impl Iterator<Item = &str> {
        self.locales
            .get(tag)
            .into_iter()
            .flat_map(|locale| locale.entries.keys().map(String::as_str))
    }

    /// Whether this very language has the message (or its attribute); no fallback.
    pub fn has(&self, tag: &str, key: &str, attribute: Option<&str>) -> bool {
        self.entry(tag, key)
            .is_some_and(|entry| entry.variables.contains_key(&attribute.map(String::from)))
    }

    pub fn attributes(&self, tag: &str, key: &str) -> Vec<&str> {
        self.entry(tag, key)
            .map(|entry| {
                entry
                    .variables
                    .keys()
                    .filter_map(Option::as_deref)
                    .collect()
            })
            .unwrap_or_default()
    }

    /// Every variable that the message names, in its value and attributes and in what they refer to.
    pub fn variables(&self, tag: &str, key: &str) -> BTreeSet<String> {
        self.entry(tag, key)
            .map(|entry| entry.variables.values().flatten().cloned().collect())
            .unwrap_or_default()
    }

    /// The variables of the value alone, or of one attribute.
    pub fn variables_of(&self, tag: &str, key: &str, attribute: Option<&str>) -> BTreeSet<String> {
        self.entry(tag, key)
            .and_then(|entry| entry.variables.get(&attribute.map(String::from)).cloned())
            .unwrap_or_default()
    }

    /// Where the message, or its attribute, is written.
    pub fn position(&self, tag: &str, key: &str, attribute: Option<&str>) -> Option<&Position> {
        self.entry(tag, key)?
            .position
            .get(&attribute.map(String::from))
    }

    /// The choices by plural category that the message makes.
    pub fn plural_selects(&self, _tag: &str, _key: &str) -> &[PluralSelect] {
        &[]
    }

    /// The plural categories of a language: what a complete choice lists.
    pub fn plural_categories(tag: &str) -> &'static [&'static str] {
        match base(tag) {
            "ar" => &["zero", "one", "two", "few", "many", "other"],
            _ => &["one", "other"],
        }
    }

    /// The language a message would be taken from along the chain: `tag`, its base, the
    /// tenant's default, `en`. Other than `tag` and its base means that it fell back.
    pub fn found_in(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
        style: &Style,
    ) -> Option<&str> {
        [
            tag,
            base(tag),
            &style.locale_default,
            base(&style.locale_default),
            "en",
        ]
        .into_iter()
        .find(|tag| self.has(tag, key, attribute))
        .and_then(|tag| self.locales.get_key_value(tag))
        .map(|(tag, _)| tag.as_str())
    }

    /// The message as chat text: values isolated, every line in the language's direction.
    pub fn body(
        &self,
        tag: &str,
        key: &str,
        args: &Args,
        style: &Style,
        now: Timestamp,
    ) -> Result<String, RenderFault> {
        self.render(tag, key, None, args, style, now)
    }

    /// The message or attribute as a title, a description or a parameter: no marks at all.
    pub fn label(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
        args: &Args,
        style: &Style,
        now: Timestamp,
    ) -> Result<String, RenderFault> {
        Ok(super::text::strip_marks(
            &self.render(tag, key, attribute, args, style, now)?,
        ))
    }

    /// The phrases of a message: its value and `.also`, split at commas, semicolons and lines.
    /// This very language only. Patterns for [`super::matching`].
    pub fn phrases(&self, tag: &str, key: &str) -> Vec<String> {
        let Some(locale) = self.locales.get(tag) else {
            return Vec::new();
        };
        let Some(message) = locale.bundle.get_message(key) else {
            return Vec::new();
        };
        let also = message.get_attribute("also").map(|also| also.value());
        let mut phrases = Vec::new();
        for pattern in message.value().into_iter().chain(also) {
            let text = locale.bundle.format_pattern(pattern, None, &mut Vec::new());
            phrases.extend(
                text.split(['،', ',', '؛', ';', '\n'])
                    .map(|phrase| super::text::strip_marks(phrase).trim().to_owned())
                    .filter(|phrase| !phrase.is_empty()),
            );
        }
        phrases
    }

    fn entry(&self, tag: &str, key: &str) -> Option<&Entry> {
        self.locales.get(tag)?.entries.get(key)
    }

    fn render(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
        args: &Args,
        style: &Style,
        _now: Timestamp,
    ) -> Result<String, RenderFault> {
        let missing = || RenderFault::Missing {
            tag: tag.into(),
            key: key.into(),
        };
        let home = self
            .found_in(tag, key, attribute, style)
            .ok_or_else(missing)?;
        let bundle = &self.locales.get(home).ok_or_else(missing)?.bundle;
        let message = bundle.get_message(key).ok_or_else(missing)?;
        let pattern = match attribute {
            None => message.value(),
            Some(name) => message
                .get_attribute(name)
                .map(|attribute| attribute.value()),
        }
        .ok_or_else(missing)?;
        let mut given = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Int(n) => given.set(name.as_str(), *n),
                Arg::Text(text)
                | Arg::Decimal(text)
                | Arg::Day(text)
                | Arg::Time(text)
                | Arg::Phone(text)
                | Arg::Id(text) => {
                    given.set(name.as_str(), text.as_str());
                }
                Arg::Money { amount, currency } => {
                    given.set(name.as_str(), format!("{amount} {currency}"))
                }
                Arg::List(items) => given.set(name.as_str(), items.join(", ")),
            }
        }
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(&given), &mut errors)
            .into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(RenderFault::Fluent {
                key: key.into(),
                what: error.to_string(),
            }),
        }
    }
}
