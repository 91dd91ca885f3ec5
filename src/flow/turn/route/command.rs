//! Commands: words and buttons that work in every flow.

use super::{Said, Words};
use crate::domain::JournalKind;
use crate::flow::script::{Action, Command};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::greeting::MAIN_MENU;
use crate::flow::turn::why;
use crate::flow::words;
use crate::locale::matching::{Hit, How, Utterance};

impl Play<'_> {
    /// The command that the whole message names, or its button.
    pub(super) fn exact_command(&self, said: Said<'_>) -> Option<&Command> {
        let globals = &self.script.globals;
        match said {
            Said::Tap { payload, .. } => globals.command(payload.strip_prefix("cmd:")?),
            Said::Words(words) => globals.command(self.said_command(words)?.id),
            Said::Thing => None,
        }
    }

    /// The phrase of a command that her whole message is.
    pub(super) fn said_command(&self, words: &Words<'_>) -> Option<Hit<'_>> {
        let hit = self.script.books.commands.find(&words.utterance)?;
        (hit.how == How::Exact && !hit.negated).then_some(hit)
    }

    /// A command named among other words, or misspelt: heard only after the pending
    /// question did not want the message. "No agent please" asks instead of acting.
    pub(super) fn hinted_command(&mut self, utterance: &Utterance) -> Result<bool, Fault> {
        let script = self.script;
        let Some(hit) = script.books.commands.find(utterance) else {
            return Ok(false);
        };
        let Some(command) = script.globals.command(hit.id) else {
            return Ok(false);
        };
        if !hit.negated {
            self.matched(format!("command:{}", command.id), why::phrase(&hit));
            return self.obey(&command.action).map(|()| true);
        }
        if command.action != Action::Agent {
            return Ok(false);
        }
        self.matched(format!("command:{}?", command.id), why::phrase(&hit));
        self.offer_person(words::AGENT_ASK).map(|()| true)
    }

    pub(super) fn obey(&mut self, action: &Action) -> Result<(), Fault> {
        self.give_up_call(action);
        self.session().misses = 0;
        match action {
            Action::Flow(id) => self.go_elsewhere(id),
            Action::Agent => self.customer_wants_person(),
            Action::Language => {
                let tag = self.other_language();
                self.choose_language(&tag, "the next language that there is")
            }
            Action::Back => self.go_back(),
            Action::Repeat => self.repeat_question(),
            Action::Cancel => self.cancel(),
        }
    }

    /// Undoes her last answer in this step. Before the first one she goes back to the
    /// question that was set aside for this flow, and where there is none, to the menu.
    fn go_back(&mut self) -> Result<(), Fault> {
        if self.undo_answer() {
            return self.repeat_question();
        }
        let place = self.draft.session.place.as_ref();
        let is_menu = place.is_some_and(|place| place.flow == MAIN_MENU);
        if let Some(paused) = self.draft.session.paused.last() {
            let asked_before = paused.then.is_some();
            self.leave_flow();
            self.take_up();
            if !asked_before || self.undo_answer() {
                return self.repeat_question();
            }
            self.leave_flow();
        } else if is_menu {
            return self.repeat_question();
        }
        self.main_menu()
    }

    fn undo_answer(&mut self) -> bool {
        let Some(at) = self.last_answer() else {
            return false;
        };
        let session = self.session();
        session.journal.truncate(at);
        session.pending = None;
        true
    }

    /// Where in the journal her last answer stands.
    pub(in crate::flow::turn) fn last_answer(&self) -> Option<usize> {
        self.draft.session.journal.iter().rposition(|entry| {
            let asked = match entry.kind {
                JournalKind::Ask
                | JournalKind::Choose
                | JournalKind::Confirm
                | JournalKind::Review => true,
                JournalKind::Say
                | JournalKind::Call
                | JournalKind::Flag
                | JournalKind::Mark
                | JournalKind::Read
                | JournalKind::Variant
                | JournalKind::Effect
                | JournalKind::Wait => false,
            };
            asked && !entry.skipped
        })
    }

    fn cancel(&mut self) -> Result<(), Fault> {
        if self.draft.session.place.is_none() && self.draft.session.paused.is_empty() {
            return self.main_menu();
        }
        self.leave_all();
        self.tell(words::CANCELLED)
    }
}
