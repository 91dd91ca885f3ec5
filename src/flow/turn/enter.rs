//! Entering and leaving steps and flows: what is remembered, and what is not.

use std::collections::BTreeMap;

use super::play::Play;
use crate::domain::{Outbound, Owner, Place, Ticket, Value};
use crate::flow::draft::{FLOW_TIMER, Mistake, QUESTION_TIMER, SLOW_TIMER};
use crate::flow::host::{Handoff, Transition};
use crate::locale::Args;

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
            Transition::ToFlow { flow, slots } => self.start_flow(&flow, slots),
            Transition::Done(outcome) => {
                self.draft.trace.steps.push(format!("done: {outcome}"));
                self.leave_flow();
                Ok(())
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
        place.visit = session.visits;
        place.step = step.into();
        session
            .slots
            .retain(|slot, _| flow.manifest.slots.contains_key(slot));
        session.before.clear();
        session.journal.clear();
        session.pending = None;
        self.draft.cancel_timer(QUESTION_TIMER);
        Ok(())
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

    /// Between flows: nothing of the last one is remembered.
    pub(super) fn leave_flow(&mut self) {
        let session = self.session();
        session.place = None;
        session.slots.clear();
        session.before.clear();
        session.journal.clear();
        session.again.clear();
        session.pending = None;
        session.held.clear();
        self.draft.cancel_timer(QUESTION_TIMER);
        self.draft.cancel_timer(FLOW_TIMER);
        self.draft.cancel_timer(SLOW_TIMER);
    }

    /// Brings in a person: one durable ticket, one message, then silence.
    pub(super) fn hand_off(&mut self, handoff: &Handoff) -> Result<(), Mistake> {
        let args = Args::new();
        let text = self.stage.body(self.tag(), &handoff.say, args);
        let text = text.map_err(|fault| Mistake::new("F0306", fault.to_string()))?;
        let session = &self.draft.session;
        let filled = |name: &String| Some((name.clone(), session.slots.get(name)?.clone()));
        let ticket = Ticket {
            id: self.stage.turn,
            queue: handoff.queue.clone(),
            reason: handoff.reason.clone(),
            priority: handoff.priority,
            fields: handoff.fields.iter().filter_map(filled).collect(),
            locale: self.tag().into(),
            flow: session.place.as_ref().map(|place| place.flow.clone()),
            step: session.place.as_ref().map(|place| place.step.clone()),
            at: self.stage.now,
        };
        self.draft.say(Outbound::text(text))?;
        self.draft.hand_off(ticket);
        self.leave_flow();
        let session = self.session();
        session.owner = Owner::Queue;
        session.told_waiting = false;
        session.misses = 0;
        Ok(())
    }
}
