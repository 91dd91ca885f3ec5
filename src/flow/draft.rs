//! The turn while it is being written: the session as it is to be, and the effects in
//! order. Every guard of the engine on what one turn may do stands here.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::{
    CallRequest, Effect, HandoffEnd, OptIn, Outbound, OutboxId, Pending, Reminder, SendClass,
    Session, Ticket, Timer, Timestamp, Trace, Turn, TurnId, Value, window,
};

/// Messages that one turn may say.
pub const MESSAGES_MAX: u16 = 20;
/// Steps that one turn may walk through.
pub const STEPS_MAX: usize = 100;
/// Marks that one turn may leave.
const MARKS_MAX: usize = 50;

/// The no-reply clock of the pending question.
pub(in crate::flow) const QUESTION_TIMER: &str = "question";
/// The clock of silence in a flow.
pub(in crate::flow) const FLOW_TIMER: &str = "flow";

/// Steps for later that one conversation may have set.
const REMINDERS_MAX: usize = 16;
/// Before the name of a reminder, the timer that enters its step.
pub(in crate::flow) const REMIND_TIMER: &str = "remind:";
/// Before the visit that waits, the timer that ends `c.wait`.
pub(in crate::flow) const WAIT_TIMER: &str = "wait:";

fn remind_timer(name: &str) -> String {
    format!("{REMIND_TIMER}{name}")
}

/// The clock of a call whose answer takes its time.
pub(in crate::flow) const SLOW_TIMER: &str = "slow";

/// What is said when a call takes longer than this.
pub(in crate::flow) struct Slow {
    pub after: Duration,
    pub say: String,
}

/// Something that ends a turn with an apology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) struct Mistake {
    pub code: &'static str,
    pub what: String,
    /// 0 where it is not known.
    pub line: usize,
    /// The library in which it was made; `None`: the flow itself.
    pub file: Option<String>,
}

impl Mistake {
    pub fn new(code: &'static str, what: impl Into<String>) -> Self {
        Self {
            code,
            what: what.into(),
            line: 0,
            file: None,
        }
    }
}

pub(in crate::flow) struct Draft {
    pub session: Session,
    pub trace: Trace,
    turn: TurnId,
    now: Timestamp,
    effects: Vec<Effect>,
    /// Timers as they were armed before this turn.
    armed: Vec<Timer>,
    next_index: u16,
    said: u16,
    marked: usize,
    /// What stood when the message in hand was begun: see [`Draft::keep`].
    kept: (usize, u16, u16),
}

impl Draft {
    pub fn new(session: Session, turn: TurnId, now: Timestamp) -> Self {
        Self {
            armed: session.timers.clone(),
            session,
            trace: Trace::default(),
            turn,
            now,
            effects: Vec::new(),
            next_index: 0,
            said: 0,
            marked: 0,
            kept: (0, 0, 0),
        }
    }

    /// What is drafted so far stays, whatever happens next.
    pub fn keep(&mut self) {
        self.kept = (self.effects.len(), self.next_index, self.said);
    }

    /// Drops every effect since [`Draft::keep`]: nobody hears half a story.
    pub fn drop_rest(&mut self) {
        let (effects, next_index, said) = self.kept;
        self.effects.truncate(effects);
        (self.next_index, self.said) = (next_index, said);
    }

    pub fn say(&mut self, message: Outbound) -> Result<(), Mistake> {
        message
            .check()
            .map_err(|fault| Mistake::new("F0307", fault.to_string()))?;
        self.said += 1;
        if self.said > MESSAGES_MAX {
            let what = format!("say more than {MESSAGES_MAX} messages in a turn");
            return Err(Mistake::new("F0309", what));
        }
        let may_be_free = window::is_open(self.session.last_inbound, self.now);
        if message.class() == SendClass::Reply && !may_be_free {
            let what = "withheld: only a template may be sent outside the service window";
            self.trace.steps.push(what.into());
        }
        let id = self.next_id();
        self.effects.push(Effect::Say { id, message });
        Ok(())
    }

