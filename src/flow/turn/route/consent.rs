//! STOP and START. The engine owns them in every state and under every owner; no flow
//! can override them. An exact word acts at once, anything near it asks.

use super::Said;
use crate::domain::{HandoffEnd, Owner};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::{Play, Tap};
use crate::flow::turn::why;
use crate::flow::words;
use crate::locale::matching::Utterance;

const STOP: &str = "consent:out";
const KEEP: &str = "consent:keep";

impl Play<'_> {
    /// Whether the message was about consent, and is dealt with.
    pub(super) fn consent(&mut self, said: Said<'_>) -> Result<bool, Fault> {
        let script = self.script;
        let hit = match said {
            Said::Tap { payload: STOP, .. } => {
                return self.opt_out(&why::button(STOP)).map(|()| true);
            }
            Said::Tap { payload: KEEP, .. } => {
                return self.keep_messages(&why::button(KEEP)).map(|()| true);
            }
            Said::Tap { title, .. } => script.books.consent.find(&Utterance::of(title)),
            Said::Words(words) => script.books.consent.find(&words.utterance),
            Said::Thing => None,
        };
        let Some(hit) = hit else {
            return Ok(false);
        };
        let (sure, why) = (!hit.ask, why::phrase(&hit));
        match (hit.id, said) {
            ("out", Said::Words(_) | Said::Tap { .. }) if sure => self.opt_out(&why)?,
            ("out", Said::Words(_)) => self.ask_whether_to_stop(&why)?,
            ("in", _) if sure && self.draft.session.opted_out => self.opt_in(&why)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn opt_out(&mut self, why: &str) -> Result<(), Fault> {
        self.matched("opt_out", why);
        self.leave_all();
        if self.draft.session.owner == Owner::Queue {
            self.end_handoff(HandoffEnd::Cancelled);
        }
        if !self.draft.session.opted_out {
            self.draft.consent(true);
        }
        self.tell(words::OPT_OUT_DONE)
    }

    fn opt_in(&mut self, why: &str) -> Result<(), Fault> {
        self.matched("opt_in", why);
        self.draft.consent(false);
        self.tell(words::OPT_IN_DONE)
    }

    fn ask_whether_to_stop(&mut self, why: &str) -> Result<(), Fault> {
        self.matched("opt_out?", why);
        let body = self.word(words::OPT_OUT_ASK)?;
        let stop = Tap::new(STOP, words::OPT_OUT_STOP);
        let keep = Tap::new(KEEP, words::OPT_OUT_KEEP);
        self.ask_aside(body, stop, keep)
    }

    fn keep_messages(&mut self, why: &str) -> Result<(), Fault> {
        self.matched("opt_out:kept", why);
        self.tell(words::OPT_OUT_KEPT)?;
        self.repeat_question()
    }
}
