//! Typed words, in the order of the contract.

use crate::domain::Pending;
use crate::flow::host::{Offer, option_names};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::why;
use crate::locale::matching::{Choices, Utterance};

use super::{Said, Words};

impl Play<'_> {
    pub(super) fn words(&mut self, words: &Words<'_>, aside: &[String]) -> Result<(), Fault> {
        let Words { text, utterance } = words;
        if let Some((slot, id, why)) = self.named_option(utterance) {
            self.matched(format!("answer:{slot}"), why);
            if self.proceed(Some(Offer::Picked(id)))?.is_none() {
                return Ok(());
            }
        }
        if let Some(tag) = self.named_language(Said::Words(words)) {
            return self.choose_language(&tag, "the whole message names the language");
        }
        let script = self.script;
        if let Some(hit) = self.said_command(words)
            && let Some(command) = script.globals.command(hit.id)
        {
            let why = why::phrase(&hit);
            self.matched(format!("command:{}", command.id), why);
            return self.obey(&command.action);
        }
        let refused = if let Some(Pending::Answer { slot, key, .. }) = &self.draft.session.pending {
            let (rule, why) = (
                format!("answer:{slot}"),
                format!("question `{key}` takes it"),
            );
            let Some(question) = self.proceed(Some(Offer::Said((*text).into())))? else {
                self.matched(rule, why);
                return Ok(());
            };
            Some(question)
        } else {
            None
        };
        if utterance.is_wordless() || utterance.is_courtesy() {
            return self.courtesy(utterance, text);
        }
        if let Some(payload) = self.placed_aside(words, aside) {
            return self.press(payload, text);
        }
        if let Some(tag) = self.hinted_language(utterance) {
            return self.choose_language(&tag, "the language is named among other words");
        }
        if self.hinted_command(utterance)? || self.trigger(utterance, text)? {
            return Ok(());
        }
        self.climb(refused, text)
    }

    /// The option of the pending question that the words name, by id, place or title: its
    /// slot, its id, and what decided it.
    fn named_option(&self, utterance: &Utterance) -> Option<(String, String, String)> {
        let Some(Pending::Answer { slot, options, .. }) = &self.draft.session.pending else {
            return None;
        };
        if options.is_empty() {
            return None;
        }
        let catalog = &self.stage.catalog;
        let named = options.iter().map(|id| option_names(catalog, slot, id));
        let choices = Choices::compile(named.collect());
        let (id, by) = choices.pick_by(utterance)?;
        Some((slot.clone(), id.to_owned(), why::option(id, by)))
    }
}
