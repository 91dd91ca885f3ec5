//! What happens around a question: how often it is asked, and what follows from silence.

use std::time::Duration;

use rhai::Map;

use crate::domain::parse_span;
use crate::flow::host::handle::Stop;
use crate::flow::host::options::known;

/// The options that every question takes.
#[derive(Debug, Clone, Default)]
pub(in crate::flow) struct Rules {
    /// Variables of the question's text.
    pub args: Map,
    /// Wrong answers after which `on_fail` is entered.
    pub tries: Option<u8>,
    /// Message key said to a wrong answer.
    pub invalid: Option<String>,
    pub on_fail: Option<String>,
    pub timeout: Option<Duration>,
    pub on_timeout: Option<String>,
    /// The message whose phrases skip the question.
    pub skip: Option<String>,
    /// Her answer is shown to nobody.
    pub secret: bool,
    /// The silence that ends an answer in several messages.
    pub gather: Option<Duration>,
}

pub(in crate::flow) const OPTIONS: &[&str] = &[
    "args",
    "tries",
    "invalid",
    "on_fail",
    "timeout",
    "on_timeout",
];
const TRIES_MAX: i64 = 10;

impl Rules {
    /// Reads the options of `verb`; `more` are names that the verb reads itself.
    pub fn read(verb: &str, given: &Map, more: &[&str]) -> Result<Self, Stop> {
        known(verb, given, &[OPTIONS, more].concat())?;
        let tries = given.get("tries").map(|tries| {
            let tries = tries.as_int().ok().filter(|n| (1..=TRIES_MAX).contains(n));
            tries.and_then(|n| u8::try_from(n).ok()).ok_or_else(|| {
                Stop::misuse(format!("{verb}: `tries` is a number from 1 to {TRIES_MAX}"))
            })
        });
        let args = given.get("args").map(|args| {
            let wrong = || Stop::misuse(format!("{verb}: `args` is a map"));
            args.clone().try_cast::<Map>().ok_or_else(wrong)
        });
        Ok(Self {
            args: args.transpose()?.unwrap_or_default(),
            tries: tries.transpose()?,
            invalid: Self::text(verb, given, "invalid")?,
            on_fail: Self::text(verb, given, "on_fail")?,
            timeout: Self::span(verb, given, "timeout")?,
            on_timeout: Self::text(verb, given, "on_timeout")?,
            ..Self::default()
        })
    }

    pub fn text(verb: &str, given: &Map, name: &str) -> Result<Option<String>, Stop> {
        let text = given.get(name).map(|value| value.clone().into_string());
        let wrong = |kind| Stop::misuse(format!("{verb}: `{name}` is text, not {kind}"));
        text.transpose().map_err(wrong)
    }

    pub fn span(verb: &str, given: &Map, name: &str) -> Result<Option<Duration>, Stop> {
        let span = Self::text(verb, given, name)?.map(|span| parse_span(&span));
        let wrong = |fault| Stop::misuse(format!("{verb}: {fault}"));
        span.transpose().map_err(wrong)
    }
}
