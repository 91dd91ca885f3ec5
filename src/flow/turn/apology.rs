//! A script failed. She hears so, a person is offered, and the author learns where.

use super::fault::Fault;
use super::play::Play;
use crate::domain::{Input, Outbound, Owner, Session, Timestamp};
use crate::flow::script::Script;
use crate::flow::stage::Scene;
use crate::flow::words;

/// Said when even the apology cannot be rendered.
const LAST_RESORT: &str = "عذرًا، حدث خلل مؤقت. Sorry, something went wrong.";

/// What follows when an input had to be given up without a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    pub session: Session,
    /// What the customer is told; nothing while a person speaks to her.
    pub apology: Option<Outbound>,
}

/// Goes on without an input that nobody can handle. Where it was the answer of the call
/// that is waited for, the flow is left: it would wait for ever.
#[must_use]
pub fn give_up(
    script: &Script,
    scene: &Scene<'_>,
    session: &Session,
    input: &Input,
    now: Timestamp,
) -> GivenUp {
    let mut play = Play::begin(script, scene, session.clone(), now);
    let apology = (session.owner == Owner::Bot).then(|| {
        let text = play.word(words::GIVEN_UP);
        Outbound::text(text.unwrap_or_else(|_| LAST_RESORT.into()))
    });
    match input {
        // she wrote, so she may be answered: the service window counts from here
        Input::Message(message) => play.heard_at(message.at),
        Input::CallAnswered { call, .. } if play.awaits(*call) => play.abandon(),
        Input::CallAnswered { .. }
        | Input::Timer(_)
        | Input::StaffEcho { .. }
        | Input::Agent(_) => {}
    }
    GivenUp {
        session: play.draft.session,
        apology,
    }
}

impl Play<'_> {
    /// Leaves the flow that failed: the same input would only fail again.
    pub(super) fn apologise(&mut self, fault: Fault) {
        self.draft.drop_rest();
        self.abandon();
        self.draft.trace.fault = Some(fault.0);
        let told = self
            .word(words::ERROR)
            .and_then(|text| match self.way_out() {
                Some((agent, menu)) => self.ask_aside(text, agent, menu),
                None => self.tell_buttons(text, &[]),
            });
        if told.is_err() {
            // The text is ours, short and within every limit.
            let _ = self.draft.say(Outbound::text(LAST_RESORT));
        }
    }
}
