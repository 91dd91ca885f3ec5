//! A call is out. Commands act at once; other messages wait for its answer, so that they
//! are understood in the place to which they belong.

use crate::domain::InboundMessage;
use crate::flow::draft::SLOW_TIMER;
use crate::flow::script::Action;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::Said;
use crate::flow::words;

/// Messages that wait for one answer.
const HELD_MAX: usize = 8;
/// Longest text that may wait, in bytes: all of them lie in the session.
const HELD_BYTES_MAX: usize = 1024;

impl Play<'_> {
    /// Whether this message does not wait for the answer of a call.
    pub(in crate::flow::turn::route) fn interrupts_call(&self, said: Said<'_>) -> bool {
        if let Said::Tap { payload, .. } = said
            && (payload.starts_with("lang:") || payload.starts_with("keep:"))
        {
            return true;
        }
        self.exact_command(said).is_some() || self.named_language(said).is_some()
    }

    /// Keeps the message for the answer. One too many is answered with "one moment":
    /// it is never lost without a word.
    pub(in crate::flow::turn::route) fn hold(
        &mut self,
        message: &InboundMessage,
    ) -> Result<(), Fault> {
        let long = message
            .content
            .text()
            .is_some_and(|text| text.len() > HELD_BYTES_MAX);
        let session = self.session();
        if session.held.len() >= HELD_MAX || long {
            self.matched("held:full", "a call is out, and too much waits for it");
            return self.tell(words::ONE_MOMENT);
        }
        session.held.push(message.clone());
        self.matched("held", "a call is out: kept for after its answer");
        Ok(())
    }

    /// What a command does to a call that is out: its answer, when it comes, is stale.
    pub(in crate::flow::turn::route) fn give_up_call(&mut self, action: &Action) {
        let gives_up = match action {
            Action::Flow(_) | Action::Agent | Action::Back | Action::Cancel => true,
            Action::Language | Action::Repeat => false,
        };
        if gives_up && self.awaits_call() {
            self.draft.cancel_timer(SLOW_TIMER);
            let session = self.session();
            session.pending = None;
            session.held.clear();
        }
    }
}
