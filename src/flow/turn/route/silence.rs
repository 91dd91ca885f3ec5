//! A person holds the conversation, or is about to: the bot does not speak over anybody.
//! Who waits in the queue may come back with "menu" or "cancel".

use super::Said;
use crate::domain::Owner;
use crate::flow::script::Action;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::words;

impl Play<'_> {
    pub(super) fn stay_silent(&mut self, said: Said<'_>) -> Result<(), Fault> {
        let owner = self.draft.session.owner;
        if owner == Owner::Queue {
            let action = self
                .exact_command(said)
                .map(|command| command.action.clone());
            if matches!(action, Some(Action::Flow(_) | Action::Cancel)) {
                return self.come_back();
            }
            if !self.draft.session.told_waiting {
                self.session().told_waiting = true;
                self.matched("waiting");
                return self.tell(words::STILL_WAITING);
            }
        }
        self.matched(format!("silent:{}", owner.word()));
        Ok(())
    }

    fn come_back(&mut self) -> Result<(), Fault> {
        self.matched("back_to_bot");
        self.session().owner = Owner::Bot;
        self.tell(words::HANDOFF_CANCELLED)?;
        self.main_menu()
    }
}
