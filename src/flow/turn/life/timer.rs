//! Timers that came due: nobody answered a question, nobody wrote in a flow, staff fell silent.

use super::handoff::{AGENT_TIMER, EXTERNAL_TIMER, HANDOFF_TIMER};
use super::set_aside::PAUSED_TIMER;
use crate::domain::{Pending, TimerFired};
use crate::flow::draft::{FLOW_TIMER, QUESTION_TIMER, REMIND_TIMER, SLOW_TIMER, WAIT_TIMER};
use crate::flow::turn::drive::Rest;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::GATHER_TIMER;

impl Play<'_> {
    pub(in crate::flow::turn) fn timer_fired(&mut self, fired: &TimerFired) -> Result<(), Fault> {
        if !self.draft.fired(&fired.name, fired.tag) {
            self.matched("stale", "a clock that was stopped or set anew");
            return Ok(());
        }
        self.matched(format!("timer:{}", fired.name), self.rang(&fired.name));
        self.is_nobody_there = true;
        match fired.name.as_str() {
            // she has begun to answer: what there is of it counts
            QUESTION_TIMER if self.is_gathering() => self.gathered(),
            QUESTION_TIMER if self.awaits_answer() => self.nobody_answered(),
            FLOW_TIMER => self.nobody_wrote(),
            SLOW_TIMER => self.still_looking(),
            GATHER_TIMER => self.gathered(),
            HANDOFF_TIMER => self.nobody_came(),
            AGENT_TIMER => {
                self.agent_fell_silent();
                Ok(())
            }
            EXTERNAL_TIMER => {
                self.staff_fell_silent();
                Ok(())
            }
            name => self.named_timer(name),
        }
    }

    /// What the clock measured, for the author.
    fn rang(&self, name: &str) -> String {
        let place = self.draft.session.place.as_ref();
        let flow = place.map_or("", |place| place.flow.as_str());
        match (name, &self.draft.session.pending) {
            (QUESTION_TIMER, Some(Pending::Answer { key, .. })) => {
                format!("no answer to question `{key}` in its time")
            }
            (SLOW_TIMER, Some(Pending::Call { operation, .. })) => {
                format!("`{operation}` takes longer than `slow_after`")
            }
            (FLOW_TIMER, _) => format!("the clock of silence of flow `{flow}`"),
            (GATHER_TIMER, _) => "silence after a part of her answer".into(),
            (HANDOFF_TIMER, _) => "nobody took the request in its time".into(),
            (AGENT_TIMER | EXTERNAL_TIMER, _) => "the person fell silent".into(),
            (name, _) if name.starts_with(REMIND_TIMER) => "a reminder came due".into(),
            (name, _) if name.starts_with(WAIT_TIMER) => "the time of `c.wait` is over".into(),
            (name, _) => format!("clock `{name}` rang"),
        }
    }

    /// Timers of which there may be several.
    fn named_timer(&mut self, name: &str) -> Result<(), Fault> {
        if let Some(reminder) = name.strip_prefix(REMIND_TIMER) {
            return self.remind(reminder);
        }
        if let Some(visit) = name.strip_prefix(WAIT_TIMER) {
            return self.waited(visit);
        }
        if let Some(visit) = name.strip_prefix(PAUSED_TIMER) {
            self.paused_expired(visit);
        }
        Ok(())
    }

    fn still_looking(&mut self) -> Result<(), Fault> {
        match &self.draft.session.pending {
            Some(Pending::Call {
                slow_say: Some(key),
                ..
            }) => {
                let key = key.clone();
                self.tell(&key)
            }
            Some(Pending::Call { .. } | Pending::Answer { .. } | Pending::Wait) | None => Ok(()),
        }
    }

    fn nobody_answered(&mut self) -> Result<(), Fault> {
        match self.drive(None)? {
            Rest::Asked(question) | Rest::Refused(question) => {
                self.go_on_without(question.rules.on_timeout.as_deref())
            }
            Rest::Called | Rest::Waits | Rest::Over => Ok(()),
        }
    }

    /// The clock of a flow counts from her last message; it is moved only when it rings.
    fn nobody_wrote(&mut self) -> Result<(), Fault> {
        let script = self.script;
        let place = self.draft.session.place.as_ref();
        let Some(manifest) = place.and_then(|place| script.flows.get(&place.flow)) else {
            return Ok(());
        };
        let manifest = &manifest.manifest;
        let Some(expire) = manifest.expire else {
            return Ok(());
        };
        let silent = self.silent_for();
        if silent < expire {
            self.draft
                .set_timer(FLOW_TIMER, expire.saturating_sub(silent));
            return Ok(());
        }
        if self.awaits_call() || self.waits() {
            self.draft.set_timer(FLOW_TIMER, expire);
            return Ok(());
        }
        self.go_on_without(manifest.on_expire.as_deref())
    }

    fn go_on_without(&mut self, step: Option<&str>) -> Result<(), Fault> {
        let Some(step) = step else {
            self.finish("expired")?;
            self.proceed(None)?;
            return Ok(());
        };
        self.enter(step)?;
        self.proceed(None)?;
        Ok(())
    }
}