    /// Asks for a call; the conversation waits for its answer.
    pub fn call(
        &mut self,
        operation: &str,
        arguments: BTreeMap<String, Value>,
        slow: Option<Slow>,
    ) {
        let id = self.next_id();
        self.session.pending = Some(Pending::Call {
            call: id,
            operation: operation.into(),
            slow_say: slow.as_ref().map(|slow| slow.say.clone()),
        });
        if let Some(slow) = slow {
            self.set_timer(SLOW_TIMER, slow.after);
        }
        self.effects.push(Effect::Call(CallRequest {
            id,
            operation: operation.into(),
            arguments,
        }));
    }

    pub fn mark(&mut self, event: &str, fields: BTreeMap<String, Value>) -> Result<(), Mistake> {
        self.marked += 1;
        if self.marked > MARKS_MAX {
            let what = format!("leave more than {MARKS_MAX} marks in a turn");
            return Err(Mistake::new("F0309", what));
        }
        let event = event.into();
        self.effects.push(Effect::Mark { event, fields });
        Ok(())
    }

    pub fn hand_off(&mut self, ticket: Ticket) {
        self.effects.push(Effect::Handoff(ticket));
    }

    pub fn handoff_ended(&mut self, ticket: TurnId, how: HandoffEnd, agent: Option<String>) {
        self.effects
            .push(Effect::HandoffEnded { ticket, how, agent });
    }

    /// Sets a step for later. It outlives the flow, and so do the slots given with it.
    pub fn remind(
        &mut self,
        name: &str,
        reminder: Reminder,
        due: Timestamp,
    ) -> Result<(), Mistake> {
        let reminders = &mut self.session.reminders;
        if reminders.len() >= REMINDERS_MAX && !reminders.contains_key(name) {
            let what = format!("keep more than {REMINDERS_MAX} reminders");
            return Err(Mistake::new("F0309", what));
        }
        reminders.insert(name.into(), reminder);
        self.set_timer_at(&remind_timer(name), due);
        Ok(())
    }

    pub fn forget_reminder(&mut self, name: &str) {
        self.session.reminders.remove(name);
        self.cancel_timer(&remind_timer(name));
    }

    pub fn consent(&mut self, opted_out: bool) {
        self.session.opted_out = opted_out;
        self.effects.push(Effect::Consent { opted_out });
    }

    pub fn opt_in(&mut self, opt_in: OptIn) {
        self.effects.push(Effect::OptIn(opt_in));
    }

    /// Arms a timer. Its tag is this turn's, so a firing of an earlier arming is stale.
    pub fn set_timer(&mut self, name: &str, span: Duration) {
        self.set_timer_at(name, self.now + span);
    }

    pub fn set_timer_at(&mut self, name: &str, due: Timestamp) {
        self.cancel_timer(name);
        self.session.timers.push(Timer {
            name: name.into(),
            tag: self.turn.seq.0,
            due,
        });
    }

    pub fn cancel_timer(&mut self, name: &str) {
        self.session.timers.retain(|timer| timer.name != name);
    }

    /// Whether this firing is of a timer still armed as it was set; it no longer is.
    pub fn fired(&mut self, name: &str, tag: u64) -> bool {
        let is_it = |timer: &Timer| timer.name == name && timer.tag == tag;
        let live = self.session.timers.iter().any(is_it);
        if live {
            self.session.timers.retain(|timer| !is_it(timer));
            self.armed.retain(|timer| !is_it(timer));
        }
        live
    }

    /// The finished turn: timers become effects by what changed, so that one armed and
    /// cancelled again within the turn leaves no trace.
    pub fn finish(mut self) -> Turn {
        for old in &self.armed {
            if !self
                .session
                .timers
                .iter()
                .any(|timer| timer.name == old.name)
            {
                let name = old.name.clone();
                self.effects.push(Effect::CancelTimer { name });
            }
        }
        for timer in &self.session.timers {
            if !self.armed.contains(timer) {
                self.effects.push(Effect::SetTimer(timer.clone()));
            }
        }
        Turn {
            session: self.session,
            effects: self.effects,
            trace: self.trace,
        }
    }

    fn next_id(&mut self) -> OutboxId {
        let index = self.next_index;
        self.next_index += 1;
        OutboxId {
            turn: self.turn,
            index,
        }
    }
}
