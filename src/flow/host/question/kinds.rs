//! What an answer may be, and how it is read out of what she typed.

use rhai::{Array, Dynamic, FnPtr, ImmutableString, Module};

use super::{Look, Reading, form, thing};
use crate::domain::{Content, MediaKind, Value};
use crate::flow::host::handle::{Call, Stop, Verb, placed};
use crate::flow::host::run::Offer;
use crate::flow::stage::Stage;
use crate::flow::words;
use crate::locale::matching::{self, Choices, Utterance};
use crate::locale::{extract, phone, text};

/// Longest answer of `text()`, in characters.
const TEXT_MAX: usize = 1_000;
/// Compiled size of an author's regular expression, in bytes.
const REGEX_BYTES_MAX: usize = 256 * 1024;
/// Longest text a regular expression is held against, in bytes.
const HAYSTACK_BYTES_MAX: usize = 16 * 1024;

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Text {
        max: usize,
    },
    Int {
        least: i64,
        most: i64,
    },
    Decimal,
    Date,
    Phone,
    Email,
    OrderNo,
    Regex(String),
    OneOf(Vec<String>),
    Media(Vec<MediaKind>),
    Location,
    Contact,
    /// A WhatsApp Flow, by its id.
    Form(String),
    /// The author's own check: `()` for right, a message key for wrong.
    Custom(FnPtr),
}

impl Default for Kind {
    fn default() -> Self {
        Self::Text { max: TEXT_MAX }
    }
}

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("text", || Ok(Kind::default()));
    module.set_native_fn("text", |max: i64| {
        let max = usize::try_from(max).unwrap_or(0).clamp(1, TEXT_MAX);
        Ok(Kind::Text { max })
    });
    module.set_native_fn("int", || {
        Ok(Kind::Int {
            least: i64::MIN,
            most: i64::MAX,
        })
    });
    module.set_native_fn("int", |least: i64, most: i64| Ok(Kind::Int { least, most }));
    module.set_native_fn("decimal", || Ok(Kind::Decimal));
    module.set_native_fn("date", || Ok(Kind::Date));
    module.set_native_fn("phone", || Ok(Kind::Phone));
    module.set_native_fn("email", || Ok(Kind::Email));
    module.set_native_fn("order_no", || Ok(Kind::OrderNo));
    module.set_native_fn("regex", |call: Call<'_>, pattern: &str| {
        let checked = expression(pattern).map(|_| Kind::Regex(pattern.into()));
        placed(&call, checked.map_err(|fault| Stop::from(fault).into()))
    });
    module.set_native_fn("one_of", |call: Call<'_>, items: Array| {
        placed(&call, one_of(items))
    });
    module.set_native_fn("media", |call: Call<'_>, kind: &str| {
        placed(&call, media(vec![kind.into()]))
    });
    module.set_native_fn("media", |call: Call<'_>, kinds: Array| {
        placed(&call, media(kinds))
    });
    module.set_native_fn("location", || Ok(Kind::Location));
    module.set_native_fn("contact", || Ok(Kind::Contact));
    module.set_native_fn("form", |id: &str| Ok(Kind::Form(id.into())));
    module.set_native_fn("custom", |check: FnPtr| Ok(Kind::Custom(check)));
}

fn one_of(items: Array) -> Verb<Kind> {
    let words = Dynamic::from_array(items).into_typed_array::<ImmutableString>();
    let words = words.map_err(|_| Stop::misuse("one_of takes a list of texts"))?;
    Ok(Kind::OneOf(words.into_iter().map(Into::into).collect()))
}

fn media(kinds: Array) -> Verb<Kind> {
    let known = |word: Dynamic| {
        let word = word.into_immutable_string().ok()?;
        let known = thing::MEDIA.iter().find(|(name, _)| *name == word.as_str());
        known.map(|(_, kind)| *kind)
    };
    let kinds = kinds.into_iter().map(known).collect::<Option<Vec<_>>>();
    let kinds = kinds.filter(|kinds| !kinds.is_empty());
    let names = || {
        thing::MEDIA
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
    };
    let kinds = kinds.ok_or_else(|| Stop::misuse(format!("media takes {}", names().join(", "))));
    Ok(Kind::Media(kinds?))
}

/// What an author's regular expression means, within bounds.
pub(in crate::flow) fn expression(pattern: &str) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(pattern)
        .size_limit(REGEX_BYTES_MAX)
        .dfa_size_limit(REGEX_BYTES_MAX)
        .build()
}

impl From<regex::Error> for Stop {
    fn from(fault: regex::Error) -> Self {
        Self::misuse(format!("read the regular expression: {fault}"))
    }
}

