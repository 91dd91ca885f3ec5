//! Phrases of many meanings, and the one that a message holds.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Utterance;
use super::pattern::{Found, Pattern};
use super::spelling::Spelling;

/// Most words that may all be the same meaning said over: "yes ok sure".
const REPEATS_MAX: usize = 4;

/// How readily a hit acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Said exactly, among other words, or misspelt.
    #[default]
    Ready,
    /// Acts when said exactly, asks when found among other words, never guesses: opt-out.
    Careful,
    /// Always asks, never guesses.
    Ask,
}

/// One meaning: its id, and its patterns in every language.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    pub id: String,
    pub patterns: Vec<String>,
    pub policy: Policy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The pattern is the whole message, courtesies aside.
    Exact,
    /// The message holds the pattern.
    Contains,
    /// The message is the pattern misspelt.
    Fuzzy,
}

/// A meaning found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    pub id: &'a str,
    /// The pattern that fits, as its author wrote it.
    pub phrase: &'a str,
    pub how: How,
    /// "not", «بدون» stands shortly before it.
    pub negated: bool,
    /// Ask whether it is meant instead of acting on it.
    pub ask: bool,
}

/// Compiled phrases. Of several that fit, the one with most words wins, then with most
/// letters, then the earlier.
#[derive(Debug, Clone, Default)]
pub struct PhraseBook {
    meanings: Vec<(String, Policy)>,
    patterns: Vec<Entry>,
    /// Patterns by a word that they cannot do without.
    anchored: HashMap<String, Vec<usize>>,
    /// Patterns that have no such word.
    loose: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Entry {
    meaning: usize,
    source: String,
    pattern: Pattern,
    /// Nothing where it may not be guessed.
    spelling: Option<Spelling>,
}

/// The best pattern in a message.
#[derive(Debug, Clone, Copy)]
struct Contained {
    /// Its place in the book.
    pattern: usize,
    whole: bool,
    negated: bool,
    /// Another meaning has as many words in it.
    rivalled: bool,
}

/// Better ones are greater: whole before part, words, letters, place in the book.
type Rank = (bool, usize, usize, Reverse<usize>);

impl PhraseBook {
    #[must_use]
    pub fn compile(phrases: Vec<Phrases>) -> Self {
        let mut book = Self::default();
        for Phrases {
            id,
            patterns,
            policy,
        } in phrases
        {
            let compiled = patterns
                .iter()
                .filter_map(|source| Some((source.clone(), Pattern::compile(source)?)));
            book.add(id, policy, compiled);
        }
        book
    }

    pub(super) fn add(
        &mut self,
        id: String,
        policy: Policy,
        patterns: impl Iterator<Item = (String, Pattern)>,
    ) {
        let meaning = self.meanings.len();
        self.meanings.push((id, policy));
        for (source, pattern) in patterns {
            let index = self.patterns.len();
            match pattern.anchor() {
                Some(word) => self.anchored.entry(word.into()).or_default().push(index),
                None => self.loose.push(index),
            }
            let joined = pattern.joined().filter(|_| policy == Policy::Ready);
            let spelling = joined.and_then(Spelling::of);
            self.patterns.push(Entry {
                meaning,
                source,
                pattern,
                spelling,
            });
        }
    }

    /// The meaning of the message, if it has one here.
    #[must_use]
    pub fn find(&self, said: &Utterance) -> Option<Hit<'_>> {
        self.contained(said)
            .map(|found| self.hit(found))
            .or_else(|| self.misspelt(said))
    }

