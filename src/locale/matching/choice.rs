//! Which of the offered options an answer means.

use super::pattern::Pattern;
use super::words;
use super::{Hit, How, PhraseBook, Policy, Utterance};
use crate::locale::text;

/// Words shorter than this say too little of a title.
const TITLE_WORD_LETTERS_MIN: usize = 3;

/// An option as offered.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub id: String,
    /// As shown, in every language; taken letter by letter.
    pub titles: Vec<String>,
    /// Synonyms in every language, as patterns.
    pub also: Vec<String>,
}

/// What makes an option the one that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By<'a> {
    Id,
    Position,
    /// A name of its, and how it was said.
    Name(&'a str, How),
    /// A part of one name.
    Part,
}

/// The options of one question, in the order shown.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Each id, and its key.
    ids: Vec<(String, String)>,
    names: PhraseBook,
}

impl Choices {
    #[must_use]
    pub fn compile(options: Vec<Choice>) -> Self {
        let mut choices = Self::default();
        for Choice { id, titles, also } in options {
            let titles = titles
                .iter()
                .filter_map(|title| Some((title.clone(), Pattern::literal(title)?)));
            let also = also
                .iter()
                .filter_map(|source| Some((source.clone(), Pattern::compile(source)?)));
            choices
                .names
                .add(id.clone(), Policy::Ready, titles.chain(also));
            let key = text::key(&id);
            choices.ids.push((id, key));
        }
        choices
    }

    /// The id of the one option that is meant: by id, by a whole name, by position in any
    /// digits or in words, by a name among other words, by a part of one name, and last by
    /// a name misspelt. Nothing when it is refused ("not the second") or not clear.
    #[must_use]
    pub fn pick(&self, said: &Utterance) -> Option<&str> {
        self.pick_by(said).map(|(id, _)| id)
    }

    /// Like [`pick`](Self::pick), with what decided it.
    #[must_use]
    pub fn pick_by(&self, said: &Utterance) -> Option<(&str, By<'_>)> {
        let named = self.names.find_clear(said);
        let refused = named.is_some_and(|hit| hit.negated);
        let by = |by| move |id| (id, by);
        self.by_id(said)
            .map(by(By::Id))
            .or_else(|| named.filter(|hit| hit.how == How::Exact).map(by_name))
            .or_else(|| self.by_position(said).map(by(By::Position)))
            .or_else(|| named.map(by_name))
            .or_else(|| self.by_part(said).map(by(By::Part)))
            .or_else(|| self.names.misspelt(said).map(by_name))
            .filter(|_| !refused)
    }

    /// The id of the option that the message names, whole or among other words, alone and
    /// not refused: certain enough to act on in a sentence about something else.
    #[must_use]
    pub fn told(&self, said: &Utterance) -> Option<&str> {
        let hit = self.names.find_clear(said)?;
        (!hit.negated).then_some(hit.id)
    }

    /// The id of the option that the whole message names; nothing is guessed.
    #[must_use]
    pub fn named(&self, said: &Utterance) -> Option<&str> {
        let hit = self.names.find_clear(said)?;
        (hit.how == How::Exact && !hit.negated).then_some(hit.id)
    }

    fn by_id(&self, said: &Utterance) -> Option<&str> {
        let key = said.all.join(" ");
        let is_meant = |(_, own): &&(String, String)| !own.is_empty() && *own == key;
        self.ids.iter().find(is_meant).map(|(id, _)| id.as_str())
    }

    /// The id of the option whose position the whole message is, in digits or in words.
    #[must_use]
    pub fn by_position(&self, said: &Utterance) -> Option<&str> {
        let introducing = |word: &&String| words::INTRODUCING.contains(&word.as_str());
        let mut words: Vec<&String> = said.words.iter().skip_while(introducing).collect();
        if words.len() == 2 && words[1] == "one" {
            words.pop();
        }
        let [word] = words.as_slice() else {
            return None;
        };
        let position = words::number(word)?.checked_sub(1)?;
        self.ids.get(position).map(|(id, _)| id.as_str())
    }

    fn by_part(&self, said: &Utterance) -> Option<&str> {
        let telling = |word: &String| word.chars().count() >= TITLE_WORD_LETTERS_MIN;
        let words = &said.words;
        (!words.is_empty() && words.iter().all(telling)).then(|| self.names.only_holder(words))?
    }
}

fn by_name(hit: Hit<'_>) -> (&str, By<'_>) {
    (hit.id, By::Name(hit.phrase, hit.how))
}
