//! Entering and leaving steps and flows: what is remembered, and what is not.

use std::collections::BTreeMap;

use super::life::Aside;
use super::play::Play;
use super::route::GATHER_TIMER;
use super::wait::wait_timer;
use crate::domain::{Pending, Place, Value};
use crate::flow::draft::{FLOW_TIMER, Mistake, QUESTION_TIMER, SLOW_TIMER};
use crate::flow::host::{Transition, veiled_fields};

impl Play<'_> {
    pub(super) fn leave_step(&mut self, transition: Transition) -> Result<(), Mistake> {
        match transition {
            Transition::To(step) => {
                self.session().again.remove(&step);
                self.enter(&step)
            }
            Transition::Again { times, other } => {
                let step = self
                    .session()
                    .place
                    .as_ref()
                    .map(|place| place.step.clone());
                let step = step.unwrap_or_default();
                let taken = self.session().again.entry(step.clone()).or_default();
                if *taken >= times {
                    *taken = 0;
                    return self.enter(&other);
                }
                *taken += 1;
                self.enter(&step)
            }
            Transition::ToFlow { flow, slots } => {
                let slots = veiled_fields(slots, &self.draft.session);
                self.start_flow(&flow, slots)
            }
            Transition::RunFlow { flow, slots, then } => {
                let slots = veiled_fields(slots, &self.draft.session);
                self.run_flow(&flow, slots, then)
            }
            Transition::Done(outcome) => {
                self.note(format!("done: {outcome}"));
                self.finish(&outcome)
            }
            Transition::Handoff(handoff) => self.hand_off(&handoff),
        }
    }

    /// Begins a visit of a step of the current flow. Declared slots stay; what other slots
    /// held, and everything the last visit did, is forgotten.
    pub(super) fn enter(&mut self, step: &str) -> Result<(), Mistake> {
        let script = self.script;
        let session = &mut self.draft.session;
        let Some(place) = &mut session.place else {
            return Err(Mistake::new(
                "F0305",
                format!("enter step `{step}` outside of a flow"),
            ));
        };
        let Some(flow) = script.flows.get(&place.flow) else {
            return Err(Mistake::new("F0305", format!("find flow `{}`", place.flow)));
        };
        if !flow.steps.contains_key(step) {
            let what = format!("enter step `{step}`: flow `{}` has none", place.flow);
            return Err(Mistake::new("F0305", what));
        }
        session.visits += 1;
        let left = place.visit;
        place.visit = session.visits;
        place.step = step.into();
        session
            .slots
            .retain(|slot, _| flow.manifest.slots.contains_key(slot));
        session.before.clear();
        session.journal.clear();
        let was_waiting = matches!(session.pending, Some(Pending::Wait));
        session.pending = None;
        session.gathered.clear();
        self.draft.cancel_timer(GATHER_TIMER);
        self.draft.cancel_timer(QUESTION_TIMER);
        if was_waiting {
            self.draft.cancel_timer(&wait_timer(left));
        }
        Ok(())
    }

    /// Runs another flow inside this one, which goes on with `then` when that is over.
    fn run_flow(
        &mut self,
        id: &str,
        slots: BTreeMap<String, Value>,
        then: String,
    ) -> Result<(), Mistake> {
        let place = self.draft.session.place.as_ref();
        let running = place.and_then(|place| self.script.flows.get(&place.flow));
        if !running.is_some_and(|flow| flow.steps.contains_key(&then)) {
            let what = format!("come back to step `{then}`: the flow has none");
            return Err(Mistake::new("F0305", what));
        }
        if running.is_some_and(|flow| flow.manifest.id == id) {
            let what = format!("run flow `{id}` inside itself: write c.to(\"start\")");
            return Err(Mistake::new("F0305", what));
        }
        self.set_aside(Aside::Awaits(then))?;
        self.start_flow(id, slots)
    }

    /// Starts a flow afresh, with these slots filled.
    pub(super) fn start_flow(
        &mut self,
        id: &str,
        slots: BTreeMap<String, Value>,
    ) -> Result<(), Mistake> {
        let script = self.script;
        let Some(flow) = script.flows.get(id) else {
            return Err(Mistake::new(
                "F0305",
                format!("start flow `{id}`: there is none"),
            ));
        };
        self.leave_flow();
        self.let_go_of_flow(id);
        self.session().place = Some(Place {
            flow: id.into(),
            bundle: script.bundle().into(),
            step: "start".into(),
            visit: 0,
        });
        self.enter("start")?;
        self.session().slots = slots;
        if let Some(expire) = flow.manifest.expire {
            self.draft.set_timer(FLOW_TIMER, expire);
        }
        Ok(())
    }

    /// Nothing of the running flow is remembered.
    pub(super) fn leave_flow(&mut self) {
        let session = self.session();
        if let Some(left) = session.place.take() {
            self.draft.cancel_timer(&wait_timer(left.visit));
        }
        let session = self.session();
        session.outcome = None;
        session.slots.clear();
        session.before.clear();
        session.journal.clear();
        session.again.clear();
        session.pending = None;
        session.held.clear();
        session.gathered.clear();
        self.draft.cancel_timer(GATHER_TIMER);
        self.draft.cancel_timer(QUESTION_TIMER);
        self.draft.cancel_timer(FLOW_TIMER);
        self.draft.cancel_timer(SLOW_TIMER);
    }
}
