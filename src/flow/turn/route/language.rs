//! The language she is answered in: heard in what she writes, chosen by name or button.

use super::Said;
use crate::domain::{Content, InboundMessage, LanguageSource};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::words;
use crate::locale::matching::{How, Utterance};
use crate::locale::memory::{self, Hearing};

impl Play<'_> {
    /// Remembers the language of a message; the tag to offer when nothing told her language,
    /// or when she keeps writing in another than the one she chose.
    pub(super) fn listen(&mut self, message: &InboundMessage) -> Option<String> {
        // A tap's words are ours, whatever their language.
        let text = match &message.content {
            Content::Text { body } => Some(body.as_str()),
            Content::Media(media) => media.caption.as_deref(),
            _ => None,
        };
        let hearing = Hearing {
            text,
            phone: self.stage.phone.as_ref(),
            tenant_default: &self.stage.locale_default,
            now: self.stage.now,
        };
        let mut heard = memory::hear(self.draft.session.language.as_ref(), &hearing);
        if !self.speaks(&heard.memory.tag) {
            heard.memory.tag.clone_from(&self.stage.locale_default);
        }
        self.session().language = Some(heard.memory);
        let unsure = heard.unsure && !self.draft.session.greeted;
        let offer = heard.offer.map(String::from);
        offer
            .or_else(|| unsure.then(|| self.other_language()))
            .filter(|tag| self.speaks(tag))
    }

    pub(super) fn offer_language(&mut self, offer: Option<String>) -> Result<(), Fault> {
        let Some(tag) = offer.filter(|tag| tag != self.tag()) else {
            return Ok(());
        };
        let current = self.tag().to_owned();
        let body = self.stage.body(
            &tag,
            words::LANGUAGE_OFFER,
            std::collections::BTreeMap::new(),
        )?;
        self.tell_languages(body, &[tag, current])
    }

    /// The language that the whole message names.
    pub(super) fn named_language(&self, said: Said<'_>) -> Option<String> {
        let Said::Words(text) = said else {
            return None;
        };
        let hit = self.script.books.languages.find(&Utterance::of(text))?;
        (hit.how == How::Exact && !hit.negated).then(|| hit.id.to_owned())
    }

    pub(super) fn other_language(&self) -> String {
        let (tags, current) = (self.stage.catalog.tags(), self.tag());
        let at = tags.iter().position(|tag| *tag == current).unwrap_or(0);
        let next = tags.get((at + 1) % tags.len().max(1));
        next.map_or_else(|| current.to_owned(), |tag| (*tag).to_owned())
    }

    /// She chose: confirmed in the new language, and the question is asked again in it.
    pub(super) fn choose_language(&mut self, tag: &str) -> Result<(), Fault> {
        if !self.speaks(tag) {
            return self.repeat_question();
        }
        self.matched(format!("language:{tag}"));
        let memory = memory::choose(tag, LanguageSource::Explicit, self.stage.now);
        self.session().language = Some(memory);
        self.tell(words::LANGUAGE_SWITCHED)?;
        if self.awaits_call() {
            Ok(())
        } else {
            self.repeat_question()
        }
    }

    fn speaks(&self, tag: &str) -> bool {
        self.stage.catalog.tags().contains(&tag)
    }

    /// Buttons with the languages' own names, whatever language is spoken now.
    fn tell_languages(&mut self, body: String, tags: &[String]) -> Result<(), Fault> {
        use crate::domain::{Button, Outbound, OutboundBody};
        let buttons = tags.iter().map(|tag| {
            let title = self.stage.label(tag, words::LANGUAGE_NAME, None)?;
            Ok(Button {
                id: format!("lang:{tag}"),
                title,
            })
        });
        let buttons = buttons.collect::<Result<Vec<_>, Fault>>()?;
        let (header, footer, reply_to) = (None, None, None);
        let body = OutboundBody::Buttons {
            header,
            body,
            footer,
            buttons,
        };
        Ok(self.draft.say(Outbound { body, reply_to })?)
    }
}
