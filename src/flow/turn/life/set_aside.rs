//! Flows that are set aside for another one, and taken up again when that is over.
//!
//! A flow is set aside by something she wants in between (its question is asked again
//! afterwards), by a reminder (it is found as it was left), or because it runs another flow
//! itself and waits for the outcome.

use std::time::Duration;

use crate::domain::{Owner, Paused, Pending};
use crate::flow::draft::{FLOW_TIMER, Mistake, QUESTION_TIMER, SLOW_TIMER};
use crate::flow::host::Question;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::MAIN_MENU;

/// Flows that wait under the running one.
const PAUSED_MAX: usize = 3;
/// Before the visit that waits, the clock of silence of a flow that was set aside.
pub(in crate::flow::turn) const PAUSED_TIMER: &str = "paused:";
/// Silence after which a flow is no longer waited for that names no such time itself.
const PAUSED_FOR: Duration = Duration::from_secs(24 * 3600);

/// Why a flow is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow::turn) enum Aside {
    /// She went elsewhere: its question is asked again.
    Digression,
    /// A reminder came in between: nothing is said over its question.
    Quietly,
    /// It runs another flow and goes on with this step.
    Awaits(String),
}

/// How a flow was taken up again within this turn, until its question is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flow::turn) enum TakenUp {
    Aloud,
    Quietly,
}

