//! Every message of every language, compiled once and rendered many times.
//!
//! Authors write ordinary Fluent. On the way in, whatever a message does with a variable
//! becomes a view; on the way out, values are isolated and lines laid out by
//! `direction`. A message that cannot be written whole is a fault, never half a text.

mod compile;
mod direction;
mod lent;
mod rewrite;
mod source;
#[cfg(test)]
mod tests;
mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use icu_plurals::PluralRules;

use self::lent::{Found, find_in};
use self::view::{View, Viewer};
use super::language::base;
use super::{Args, Language, LocaleFault, RenderFault, Style, text};
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

/// The attribute that holds what people say instead of a title.
const ALSO: &str = "also";

/// A choice by plural category inside a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluralSelect {
    pub variable: String,
    /// Of zero, one, two, few, many, other; `[0]`, `[1]` and `[2]` count as the form.
    pub categories: BTreeSet<String>,
    /// Of the variable that chooses.
    pub position: Position,
    /// The forms that are written as words, but for the default.
    pub forms: Vec<(String, Position)>,
}

/// A choice between words inside a message: `[shipped]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSelect {
    pub variable: String,
    /// But for the default.
    pub words: Vec<(String, Position)>,
    pub default: Option<String>,
}

/// A text as its author wrote it: a value, an attribute, or one form of a choice in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// Text and where it begins; nothing where a value or a choice stands. Each lies within
    /// one line, whose end it may hold.
    pub stretches: Vec<Option<(String, Position)>>,
}

/// All messages of a bundle of flows. Cheap to share, never changed after `compile`.
pub struct Catalog {
    locales: BTreeMap<String, Locale>,
    /// Messages that the program says itself where a language has none.
    lent: &'static [&'static str],
}

type Entries = HashMap<String, Message>;

struct Locale {
    bundle: FluentBundle<Arc<FluentResource>>,
    rules: PluralRules,
    language: Language,
    entries: Entries,
}

#[derive(Default)]
struct Message {
    value: Option<Piece>,
    attributes: BTreeMap<String, Piece>,
}

/// The value of a message, or one attribute.
struct Piece {
    position: Position,
    /// All that rendering it will look at, through its references too.
    glances: Vec<Glance>,
    selects: Vec<PluralSelect>,
    word_selects: Vec<WordSelect>,
    passages: Vec<Passage>,
}

/// A look at a variable, and the name under which Fluent is handed what it shows.
struct Glance {
    variable: String,
    view: View,
    name: String,
}

impl Message {
    fn piece(&self, attribute: Option<&str>) -> Option<&Piece> {
        match attribute {
            None => self.value.as_ref(),
            Some(name) => self.attributes.get(name),
        }
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.value.iter().chain(self.attributes.values())
    }
}

impl Catalog {
    /// Compiles every file, or says everything that is wrong with them, in order of place.
    pub fn compile(files: &[LocaleFile]) -> Result<Self, Vec<LocaleFault>> {
        compile::compile(files).map(|locales| Self { locales, lent: &[] })
    }

    /// The languages there are files for.
    pub fn tags(&self) -> Vec<&str> {
        self.locales.keys().map(String::as_str).collect()
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
        let (locale, rendered) = self.render(tag, key, None, args, style, now)?;
        Ok(direction::lay_out(&rendered, locale.language, style.bidi))
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
        let (_, rendered) = self.render(tag, key, attribute, args, style, now)?;
        Ok(text::strip_marks(&rendered))
    }

    /// The language a message would be taken from along the chain: `tag`, its base, the
    /// tenant's default, `en`. To be counted when it is neither `tag` nor its base.
    pub fn found_in(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
        style: &Style,
    ) -> Option<&str> {
        self.find(tag, key, attribute, style).map(|(tag, ..)| tag)
    }

    /// The phrases of a message in this very language: its value and `.also`, split at
    /// commas, semicolons and lines. Patterns for [`super::matching`].
    pub fn phrases(&self, tag: &str, key: &str) -> Vec<String> {
        let mut phrases = self.split(tag, key, None);
        phrases.extend(self.split(tag, key, Some(ALSO)));
        phrases
    }

    /// The synonyms of a message in this very language: its `.also` alone.
    pub fn synonyms(&self, tag: &str, key: &str) -> Vec<String> {
        self.split(tag, key, Some(ALSO))
    }

    fn split(&self, tag: &str, key: &str, attribute: Option<&str>) -> Vec<String> {
        let (args, style) = (Args::new(), Style::default());
        let own = find_in(&self.locales, tag, key, attribute)
            .or_else(|| self.borrowed(tag, key, attribute))
            .and_then(|_| {
                self.label(tag, key, attribute, &args, &style, Timestamp::default())
                    .ok()
            });
        own.iter()
            .flat_map(|text| text.split(['،', ',', '؛', ';', '\n']))
            .map(str::trim)
            .filter(|phrase| !phrase.is_empty())
            .map(String::from)
            .collect()
    }

