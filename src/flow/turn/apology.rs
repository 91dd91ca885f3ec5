//! A script failed. She hears so, a person is offered, and the author learns where.

use super::fault::Fault;
use super::play::Play;
use crate::domain::{Outbound, Owner, Session, Timestamp};
use crate::flow::script::Script;
use crate::flow::stage::Scene;
use crate::flow::words;

/// Said when even the apology cannot be rendered.
const LAST_RESORT: &str = "عذرًا، حدث خلل مؤقت. Sorry, something went wrong.";

/// What a customer is told when her input had to be given up without a turn; nothing
/// while a person speaks to her.
#[must_use]
pub fn apology(
    script: &Script,
    scene: &Scene<'_>,
    session: &Session,
    now: Timestamp,
) -> Option<Outbound> {
    if session.owner != Owner::Bot {
        return None;
    }
    let play = Play::begin(script, scene, session.clone(), now);
    let text = play.word(words::GIVEN_UP);
    Some(Outbound::text(text.unwrap_or_else(|_| LAST_RESORT.into())))
}

impl Play<'_> {
    /// Leaves the flow that failed: the same input would only fail again.
    pub(super) fn apologise(&mut self, fault: Fault) {
        self.draft.drop_rest();
        self.leave_flow();
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
