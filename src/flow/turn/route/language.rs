//! The language she is answered in: heard in what she writes, chosen by name or button.

use super::{Said, typed};
use crate::domain::{BUTTONS_MAX, InboundMessage, LanguageSource};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::{Play, Tap};
use crate::flow::words;
use crate::locale::Args;
use crate::locale::matching::{How, Utterance};
use crate::locale::memory::{self, Hearing};

/// What a message left open about her language.
pub(super) enum Doubt {
    /// Nothing told it: an emoji, a number.
    Unsure,
    /// She keeps writing in this language though she chose another.
    Other(String),
}

impl Play<'_> {
    /// Remembers the language of a message, and says what it leaves in doubt.
    pub(super) fn listen(&mut self, message: &InboundMessage) -> Option<Doubt> {
        let hearing = Hearing {
            // A tap's words are ours, whatever their language.
            text: typed(&message.content),
            phone: self.stage.phone.as_ref(),
            tenant_default: &self.stage.locale_default,
            now: self.stage.now,
        };
        let mut heard = memory::hear(self.draft.session.language.as_ref(), &hearing);
        if !self.speaks(&heard.memory.tag) {
            heard.memory.tag.clone_from(&self.stage.locale_default);
        }
        self.session().language = Some(heard.memory);
        if heard.unsure && !self.draft.session.greeted {
            return Some(Doubt::Unsure);
        }
        let tag = heard.offer.filter(|tag| self.speaks(tag))?;
        Some(Doubt::Other(tag.into()))
    }

    /// Asks, after the answer, where [`Play::listen`] was in doubt.
    pub(super) fn clear_doubt(&mut self, doubt: Option<Doubt>) -> Result<(), Fault> {
        match doubt {
            Some(Doubt::Other(tag)) if tag != self.tag() => {
                let body = self.stage.body(&tag, words::LANGUAGE_OFFER, Args::new())?;
                let current = self.tag().to_owned();
                let mut yes = Tap::new(format!("lang:{tag}"), words::LANGUAGE_OFFER);
                let mut no = Tap::new(format!("keep:{current}"), words::LANGUAGE_OFFER);
                (yes.part, no.part) = (Some("yes"), Some("no"));
                (yes.tag, no.tag) = (Some(tag.clone()), Some(tag));
                self.ask_aside(body, yes, no)
            }
            // A call is out: the answer she waits for comes first, and needs no question.
            Some(Doubt::Unsure) if self.awaits_call() => Ok(()),
            Some(Doubt::Unsure) => {
                let body = self.word(words::LANGUAGE_ASK)?;
                let tags = self.stage.catalog.tags().into_iter();
                let buttons = tags.take(BUTTONS_MAX).map(|tag| {
                    let mut tap = Tap::new(format!("lang:{tag}"), words::LANGUAGE_BUTTON);
                    tap.tag = Some(tag.into());
                    tap
                });
                let buttons: Vec<_> = buttons.collect();
                self.tell_buttons(body, &buttons)
            }
            Some(Doubt::Other(_)) | None => Ok(()),
        }
    }

    /// The language that the whole message names.
    pub(super) fn named_language(&self, said: Said<'_>) -> Option<String> {
        let Said::Words(words) = said else {
            return None;
        };
        let hit = self.script.books.languages.find(&words.utterance)?;
        (hit.how == How::Exact && !hit.negated).then(|| hit.id.to_owned())
    }

    /// A language asked for among other words: "can you speak English?"
    pub(super) fn hinted_language(&self, utterance: &Utterance) -> Option<String> {
        let hit = self.script.books.languages.find(utterance)?;
        (hit.how == How::Contains && !hit.negated).then(|| hit.id.to_owned())
    }

    pub(super) fn other_language(&self) -> String {
        let (tags, current) = (self.stage.catalog.tags(), self.tag());
        let at = tags.iter().position(|tag| *tag == current).unwrap_or(0);
        let next = tags.get((at + 1) % tags.len().max(1));
        next.map_or_else(|| current.to_owned(), |tag| (*tag).to_owned())
    }

    /// She chose: confirmed in the new language, and the question is asked again in it.
    pub(super) fn choose_language(&mut self, tag: &str, why: &str) -> Result<(), Fault> {
        if !self.speaks(tag) {
            return self.repeat_question();
        }
        self.matched(format!("language:{tag}"), why);
        self.remember_choice(tag);
        self.tell(words::LANGUAGE_SWITCHED)?;
        if self.awaits_call() {
            Ok(())
        } else {
            self.repeat_question()
        }
    }

    /// She was offered another language and stays with this one: nothing was switched.
    pub(super) fn keep_language(&mut self, tag: &str, why: &str) -> Result<(), Fault> {
        if self.speaks(tag) {
            self.matched(format!("language:{tag}"), why);
            self.remember_choice(tag);
        }
        self.repeat_question()
    }

    fn remember_choice(&mut self, tag: &str) {
        let memory = memory::choose(tag, LanguageSource::Explicit, self.stage.now);
        self.session().language = Some(memory);
    }

    fn speaks(&self, tag: &str) -> bool {
        self.stage.catalog.tags().contains(&tag)
    }
}
