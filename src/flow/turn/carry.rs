//! Taking up a conversation that was inside a version which another one has followed, at
//! her next message: she is told, and her step begins anew or a person takes over.

use super::fault::Fault;
use super::play::Play;
use crate::domain::Carry;
use crate::flow::host::Handoff;
use crate::flow::words;

/// What the trace says of a step that was begun anew, and of one that people took over.
pub(in crate::flow) const ANEW: &str = "carried:restart";
pub(in crate::flow) const TO_PEOPLE: &str = "carried:handoff";

impl Play<'_> {
    pub(super) fn is_carried(&self) -> bool {
        self.carry != Carry::Keep && self.draft.session.place.is_some()
    }

    /// What she wrote was the answer to a question of the other version: it is asked again,
    /// or a person reads it.
    pub(super) fn carry_over(&mut self) -> Result<(), Fault> {
        self.renew_what_is_set_aside();
        match std::mem::take(&mut self.carry) {
            Carry::Keep => Ok(()),
            Carry::Restart => self.begin_step_anew(),
            Carry::HandOver => {
                self.matched(TO_PEOPLE, "another version was published");
                let fields = self.draft.session.slots.keys().cloned().collect();
                Ok(self.hand_off(&Handoff::general("flow_changed", fields))?)
            }
        }
    }

    /// Flows that she set aside began with the other version too: she comes back to the top
    /// of their step.
    fn renew_what_is_set_aside(&mut self) {
        let bundle = self.script.bundle();
        let flows = &self.script.flows;
        for paused in &mut self.draft.session.paused {
            if paused.place.bundle == bundle {
                continue;
            }
            let Some(flow) = flows.get(&paused.place.flow) else {
                continue;
            };
            let known = flow.steps.contains_key(&paused.place.step);
            let step = if known { &paused.place.step } else { "start" };
            paused.then.get_or_insert_with(|| step.to_owned());
            paused.place.bundle = bundle.into();
        }
    }

    fn begin_step_anew(&mut self) -> Result<(), Fault> {
        self.matched(ANEW, "another version was published");
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
