//! The engine's own buttons, shown beside the question of a flow: which of them she means
//! when she types instead of tapping. They were shown last, so they are looked at first;
//! nothing is guessed here, since one of them may stop all messages.

use super::{Said, Words};
use crate::domain::Pending;
use crate::flow::script::Action;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::menu_action;
use crate::flow::words;
use crate::locale::extract;
use crate::locale::matching::{Choice, Choices};

impl Play<'_> {
    /// The button that the words name: by its title, by "yes" or "no" where there are two,
    /// and by its position, unless an open question might want the number.
    pub(super) fn meant_aside<'a>(
        &self,
        words: &Words<'_>,
        aside: &'a [String],
    ) -> Option<&'a str> {
        let choices = self.aside_choices(aside);
        let own = |id: &str| aside.iter().find(|payload| *payload == id);
        let agreed = || match aside {
            [yes, no] => extract::yes_no(words.text).map(|agreed| if agreed { yes } else { no }),
            _ => None,
        };
        let placed = || choices.by_position(&words.utterance).and_then(own);
        choices
            .named(&words.utterance)
            .and_then(own)
            .or_else(agreed)
            .or_else(|| placed().filter(|_| !self.asks_openly()))
            .map(String::as_str)
    }

    /// The button at the position that the words name, once the open question that waits
    /// has refused them.
    pub(super) fn placed_aside<'a>(
        &self,
        words: &Words<'_>,
        aside: &'a [String],
    ) -> Option<&'a str> {
        let choices = self.aside_choices(aside);
        let id = choices.by_position(&words.utterance)?;
        let own = aside.iter().find(|payload| *payload == id);
        own.map(String::as_str)
    }

    pub(super) fn press(&mut self, payload: &str, title: &str) -> Result<(), Fault> {
        if self.consent(Said::Tap { payload, title })? {
            return Ok(());
        }
        self.tap(payload, title)
    }

    fn asks_openly(&self) -> bool {
        match &self.draft.session.pending {
            Some(Pending::Answer { options, .. }) => options.is_empty(),
            Some(Pending::Call { .. } | Pending::Wait) | None => false,
        }
    }

    fn aside_choices(&self, aside: &[String]) -> Choices {
        let catalog = &self.stage.catalog;
        let choice = |payload: &String| {
            let tags = || catalog.tags().into_iter();
            let (titles, also) = match self.aside_title(payload) {
                Some((key, None)) => {
                    let names = tags().flat_map(|tag| catalog.phrases(tag, &key));
                    (Vec::new(), names.collect())
                }
                Some((key, part)) => {
                    let titles = tags().filter_map(|tag| self.stage.label(tag, &key, part).ok());
                    (titles.collect(), Vec::new())
                }
                None => (Vec::new(), Vec::new()),
            };
            let id = payload.clone();
            Choice { id, titles, also }
        };
        Choices::compile(aside.iter().map(choice).collect())
    }

    /// Where the title over a payload of the engine's own is written.
    fn aside_title(&self, payload: &str) -> Option<(String, Option<&'static str>)> {
        let (kind, rest) = payload.split_once(':')?;
        let (key, part) = match (kind, rest) {
            ("consent", "out") => (words::OPT_OUT_STOP, None),
            ("consent", _) => (words::OPT_OUT_KEEP, None),
            ("lang", _) => (words::LANGUAGE_OFFER, Some("yes")),
            ("keep", _) => (words::LANGUAGE_OFFER, Some("no")),
            ("leave", _) => (words::LEAVE_YES, None),
            ("stay", _) => (words::LEAVE_NO, None),
            ("cmd", id) => {
                let command = self.script.globals.command(id)?;
                match &command.action {
                    Action::Agent => (words::OFFER_AGENT, None),
                    action if *action == menu_action() => (words::OFFER_MENU, None),
                    _ => (command.phrases.as_str(), Some("title")),
                }
            }
            _ => return None,
        };
        Some((key.to_owned(), part))
    }
}
