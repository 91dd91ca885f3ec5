//! Timers that came due: nobody answered a question, nobody wrote in a flow, staff fell silent.

use std::time::Duration;

use super::drive::Rest;
use super::fault::Fault;
use super::play::Play;
use crate::domain::{AgentAct, AgentDeed, Outbound, Owner, Pending, TimerFired};
use crate::flow::draft::{FLOW_TIMER, QUESTION_TIMER, SLOW_TIMER};

/// Staff wrote from the phone app and then no more: the bot gets the conversation back.
const EXTERNAL_TIMER: &str = "external";
const EXTERNAL_IDLE: Duration = Duration::from_secs(12 * 3600);

impl Play<'_> {
    pub(super) fn timer_fired(&mut self, fired: &TimerFired) -> Result<(), Fault> {
        if !self.draft.fired(&fired.name, fired.tag) {
            self.matched("stale");
            return Ok(());
        }
        self.matched(format!("timer:{}", fired.name));
        match fired.name.as_str() {
            QUESTION_TIMER if self.awaits_answer() => self.nobody_answered(),
            FLOW_TIMER => self.nobody_wrote(),
            SLOW_TIMER => self.still_looking(),
            EXTERNAL_TIMER => {
                self.session().owner = Owner::Bot;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A person wrote from the phone app: the bot steps aside without a word.
    pub(super) fn staff_wrote(&mut self) {
        self.matched("staff");
        self.leave_flow();
        self.session().owner = Owner::External;
        self.draft.set_timer(EXTERNAL_TIMER, EXTERNAL_IDLE);
    }

    /// A person at the desk acted: her words go out as they are, and the bot is silent until
    /// the conversation comes back.
    pub(super) fn agent_acted(&mut self, act: &AgentAct) -> Result<(), Fault> {
        self.matched("agent");
        match &act.deed {
            AgentDeed::Claimed => self.session().owner = Owner::Agent,
            AgentDeed::Said { text } => self.draft.say(Outbound::text(text.clone()))?,
            AgentDeed::Returned | AgentDeed::Resolved => self.session().owner = Owner::Bot,
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
            Rest::Called | Rest::Over => Ok(()),
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
        let now = self.stage.now;
        let silent = self
            .draft
            .session
            .last_inbound
            .map_or(expire, |at| now.since(at));
        if silent < expire {
            self.draft
                .set_timer(FLOW_TIMER, expire.saturating_sub(silent));
            return Ok(());
        }
        if self.awaits_call() {
            self.draft.set_timer(FLOW_TIMER, expire);
            return Ok(());
        }
        self.go_on_without(manifest.on_expire.as_deref())
    }

    fn go_on_without(&mut self, step: Option<&str>) -> Result<(), Fault> {
        let Some(step) = step else {
            self.leave_flow();
            return Ok(());
        };
        self.enter(step)?;
        self.proceed(None)?;
        Ok(())
    }
}