    fn find(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
        style: &Style,
    ) -> Option<Found<'_>> {
        let own = |tag| find_in(&self.locales, tag, key, attribute);
        [tag, style.locale_default.as_str(), "en"]
            .into_iter()
            .find_map(|tag| {
                own(tag)
                    .or_else(|| own(base(tag)))
                    .or_else(|| self.borrowed(tag, key, attribute))
            })
            .or_else(|| self.at_last(key, attribute))
    }

    fn render(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
        args: &Args,
        style: &Style,
        now: Timestamp,
    ) -> Result<(&Locale, String), RenderFault> {
        let missing = || RenderFault::Missing {
            tag: tag.into(),
            key: key.into(),
        };
        let (_, locale, piece) = self.find(tag, key, attribute, style).ok_or_else(missing)?;
        let viewer = Viewer {
            language: locale.language,
            rules: &locale.rules,
            style,
            now,
        };
        let seen = piece.look(key, args, &viewer)?;
        let message = locale.bundle.get_message(key).ok_or_else(missing)?;
        let pattern = match attribute {
            None => message.value(),
            Some(name) => message
                .get_attribute(name)
                .map(|attribute| attribute.value()),
        };
        let mut errors = Vec::new();
        let rendered =
            locale
                .bundle
                .format_pattern(pattern.ok_or_else(missing)?, Some(&seen), &mut errors);
        match errors.first() {
            None => Ok((locale, rendered.into_owned())),
            Some(error) => Err(RenderFault::Fluent {
                key: key.into(),
                what: error.to_string(),
            }),
        }
    }
}

impl Piece {
    /// Everything the text will look at, or the first thing that cannot be seen so.
    fn look<'a>(
        &'a self,
        key: &str,
        args: &'a Args,
        viewer: &Viewer<'_>,
    ) -> Result<FluentArgs<'a>, RenderFault> {
        let mut seen = FluentArgs::with_capacity(self.glances.len());
        for glance in &self.glances {
            let arg = args
                .get(&glance.variable)
                .ok_or_else(|| RenderFault::Variable {
                    key: key.into(),
                    variable: glance.variable.clone(),
                })?;
            let value = viewer
                .see(glance.view, arg)
                .map_err(|expected| RenderFault::Argument {
                    key: key.into(),
                    variable: glance.variable.clone(),
                    expected,
                })?;
            seen.set(glance.name.as_str(), value);
        }
        Ok(seen)
    }
}

/// What a checker asks; always of the very language, without fallback.
impl Catalog {
    /// The message ids of one language, in order.
    pub fn keys(&self, tag: &str) -> impl Iterator<Item = &str> {
        let entries = self.locales.get(tag).map(|locale| &locale.entries);
        let keys: BTreeSet<&str> = entries
            .into_iter()
            .flat_map(HashMap::keys)
            .map(String::as_str)
            .collect();
        keys.into_iter()
    }

    pub fn has(&self, tag: &str, key: &str, attribute: Option<&str>) -> bool {
        self.piece(tag, key, attribute).is_some()
    }

    pub fn attributes(&self, tag: &str, key: &str) -> Vec<&str> {
        let message = self.message(tag, key);
        message
            .into_iter()
            .flat_map(|message| message.attributes.keys())
            .map(String::as_str)
            .collect()
    }

    /// Every variable that the message needs, for its value or an attribute, also through
    /// other messages.
    pub fn variables(&self, tag: &str, key: &str) -> BTreeSet<String> {
        let pieces = self.message(tag, key).into_iter().flat_map(Message::pieces);
        pieces
            .flat_map(|piece| &piece.glances)
            .map(|glance| glance.variable.clone())
            .collect()
    }

    /// The variables of the value alone, or of one attribute.
    pub fn variables_of(&self, tag: &str, key: &str, attribute: Option<&str>) -> BTreeSet<String> {
        let glances = self
            .piece(tag, key, attribute)
            .into_iter()
            .flat_map(|piece| &piece.glances);
        glances.map(|glance| glance.variable.clone()).collect()
    }

    /// Where the message, or its attribute, is written.
    pub fn position(&self, tag: &str, key: &str, attribute: Option<&str>) -> Option<&Position> {
        Some(&self.piece(tag, key, attribute)?.position)
    }

    /// The choices by plural category that the message makes, attributes included.
    pub fn plural_selects(&self, tag: &str, key: &str) -> Vec<&PluralSelect> {
        let pieces = self.message(tag, key).into_iter().flat_map(Message::pieces);
        pieces.flat_map(|piece| &piece.selects).collect()
    }

    /// The choices between words that the message makes, attributes included.
    pub fn word_selects(&self, tag: &str, key: &str) -> Vec<&WordSelect> {
        let pieces = self.message(tag, key).into_iter().flat_map(Message::pieces);
        pieces.flat_map(|piece| &piece.word_selects).collect()
    }

    /// The texts of the message: of its value, or of one attribute.
    pub fn passages(&self, tag: &str, key: &str, attribute: Option<&str>) -> &[Passage] {
        self.piece(tag, key, attribute)
            .map_or(&[], |piece| &piece.passages)
    }

    /// The variables of the value, or of one attribute, and what each has to be: a number,
    /// a date, or anything.
    pub fn expected(
        &self,
        tag: &str,
        key: &str,
        attribute: Option<&str>,
    ) -> Vec<(&str, &'static str)> {
        let glances = self
            .piece(tag, key, attribute)
            .into_iter()
            .flat_map(|piece| &piece.glances);
        glances
            .map(|glance| (glance.variable.as_str(), glance.view.expects()))
            .collect()
    }

    /// The plural categories of a language: what a complete choice lists.
    pub fn plural_categories(&self, tag: &str) -> Vec<&'static str> {
        self.locales
            .get(tag)
            .map_or_else(Vec::new, |locale| view::categories(&locale.rules))
    }

    fn message(&self, tag: &str, key: &str) -> Option<&Message> {
        self.locales.get(tag)?.entries.get(key)
    }

    fn piece(&self, tag: &str, key: &str, attribute: Option<&str>) -> Option<&Piece> {
        self.message(tag, key)?.piece(attribute)
    }
}