    /// Like [`find`](Self::find) without guessing, and only when no other meaning fits as well.
    pub(super) fn find_clear(&self, said: &Utterance) -> Option<Hit<'_>> {
        self.contained(said)
            .filter(|found| !found.rivalled)
            .map(|found| self.hit(found))
    }

    fn hit(&self, found: Contained) -> Hit<'_> {
        let entry = &self.patterns[found.pattern];
        let (id, policy) = &self.meanings[entry.meaning];
        let ask = match policy {
            Policy::Ready => found.negated,
            Policy::Careful => found.negated || !found.whole,
            Policy::Ask => true,
        };
        let how = if found.whole {
            How::Exact
        } else {
            How::Contains
        };
        Hit {
            id,
            phrase: &entry.source,
            how,
            negated: found.negated,
            ask,
        }
    }

    fn contained(&self, said: &Utterance) -> Option<Contained> {
        let mut found: Vec<(Rank, usize, bool)> = Vec::new();
        for index in self.candidates(said) {
            let pattern = &self.patterns[index].pattern;
            if let Some(Found { whole, negated }) = pattern.find(said) {
                let rank = (whole, pattern.word_count(), pattern.letters, Reverse(index));
                found.push((rank, index, negated));
            }
        }
        let repeated = self.repeated(said);
        found.extend(repeated.map(|index| ((true, said.words.len(), 0, Reverse(0)), index, false)));
        let &(rank, pattern, negated) = found.iter().max_by_key(|(rank, ..)| *rank)?;
        let rivals = |(other, index, _): &(Rank, usize, bool)| {
            self.id_of(*index) != self.id_of(pattern) && (other.0, other.1) == (rank.0, rank.1)
        };
        Some(Contained {
            pattern,
            whole: rank.0,
            negated,
            rivalled: found.iter().any(rivals),
        })
    }

    fn candidates(&self, said: &Utterance) -> impl Iterator<Item = usize> {
        let anchored = said.all.iter().filter_map(|word| self.anchored.get(word));
        anchored.flatten().chain(&self.loose).copied()
    }

    fn id_of(&self, pattern: usize) -> &str {
        &self.meanings[self.patterns[pattern].meaning].0
    }

    /// A pattern whose meaning every word of the message has by itself.
    fn repeated(&self, said: &Utterance) -> Option<usize> {
        let (first, others) = said.words.split_first()?;
        if others.is_empty() || others.len() >= REPEATS_MAX {
            return None;
        }
        let says = |meaning: usize, word: &str| {
            let own = self
                .patterns
                .iter()
                .filter(|entry| entry.meaning == meaning);
            own.into_iter().any(|entry| entry.pattern.is_word(word))
        };
        let mut patterns = self
            .candidates(said)
            .filter(|index| self.patterns[*index].pattern.is_word(first));
        patterns.find(|index| {
            let meaning = self.patterns[*index].meaning;
            others.iter().all(|word| says(meaning, word))
        })
    }

    /// The one meaning that is nearest, near enough and may be guessed.
    pub(super) fn misspelt(&self, said: &Utterance) -> Option<Hit<'_>> {
        let is_number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
        if said.words.iter().any(is_number) {
            return None;
        }
        let spelling = Spelling::of(said.words.join(" "))?;
        let slips_max = spelling.slips_max();
        let near: Vec<(usize, usize)> = (0..self.patterns.len())
            .filter_map(|index| {
                let own = self.patterns[index].spelling.as_ref()?;
                Some((own.slips(&spelling, slips_max)?, index))
            })
            .collect();
        let nearest = near.iter().map(|(slips, _)| *slips).min()?;
        let mut nearby = near
            .iter()
            .filter(|(slips, _)| *slips == nearest)
            .map(|(_, index)| *index);
        let index = nearby.next()?;
        let id = self.id_of(index);
        let hit = Hit {
            id,
            phrase: &self.patterns[index].source,
            how: How::Fuzzy,
            negated: false,
            ask: false,
        };
        nearby.all(|other| self.id_of(other) == id).then_some(hit)
    }

    /// The one meaning whose patterns hold all these words; a part of a title said.
    pub(super) fn only_holder(&self, words: &[String]) -> Option<&str> {
        let holds = |entry: &&Entry| words.iter().all(|word| entry.pattern.holds(word));
        let mut holders = self
            .patterns
            .iter()
            .filter(holds)
            .map(|entry| entry.meaning);
        let first = holders.next()?;
        holders
            .all(|meaning| meaning == first)
            .then(|| self.meanings[first].0.as_str())
    }
}
