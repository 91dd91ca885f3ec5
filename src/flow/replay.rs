//! A stored turn, run again: with the flows it ran, to see that it comes to the same, or with
//! edited ones, to see what would come of them. Nothing is sent; the caller compares.

use std::sync::Arc;

use super::stage::Scene;
use super::turn::{ANEW, TO_PEOPLE};
use super::{Script, turn};
use crate::domain::{
    CallRequest, Carry, Contact, Effect, Input, Pending, Session, Tenant, TimelineEntry, Turn,
};
use crate::locale::Style;

/// Why a stored turn cannot be run again, in words that fit after "not run: ".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRun {
    #[error("what she answered is a secret, and was not kept")]
    Secret,
    #[error("the session it began with was not kept")]
    NoSession,
    #[error("it was given up, and no script ran")]
    GivenUp,
    #[error("its script ran out of time, which depends on the machine")]
    Clock,
}

/// Whose conversation it is, as far as a turn can tell.
pub struct Case<'a> {
    tenant: &'a Arc<Tenant>,
    style: &'a Style,
    contact: Contact,
}

impl<'a> Case<'a> {
    #[must_use]
    pub fn new(tenant: &'a Arc<Tenant>, style: &'a Style, contact: Contact) -> Self {
        Self {
            tenant,
            style,
            contact,
        }
    }

    /// Runs a turn from where it began. The same flows, settings and contact yield the same
    /// effects, byte for byte. Turns of one conversation are given in their order: a message
    /// brings the name that its writer has from then on.
    ///
    /// # Errors
    /// When what was kept of it is not enough.
    pub fn again(&mut self, script: &Script, entry: &TimelineEntry) -> Result<Turn, NotRun> {
        self.meet(&entry.input);
        if entry.trace.secret {
            return Err(NotRun::Secret);
        }
        let fault = entry.trace.fault.as_ref();
        if fault.is_some_and(|fault| fault.code == OUT_OF_TIME) {
            return Err(NotRun::Clock);
        }
        let before = entry.before.as_ref().ok_or_else(|| why_none(entry))?;
        Ok(self.run(script, before, &entry.input, entry))
    }

    fn meet(&mut self, input: &Input) {
        if let Input::Message(message) = input
            && message.profile_name.is_some()
        {
            self.contact.profile_name.clone_from(&message.profile_name);
        }
    }

    fn run(
        &self,
        script: &Script,
        session: &Session,
        input: &Input,
        entry: &TimelineEntry,
    ) -> Turn {
        let scene = Scene {
            tenant: self.tenant,
            contact: &self.contact,
            turn: entry.turn,
            style: self.style,
            carry: carried(entry),
        };
        turn(script, &scene, session, input, entry.turned)
    }
}

/// A whole conversation under other flows: what she wrote stays, what it led to is carried
/// from turn to turn, as if she had met these flows from the first stored turn on.
#[derive(Default)]
pub struct Walk {
    session: Option<Session>,
    /// Calls that the stored turns asked for: their answers are given to whoever now asks
    /// the same operation.
    asked: Vec<CallRequest>,
}

impl Walk {
    /// The next turn, in the order in which they are stored.
    ///
    /// # Errors
    /// When no session has been met yet to begin from, or no script ran.
    pub fn step(
        &mut self,
        case: &mut Case<'_>,
        script: &Script,
        entry: &TimelineEntry,
    ) -> Result<Turn, NotRun> {
        case.meet(&entry.input);
        let session = match (self.session.take(), &entry.before) {
            (Some(session), _) => session,
            (None, Some(before)) => (**before).clone(),
            (None, None) => return Err(why_none(entry)),
        };
        let input = self.fitting(&entry.input, &session);
        let turn = case.run(script, &session, &input, entry);
        for effect in &entry.effects {
            if let Effect::Call(call) = effect {
                self.asked.push(call.clone());
            }
        }
        self.session = Some(turn.session.clone());
        Ok(turn)
    }

    /// An answer belongs to a call by its id; where the edited flow asked the same operation
    /// at another place, it gets that answer.
    fn fitting(&self, input: &Input, session: &Session) -> Input {
        if let Input::CallAnswered { call, answer } = input
            && let Some(Pending::Call {
                call: waiting,
                operation,
                ..
            }) = &session.pending
            && self
                .asked
                .iter()
                .any(|it| it.id == *call && it.operation == *operation)
        {
            return Input::CallAnswered {
                call: *waiting,
                answer: answer.clone(),
            };
        }
        input.clone()
    }
}

/// How the turn took up a conversation of another version: its trace says so.
fn carried(entry: &TimelineEntry) -> Carry {
    let matched = &entry.trace.matched;
    if matched.contains(ANEW) {
        Carry::Restart
    } else if matched.contains(TO_PEOPLE) {
        Carry::HandOver
    } else {
        Carry::Keep
    }
}

/// The code of a script that was stopped by the wall clock.
const OUT_OF_TIME: &str = "F0311";
/// What the timeline says of an input that was given up.
const GIVEN_UP: &str = "dead_letter";

fn why_none(entry: &TimelineEntry) -> NotRun {
    if entry.trace.matched == GIVEN_UP {
        NotRun::GivenUp
    } else {
        NotRun::NoSession
    }
}
