//! One pattern of an author, compiled.

use super::utterance::{Utterance, sign, tokens};
use super::words;

#[derive(Debug, Clone)]
pub(super) struct Pattern {
    shape: Shape,
    words: Vec<Word>,
    /// Letters in all words: of two patterns with equally many words the longer one wins.
    pub letters: usize,
    /// Holds a courtesy itself, so it is compared with courtesies in place.
    courteous: bool,
    /// Holds a negation itself, so it cannot be negated by what comes before.
    negative: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    /// The whole message.
    Whole,
    /// Side by side, anywhere.
    Together,
    /// All, anywhere.
    Scattered,
    /// No word at all: an emoji.
    Sign(String),
}

#[derive(Debug, Clone)]
struct Word {
    text: String,
    prefix: bool,
}

impl Word {
    fn fits(&self, said: &str) -> bool {
        if self.prefix {
            said.starts_with(&self.text)
        } else {
            said == self.text
        }
    }
}

/// Where and how completely a pattern was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub whole: bool,
    pub negated: bool,
}

impl Pattern {
    /// Nothing for a pattern that is empty.
    pub(super) fn compile(source: &str) -> Option<Self> {
        let (whole, rest) = match source.trim().strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, source),
        };
        let shape = match (whole, rest.contains('+')) {
            (true, _) => Shape::Whole,
            (false, true) => Shape::Scattered,
            (false, false) => Shape::Together,
        };
        Self::build(
            shape,
            rest.split(|c: char| c == '+' || c.is_whitespace())
                .flat_map(starred),
            rest,
        )
    }

    /// Takes a title as it is: `+`, `=` and `*` mean nothing.
    pub(super) fn literal(title: &str) -> Option<Self> {
        Self::build(Shape::Together, plain(title), title)
    }

    fn build(shape: Shape, words: impl IntoIterator<Item = Word>, source: &str) -> Option<Self> {
        let words: Vec<Word> = words.into_iter().collect();
        let shape = if words.is_empty() {
            Shape::Sign(sign(source))
        } else {
            shape
        };
        if shape == Shape::Sign(String::new()) {
            return None;
        }
        let is_in = |list: &[&str]| words.iter().any(|word| list.contains(&word.text.as_str()));
        let (courteous, negative) = (is_in(words::COURTESY), is_in(words::NEGATION));
        let letters = words.iter().map(|word| word.text.chars().count()).sum();
        Some(Self {
            shape,
            words,
            letters,
            courteous,
            negative,
        })
    }

    /// A word that must be there letter by letter; nothing when all may end freely.
    pub(super) fn anchor(&self) -> Option<&str> {
        self.words
            .iter()
            .find(|word| !word.prefix)
            .map(|word| word.text.as_str())
    }

    pub(super) fn word_count(&self) -> usize {
        self.words.len()
    }

    /// For one-word patterns: whether this is the word.
    pub(super) fn is_word(&self, said: &str) -> bool {
        matches!(self.words.as_slice(), [word] if word.fits(said))
    }

    pub(super) fn find(&self, said: &Utterance) -> Option<Found> {
        let words = if self.courteous {
            &said.all
        } else {
            &said.words
        };
        let count = self.words.len();
        let at = match &self.shape {
            Shape::Sign(sign) => (*sign == said.sign).then_some(0)?,
            Shape::Whole => (words.len() == count && self.fits_at(words)).then_some(0)?,
            Shape::Together => words
                .windows(count)
                .position(|window| self.fits_at(window))?,
            Shape::Scattered => self.first_of_all(words)?,
        };
        let before = words.get(..at).unwrap_or(&[]);
        Some(Found {
            whole: words.len() == count,
            negated: !self.negative && ends_in_negation(before),
        })
    }

    fn fits_at(&self, window: &[String]) -> bool {
        self.words
            .iter()
            .zip(window)
            .all(|(word, said)| word.fits(said))
    }

    /// Where the first of the words stands, when all are there.
    fn first_of_all(&self, words: &[String]) -> Option<usize> {
        let places = self
            .words
            .iter()
            .map(|word| words.iter().position(|said| word.fits(said)));
        places.collect::<Option<Vec<_>>>()?.into_iter().min()
    }

    /// The words as one text, for distance; nothing for signs.
    pub(super) fn joined(&self) -> Option<String> {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Whether the pattern holds this very word.
    pub(super) fn holds(&self, said: &str) -> bool {
        self.words.iter().any(|word| word.fits(said))
    }
}

/// `check-in*` is the words `check` and `in*`.
fn starred(chunk: &str) -> Vec<Word> {
    let mut words: Vec<Word> = plain(chunk.trim_end_matches('*')).collect();
    if let Some(last) = words.last_mut() {
        last.prefix = chunk.ends_with('*');
    }
    words
}

fn plain(chunk: &str) -> impl Iterator<Item = Word> {
    let word = |text| Word {
        text,
        prefix: false,
    };
    tokens(chunk).into_iter().map(word)
}

/// Whether one of the last two words that count is a negation.
fn ends_in_negation(before: &[String]) -> bool {
    before
        .iter()
        .rev()
        .filter(|word| !words::LIGHT.contains(&word.as_str()))
        .take(2)
        .any(|word| words::NEGATION.contains(&word.as_str()))
}
