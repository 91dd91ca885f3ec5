//! A customer's message, taken apart for comparing.

use super::words;
use crate::locale::text;

/// Prepared once, compared with many patterns.
#[derive(Debug, Clone, Default)]
pub struct Utterance {
    /// All words as bare keys.
    pub(super) all: Vec<String>,
    /// The same without courtesies.
    pub(super) words: Vec<String>,
    /// What is left when there is not a single word: 👍
    pub(super) sign: String,
}

impl Utterance {
    #[must_use]
    pub fn of(text: &str) -> Self {
        let all = tokens(text);
        let words = without_courtesies(&all);
        let sign = if all.is_empty() {
            sign(text)
        } else {
            String::new()
        };
        Self { all, words, sign }
    }

    /// Not a word in it: an emoji, punctuation, nothing.
    #[must_use]
    pub fn is_wordless(&self) -> bool {
        self.all.is_empty()
    }

    /// Thanks or a greeting and nothing else: deserves a short answer and changes nothing.
    #[must_use]
    pub fn is_courtesy(&self) -> bool {
        !self.all.is_empty() && self.words.is_empty()
    }

    /// Words that say something.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }
}

fn without_courtesies(all: &[String]) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = all;
    while let Some((word, others)) = rest.split_first() {
        let begins = |together: &&&[&str]| {
            let said = rest.get(..together.len());
            said.is_some_and(|said| said.iter().eq(together.iter()))
        };
        let together = words::COURTESY_TOGETHER.iter().filter(begins);
        if let Some(length) = together.map(|together| together.len()).max() {
            rest = &rest[length..];
            continue;
        }
        if !words::COURTESY.contains(&word.as_str()) {
            words.push(word.clone());
        }
        rest = others;
    }
    words
}

/// The words of a text as bare keys.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let key = text::key(text);
    let mut tokens: Vec<String> = Vec::new();
    for word in key.split(' ').filter(|word| !word.is_empty()) {
        // the rest of "don't"; the negation stays
        if word == "t" && tokens.last().is_some_and(|before| before.ends_with('n')) {
            continue;
        }
        tokens.push(text::bare(word).into());
    }
    tokens
}

/// An emoji without its skin tone.
pub(super) fn sign(text: &str) -> String {
    let is_tone = |c: &char| matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
    text::clean(text).chars().filter(|c| !is_tone(c)).collect()
}