impl Kind {
    /// What the engine says of a wrong answer.
    pub fn wrong_word(&self) -> Option<&'static str> {
        match self {
            Self::Text { .. } => Some(words::INVALID_TEXT),
            Self::Int { .. } => Some(words::INVALID_INT),
            Self::Decimal => Some(words::INVALID_DECIMAL),
            Self::Date => Some(words::INVALID_DATE),
            Self::Phone => Some(words::INVALID_PHONE),
            Self::Email => Some(words::INVALID_EMAIL),
            Self::OrderNo => Some(words::INVALID_ORDER_NO),
            Self::Regex(_) => Some(words::INVALID_REGEX),
            Self::OneOf(_) => Some(words::INVALID_ONE_OF),
            Self::Media(kinds) => Some(thing::media_word(kinds)),
            Self::Location => Some(words::INVALID_LOCATION),
            Self::Contact => Some(words::INVALID_CONTACT),
            Self::Form(_) => Some(words::INVALID_FORM),
            Self::Custom(_) => None,
        }
    }

    /// How it is asked for. `title` is that of a form's button.
    pub fn look(&self, title: String) -> Look {
        match self {
            Self::Location => Look::Place,
            Self::Form(id) => {
                let id = id.clone();
                Look::Form { id, title }
            }
            Self::Media(_) | Self::Contact => Look::Thing,
            Self::Text { .. }
            | Self::Int { .. }
            | Self::Decimal
            | Self::Date
            | Self::Phone
            | Self::Email
            | Self::OrderNo
            | Self::Regex(_)
            | Self::OneOf(_)
            | Self::Custom(_) => Look::Words,
        }
    }

    /// Reads an answer. `token` ties a form to this asking; `call` is the one that asks: an
    /// author's own check runs in it.
    pub fn read(
        &self,
        offer: &Offer,
        token: &str,
        stage: &Stage,
        call: &Call<'_>,
    ) -> Verb<Reading> {
        match offer {
            Offer::Said(text) | Offer::Picked(text) => self.read_words(text, stage, call),
            Offer::Thing(content) => Ok(self.read_thing(content, token).ok_or(None)),
            Offer::Skipped => Ok(Err(None)),
        }
    }

    fn read_thing(&self, content: &Content, token: &str) -> Option<Value> {
        match self {
            Self::Media(kinds) => thing::media(content, kinds),
            Self::Location => thing::location(content),
            Self::Contact => thing::contact(content),
            Self::Form(_) => form::answers(content, token),
            Self::Text { .. }
            | Self::Int { .. }
            | Self::Decimal
            | Self::Date
            | Self::Phone
            | Self::Email
            | Self::OrderNo
            | Self::Regex(_)
            | Self::OneOf(_)
            | Self::Custom(_) => None,
        }
    }

    fn read_words(&self, said: &str, stage: &Stage, call: &Call<'_>) -> Verb<Reading> {
        let text = |found: Option<String>| found.map(Value::Text).ok_or(None);
        Ok(match self {
            Self::Text { max } => {
                let clean = text::clean(said);
                let fits = (1..=*max).contains(&clean.chars().count());
                text(fits.then_some(clean))
            }
            Self::Int { least, most } => extract::int(said)
                .filter(|number| (*least..=*most).contains(number))
                .map(Value::Int)
                .ok_or(None),
            Self::Decimal => extract::decimal(said).map(Value::Decimal).ok_or(None),
            Self::Date => text(extract::date(said, stage.now, &stage.style.time_zone)),
            Self::Phone => {
                let phone = phone::parse(said, &stage.tenant.region);
                text(phone.ok().map(|phone| phone.e164().to_owned()))
            }
            Self::Email => text(extract::email(said)),
            Self::OrderNo => text(extract::order_no_meant(said)),
            Self::Regex(pattern) => {
                let clean = text::clean(said);
                let fits = clean.len() <= HAYSTACK_BYTES_MAX
                    && expression(pattern).map_err(Stop::from)?.is_match(&clean);
                text(fits.then_some(clean))
            }
            Self::OneOf(words) => {
                let options = words.iter().map(|word| matching::Choice {
                    id: word.clone(),
                    ..matching::Choice::default()
                });
                let choices = Choices::compile(options.collect());
                text(choices.pick(&Utterance::of(said)).map(String::from))
            }
            Self::Media(_) | Self::Location | Self::Contact | Self::Form(_) => Err(None),
            Self::Custom(check) => custom(check, said, call)?,
        })
    }
}

fn custom(check: &FnPtr, said: &str, call: &Call<'_>) -> Verb<Reading> {
    let clean = text::clean(said);
    let verdict: Dynamic = check.call_within_context(call, (clean.clone(),))?;
    if verdict.is_unit() {
        return Ok(Ok(Value::Text(clean)));
    }
    let wrong = verdict.into_string().map_err(|kind| {
        Stop::misuse(format!(
            "custom: the check returns () or a message key, not {kind}"
        ))
    })?;
    Ok(Err(Some(wrong)))
}
