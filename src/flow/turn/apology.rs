//! A script failed. She hears so, a person is offered, and the author learns where.

use super::fault::Fault;
use super::play::Play;
use crate::domain::Outbound;
use crate::flow::words;

/// Said when even the apology cannot be rendered.
const LAST_RESORT: &str = "عذرًا، حدث خلل مؤقت. Sorry, something went wrong.";

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
