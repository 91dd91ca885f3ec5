//! A person is asked for, comes, or does not. Every request ends: served, given back, given
//! up, or nobody came in time; what follows is a step of the flow that asked, or the
//! engine's own word.

use std::time::Duration;

use super::set_aside::Aside;
use crate::domain::{
    AgentAct, AgentDeed, HandoffEnd, HandoffResult, OpenHandoff, Outbound, Owner, Place, Ticket,
    Value,
};
use crate::flow::draft::{FLOW_TIMER, Mistake};
use crate::flow::host::{Handoff, opens};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::words;
use crate::locale::{Arg, Args};

/// The clock of a request that nobody has taken.
pub(in crate::flow::turn) const HANDOFF_TIMER: &str = "handoff";
/// The clock of a person at the desk who fell silent.
pub(in crate::flow::turn) const AGENT_TIMER: &str = "agent";
const AGENT_IDLE: Duration = Duration::from_secs(24 * 3600);
/// Staff wrote from the phone app and then no more: the bot gets the conversation back.
pub(in crate::flow::turn) const EXTERNAL_TIMER: &str = "external";
const EXTERNAL_IDLE: Duration = Duration::from_secs(12 * 3600);

impl Play<'_> {
    /// She asked for a person herself. What she was in the middle of waits for her.
    pub(in crate::flow::turn) fn customer_wants_person(&mut self) -> Result<(), Fault> {
        let fields = self.draft.session.slots.keys().cloned().collect();
        let handoff = Handoff::general("customer_request", fields);
        let ticket = self.ticket(&handoff);
        if self.is_worth_keeping() {
            self.set_aside(Aside::Digression)?;
        }
        self.leave_flow();
        Ok(self.ask_for_person(&handoff, ticket)?)
    }

    /// Brings in a person: one durable ticket, one message, then silence.
    pub(in crate::flow::turn) fn hand_off(&mut self, handoff: &Handoff) -> Result<(), Mistake> {
        let ticket = self.ticket(handoff);
        self.ask_for_person(handoff, ticket)
    }

    fn ticket(&self, handoff: &Handoff) -> Ticket {
        let session = &self.draft.session;
        let filled = |name: &String| {
            let value = session.slots.get(name)?;
            let shown = !matches!(value, Value::Secret(_));
            shown.then(|| (name.clone(), value.clone()))
        };
        Ticket {
            id: self.stage.turn,
            queue: handoff.queue.clone(),
            reason: handoff.reason.clone(),
            priority: handoff.priority,
            fields: handoff.fields.iter().filter_map(filled).collect(),
            locale: self.tag().into(),
            flow: session.place.as_ref().map(|place| place.flow.clone()),
            step: session.place.as_ref().map(|place| place.step.clone()),
            at: self.stage.now,
        }
    }

    fn ask_for_person(&mut self, handoff: &Handoff, ticket: Ticket) -> Result<(), Mistake> {
        let body = |key: &str, args| {
            let text = self.stage.body(self.tag(), key, args);
            text.map_err(|fault| Mistake::new("F0306", fault.to_string()))
        };
        let mut text = body(&handoff.say, Args::new())?;
        if let Some(opens) = opens(&self.stage, &handoff.queue) {
            let closed = body(words::HANDOFF_CLOSED, [("opens".to_owned(), opens)].into())?;
            text = format!("{text}\n{closed}");
        }
        self.draft.say(Outbound::text(text))?;
        self.draft.hand_off(ticket);
        let (place, slots) = self.lasting();
        self.leave_flow();
        self.draft.set_timer(HANDOFF_TIMER, handoff.wait);
        let ticket = self.stage.turn;
        let session = self.session();
        session.handoff = Some(OpenHandoff {
            ticket,
            queue: handoff.queue.clone(),
            place,
            slots,
            agent: None,
            on_nobody: handoff.on_nobody.clone(),
            on_closed: handoff.on_closed.clone(),
            on_cancel: handoff.on_cancel.clone(),
        });
        session.owner = Owner::Queue;
        session.told_waiting = false;
        session.misses = 0;
        Ok(())
    }

    /// What the flow that asks has to find again: its declared slots, no secrets.
    fn lasting(&self) -> (Option<Place>, std::collections::BTreeMap<String, Value>) {
        let session = &self.draft.session;
        let place = session.place.clone();
        let flow = place
            .as_ref()
            .and_then(|place| self.script.flows.get(&place.flow));
        let lasts = |slot: &str, value: &Value| {
            let declared = flow.is_some_and(|flow| flow.manifest.slots.contains_key(slot));
            declared && !matches!(value, Value::Secret(_))
        };
        let slots = session
            .slots
            .iter()
            .filter(|(slot, value)| lasts(slot, value));
        let slots = slots
            .map(|(slot, value)| (slot.clone(), value.clone()))
            .collect();
        (place, slots)
    }

    /// A person wrote from the phone app: the bot steps aside without a word.
    pub(in crate::flow::turn) fn staff_wrote(&mut self) {
        self.matched("staff", "somebody wrote from the phone app");
        self.leave_all();
        self.draft.cancel_timer(HANDOFF_TIMER);
        self.draft.cancel_timer(AGENT_TIMER);
        self.session().owner = Owner::External;
        self.draft.set_timer(EXTERNAL_TIMER, EXTERNAL_IDLE);
    }

    /// Staff fell silent: the request, if there was one, was served over there.
    pub(in crate::flow::turn) fn staff_fell_silent(&mut self) {
        self.end_handoff(HandoffEnd::Resolved);
    }

    /// A person at the desk acted: her words go out as they are, and the bot is silent until
    /// the conversation comes back.
    pub(in crate::flow::turn) fn agent_acted(&mut self, act: &AgentAct) -> Result<(), Fault> {
        let owned = self.draft.session.owner != Owner::Bot;
        match &act.deed {
            AgentDeed::Claimed => {
                self.matched("agent:claimed", "a person at the desk took her");
                self.claim(&act.agent)
            }
            AgentDeed::Said { text } => {
                self.matched("agent:said", "a person at the desk wrote");
                if self.draft.session.owner != Owner::Agent {
                    self.claim(&act.agent)?;
                }
                self.draft.set_timer(AGENT_TIMER, AGENT_IDLE);
                Ok(self.draft.say(Outbound::text(text.clone()))?)
            }
            AgentDeed::Returned if owned => {
                self.matched("agent:returned", "a person at the desk gave her back");
                self.handed_back(HandoffEnd::Returned, words::BACK_TO_BOT)
            }
            AgentDeed::Resolved if owned => {
                self.matched("agent:resolved", "a person at the desk was done");
                self.handed_back(HandoffEnd::Resolved, words::HANDOFF_RESOLVED)
            }
            AgentDeed::Returned | AgentDeed::Resolved => {
                self.matched("stale", "nobody speaks with her");
                Ok(())
            }
        }
    }

    /// She is told once whom she speaks with.
    fn claim(&mut self, agent: &str) -> Result<(), Fault> {
        if self.is_worth_keeping() {
            self.set_aside(Aside::Digression)?;
        }
        self.leave_flow();
        self.draft.cancel_timer(HANDOFF_TIMER);
        self.draft.cancel_timer(EXTERNAL_TIMER);
        self.draft.set_timer(AGENT_TIMER, AGENT_IDLE);
        let session = self.session();
        let known = session.owner == Owner::Agent;
        session.owner = Owner::Agent;
        if let Some(open) = &mut session.handoff {
            open.agent = Some(agent.into());
        }
        if known {
            return Ok(());
        }
        let args = [("agent".to_owned(), Arg::Text(agent.into()))].into();
        let text = self.stage.body(self.tag(), words::AGENT_JOINED, args)?;
        Ok(self.draft.say(Outbound::text(text))?)
    }

    fn handed_back(&mut self, how: HandoffEnd, word: &str) -> Result<(), Fault> {
        let open = self.end_handoff(how);
        let step = open.as_ref().and_then(|open| open.on_closed.clone());
        if self.enter_after(open, step)? {
            return Ok(());
        }
        self.tell(word)?;
        if how == HandoffEnd::Resolved && !self.is_awaited() {
            self.leave_all();
            return Ok(());
        }
        self.finish(how.word())?;
        self.proceed(None).map(drop)
    }

    /// Nobody came in time.
    pub(in crate::flow::turn) fn nobody_came(&mut self) -> Result<(), Fault> {
        let open = self.end_handoff(HandoffEnd::Expired);
        let step = open.as_ref().and_then(|open| open.on_nobody.clone());
        if self.enter_after(open, step)? {
            return Ok(());
        }
        self.is_nobody_there = false;
        if self.draft.session.paused.is_empty() {
            return self.offer_person(words::HANDOFF_NOBODY);
        }
        self.tell(words::HANDOFF_NOBODY)?;
        self.finish(HandoffEnd::Expired.word())?;
        self.proceed(None).map(drop)
    }

    /// Who took her fell silent: the bot has the conversation back, and says nothing.
    pub(in crate::flow::turn) fn agent_fell_silent(&mut self) {
        self.end_handoff(HandoffEnd::Expired);
        self.leave_all();
    }

    /// She gave up waiting. With "cancel" she goes on where she was, with "menu" she does not.
    pub(in crate::flow::turn) fn give_up_waiting(&mut self, goes_on: bool) -> Result<(), Fault> {
        self.matched("back_to_bot", "a command ended her waiting");
        let open = self.end_handoff(HandoffEnd::Cancelled);
        self.tell(words::HANDOFF_CANCELLED)?;
        let step = open.as_ref().and_then(|open| open.on_cancel.clone());
        if self.enter_after(open, step)? {
            return Ok(());
        }
        if goes_on && !self.draft.session.paused.is_empty() {
            self.finish(HandoffEnd::Cancelled.word())?;
            return self.proceed(None).map(drop);
        }
        self.leave_all();
        self.main_menu()
    }

    /// The request, where one is open, is over, and the bot speaks again.
    pub(in crate::flow::turn) fn end_handoff(&mut self, how: HandoffEnd) -> Option<OpenHandoff> {
        for timer in [HANDOFF_TIMER, AGENT_TIMER, EXTERNAL_TIMER] {
            self.draft.cancel_timer(timer);
        }
        let session = self.session();
        session.owner = Owner::Bot;
        session.told_waiting = false;
        let open = session.handoff.take()?;
        session.handoff_result = Some(HandoffResult {
            agent: open.agent.clone(),
            outcome: how.word().into(),
        });
        self.draft
            .handoff_ended(open.ticket, how, open.agent.clone());
        // also where the step that follows fails
        self.draft.keep();
        Some(open)
    }

    /// Goes on in the flow that asked, with what it knew.
    fn enter_after(
        &mut self,
        open: Option<OpenHandoff>,
        step: Option<String>,
    ) -> Result<bool, Fault> {
        let (Some(open), Some(step)) = (open, step) else {
            return Ok(false);
        };
        let script = self.script;
        let flow = open
            .place
            .as_ref()
            .and_then(|place| script.flows.get(&place.flow));
        let Some(flow) = flow.filter(|flow| flow.steps.contains_key(&step)) else {
            return Ok(false);
        };
        self.session().place = open.place;
        self.enter(&step)?;
        self.session().slots = open.slots;
        if let Some(expire) = flow.manifest.expire {
            self.draft.set_timer(FLOW_TIMER, expire);
        }
        self.proceed(None)?;
        Ok(true)
    }

    /// Whether a flow that was set aside waits for the outcome of this one.
    fn is_awaited(&self) -> bool {
        let last = self.draft.session.paused.last();
        last.is_some_and(|paused| paused.then.is_some())
    }
}
