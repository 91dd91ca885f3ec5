//! Taking up a conversation that was inside a version which another one has followed, at
//! her next message: she is told, and her step begins anew or a person takes over.

use super::fault::Fault;
use super::play::Play;
use crate::domain::Carry;
use crate::flow::host::{GENERAL_QUEUE, Handoff};
use crate::flow::words;

impl Play<'_> {
    pub(super) fn is_carried(&self) -> bool {
        self.carry != Carry::Keep && self.draft.session.place.is_some()
    }

    /// What she wrote was the answer to a question of the other version: it is asked again,
    /// or a person reads it.
    pub(super) fn carry_over(&mut self) -> Result<(), Fault> {
        match std::mem::take(&mut self.carry) {
            Carry::Keep => Ok(()),
            Carry::Restart => self.begin_step_anew(),
            Carry::HandOver => {
                self.matched("carried:handoff");
                let fields = self.draft.session.slots.keys().cloned().collect();
                Ok(self.hand_off(&Handoff {
                    queue: GENERAL_QUEUE.into(),
                    reason: "flow_changed".into(),
                    priority: 2,
                    say: words::HANDOFF.into(),
                    fields,
                })?)
            }
        }
    }

    fn begin_step_anew(&mut self) -> Result<(), Fault> {
        self.matched("carried:restart");
        let Some(place) = self.draft.session.place.clone() else {
            return Ok(());
        };
        let flow = self.script.flows.get(&place.flow);
        if flow.is_some_and(|flow| flow.steps.contains_key(&place.step)) {
            self.tell(words::CHANGED)?;
            self.enter(&place.step)?;
        }
        // driving says so itself where the step or the flow is gone
        self.proceed(None).map(drop)
    }
}
