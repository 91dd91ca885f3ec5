//! A person holds the conversation, or is about to: the bot does not speak over anybody.
//! Who waits in the queue may come back with "menu" or "cancel".

use std::time::Duration;

use crate::domain::Owner;
use crate::flow::script::Action;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::Said;
use crate::flow::words;

/// Silence of hers after which she is told again that she is in the queue.
const TOLD_AGAIN: Duration = Duration::from_secs(30 * 60);

impl Play<'_> {
    pub(in crate::flow::turn::route) fn stay_silent(
        &mut self,
        said: Said<'_>,
    ) -> Result<(), Fault> {
        let owner = self.draft.session.owner;
        if owner == Owner::Queue {
            let command = self.exact_command(said);
            match command.map(|command| &command.action) {
                Some(Action::Flow(_)) => return self.give_up_waiting(false),
                Some(Action::Cancel) => return self.give_up_waiting(true),
                Some(Action::Agent | Action::Language | Action::Back | Action::Repeat) | None => {}
            }
            if !self.draft.session.told_waiting || self.silence >= TOLD_AGAIN {
                self.session().told_waiting = true;
                self.matched("waiting", "she waits for a person");
                return self.tell(words::STILL_WAITING);
            }
        }
        self.matched(
            format!("silent:{}", owner.word()),
            "the bot does not speak over a person",
        );
        Ok(())
    }
}
