//! Commands: words and buttons that work in every flow.

use super::Said;
use crate::domain::JournalKind;
use crate::flow::host::{GENERAL_QUEUE, Handoff};
use crate::flow::script::{Action, Command};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::greeting::MAIN_MENU;
use crate::flow::words;
use crate::locale::matching::{How, Utterance};

impl Play<'_> {
    /// The command that the whole message names, or its button.
    pub(super) fn exact_command(&self, said: Said<'_>) -> Option<&Command> {
        let globals = &self.script.globals;
        match said {
            Said::Tap { payload, .. } => globals.command(payload.strip_prefix("cmd:")?),
            Said::Words(words) => {
                let hit = self.script.books.commands.find(&words.utterance)?;
                let sure = hit.how == How::Exact && !hit.negated;
                globals.command(hit.id).filter(|_| sure)
            }
            Said::Thing => None,
        }
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
            self.matched(format!("command:{}", command.id));
            return self.obey(&command.action).map(|()| true);
        }
        if command.action != Action::Agent {
            return Ok(false);
        }
        self.matched(format!("command:{}?", command.id));
        self.offer_person(words::AGENT_ASK).map(|()| true)
    }

    pub(super) fn obey(&mut self, action: &Action) -> Result<(), Fault> {
        self.give_up_call(action);
        self.session().misses = 0;
        match action {
            Action::Flow(id) => self.begin_flow(id, ""),
            Action::Agent => self.customer_wants_person(),
            Action::Language => {
                let tag = self.other_language();
                self.choose_language(&tag)
            }
            Action::Back => self.go_back(),
            Action::Repeat => self.repeat_question(),
            Action::Cancel => self.cancel(),
        }
    }

    fn customer_wants_person(&mut self) -> Result<(), Fault> {
        let handoff = Handoff {
            queue: GENERAL_QUEUE.into(),
            reason: "customer_request".into(),
            priority: 2,
            say: words::HANDOFF.into(),
            fields: self.draft.session.slots.keys().cloned().collect(),
        };
        Ok(self.hand_off(&handoff)?)
    }

    /// Undoes her last answer in this step. Where there is none, one floor up is the menu.
    fn go_back(&mut self) -> Result<(), Fault> {
        let answered = self.draft.session.journal.iter().rposition(|entry| {
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
        });
        if let Some(at) = answered {
            let session = self.session();
            session.journal.truncate(at);
            session.pending = None;
            return self.repeat_question();
        }
        let place = self.draft.session.place.as_ref();
        if place.is_some_and(|place| place.flow == MAIN_MENU) {
            return self.repeat_question();
        }
        self.main_menu()
    }

    fn cancel(&mut self) -> Result<(), Fault> {
        if self.draft.session.place.is_none() {
            return self.main_menu();
        }
        self.leave_flow();
        self.tell(words::CANCELLED)
    }
}