impl Play<'_> {
    /// Whether she would lose something if this flow were left: an answer given, or a slot
    /// filled. The main menu is no place to come back to.
    pub(in crate::flow::turn) fn is_worth_keeping(&self) -> bool {
        let session = &self.draft.session;
        let Some(place) = session
            .place
            .as_ref()
            .filter(|place| place.flow != MAIN_MENU)
        else {
            return false;
        };
        match session.pending {
            Some(Pending::Answer { .. }) => {
                place.step != "start" || !session.slots.is_empty() || self.last_answer().is_some()
            }
            Some(Pending::Wait) => true,
            Some(Pending::Call { .. }) | None => false,
        }
    }

    pub(in crate::flow::turn) fn may_set_aside(&self) -> bool {
        self.draft.session.paused.len() < PAUSED_MAX
    }

    /// Sets the running flow aside. Of too many, the oldest is let go.
    pub(in crate::flow::turn) fn set_aside(&mut self, why: Aside) -> Result<(), Mistake> {
        if !self.may_set_aside() {
            let paused = &self.draft.session.paused;
            let all_await = paused.iter().all(|paused| paused.then.is_some());
            if all_await && matches!(why, Aside::Awaits(_)) {
                let what = format!("run more than {PAUSED_MAX} flows inside each other");
                return Err(Mistake::new("F0309", what));
            }
            self.let_go(0);
        }
        let session = &mut self.draft.session;
        let Some(place) = session.place.take() else {
            return Ok(());
        };
        let (then, quiet) = match why {
            Aside::Digression => (None, false),
            Aside::Quietly => (None, true),
            Aside::Awaits(step) => (Some(step), false),
        };
        let expire = self.script.flows.get(&place.flow);
        let expire = expire
            .and_then(|flow| flow.manifest.expire)
            .unwrap_or(PAUSED_FOR);
        let timer = paused_timer(place.visit);
        session.paused.push(Paused {
            place,
            slots: std::mem::take(&mut session.slots),
            before: std::mem::take(&mut session.before),
            journal: std::mem::take(&mut session.journal),
            pending: session.pending.take(),
            again: std::mem::take(&mut session.again),
            then,
            quiet,
        });
        for running in [QUESTION_TIMER, FLOW_TIMER, SLOW_TIMER] {
            self.draft.cancel_timer(running);
        }
        self.draft.set_timer(&timer, expire);
        Ok(())
    }

    /// The running flow is over. The one that was set aside for it goes on.
    pub(in crate::flow::turn) fn finish(&mut self, outcome: &str) -> Result<(), Mistake> {
        self.leave_flow();
        let Some(paused) = self.draft.session.paused.last() else {
            return Ok(());
        };
        let Some(step) = paused.then.clone() else {
            let quiet = paused.quiet || self.is_nobody_there;
            self.taken_up = Some(if quiet {
                TakenUp::Quietly
            } else {
                TakenUp::Aloud
            });
            self.take_up();
            return Ok(());
        };
        self.take_up();
        self.session().outcome = Some(outcome.into());
        self.enter(&step)
    }

    /// The running flow failed, and with it those that wait for its outcome. What she was
    /// in the middle of before that still stands.
    pub(in crate::flow::turn) fn abandon(&mut self) {
        self.leave_flow();
        while let Some(last) = self.draft.session.paused.len().checked_sub(1)
            && self.draft.session.paused[last].then.is_some()
        {
            self.let_go(last);
        }
        self.take_up();
    }

    /// Puts the newest of the flows set aside back as it was.
    pub(in crate::flow::turn) fn take_up(&mut self) {
        let Some(paused) = self.draft.session.paused.pop() else {
            return;
        };
        self.draft.cancel_timer(&paused_timer(paused.place.visit));
        let expire = self.script.flows.get(&paused.place.flow);
        let expire = expire.and_then(|flow| flow.manifest.expire);
        let session = self.session();
        session.place = Some(paused.place);
        session.slots = paused.slots;
        session.before = paused.before;
        session.journal = paused.journal;
        session.pending = paused.pending;
        session.again = paused.again;
        if let Some(expire) = expire {
            // what is said to her now begins a new silence
            let silent = match self.taken_up {
                Some(TakenUp::Quietly) => self.silent_for().min(expire),
                Some(TakenUp::Aloud) | None => Duration::ZERO,
            };
            self.draft
                .set_timer(FLOW_TIMER, expire.saturating_sub(silent));
        }
    }

    /// Waits for the answer to a question that is on her screen already.
    pub(in crate::flow::turn) fn await_again(&mut self, question: &Question) {
        if let Some(timeout) = question.rules.timeout {
            self.draft.set_timer(QUESTION_TIMER, timeout);
        }
    }

    /// She was silent for as long as a flow that is set aside may wait.
    pub(in crate::flow::turn) fn paused_expired(&mut self, visit: &str) {
        let paused = self.draft.session.paused.iter();
        let at = paused.map(|paused| paused.place.visit.to_string());
        let Some(at) = at.into_iter().position(|own| own == visit) else {
            return;
        };
        let paused = &self.draft.session.paused[at];
        let expire = self.script.flows.get(&paused.place.flow);
        let expire = expire
            .and_then(|flow| flow.manifest.expire)
            .unwrap_or(PAUSED_FOR);
        let silent = self.silent_for();
        let waits = matches!(paused.pending, Some(Pending::Wait)) || self.awaits_call();
        let is_served = self.draft.session.owner != Owner::Bot;
        if silent < expire || waits || is_served {
            let rest = if silent < expire {
                expire.saturating_sub(silent)
            } else {
                expire
            };
            self.draft
                .set_timer(&paused_timer(paused.place.visit), rest);
            return;
        }
        let note = format!("expired: {}", paused.place.flow);
        self.draft.trace.steps.push(note);
        self.let_go(at);
    }

    /// A flow begins: an older one of the same id that is set aside would only be in its way.
    pub(in crate::flow::turn) fn let_go_of_flow(&mut self, id: &str) {
        let at = self
            .draft
            .session
            .paused
            .iter()
            .position(|paused| paused.place.flow == id);
        if let Some(at) = at {
            self.let_go(at);
        }
    }

    /// Everything she began is over: the running flow and those set aside for it.
    pub(in crate::flow::turn) fn leave_all(&mut self) {
        self.leave_flow();
        while let Some(last) = self.draft.session.paused.len().checked_sub(1) {
            self.let_go(last);
        }
    }

    /// Lets a flow go, and those below it that wait for its outcome.
    fn let_go(&mut self, at: usize) {
        let mut at = Some(at);
        while let Some(index) = at {
            let paused = self.session().paused.remove(index);
            let visit = paused.place.visit;
            self.draft.cancel_timer(&paused_timer(visit));
            self.draft
                .cancel_timer(&crate::flow::turn::wait::wait_timer(visit));
            let below = index.checked_sub(1);
            at = below.filter(|below| self.draft.session.paused[*below].then.is_some());
        }
    }
}

fn paused_timer(visit: u64) -> String {
    format!("{PAUSED_TIMER}{visit}")
}
