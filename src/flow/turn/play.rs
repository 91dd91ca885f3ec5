//! A turn in the making, and the few things that all of its parts do.

use std::sync::Arc;

use rhai::Engine;

use super::fault::Fault;
use crate::domain::{Button, Outbound, OutboundBody, Pending, Session, Timestamp};
use crate::flow::draft::Draft;
use crate::flow::sandbox::Meter;
use crate::flow::script::{Action, Script};
use crate::flow::stage::{Scene, Stage};
use crate::locale::Args;

pub(super) struct Play<'a> {
    pub script: &'a Script,
    pub stage: Arc<Stage>,
    pub draft: Draft,
    /// Made when the first step runs: most silences need none.
    pub engine: Option<Engine>,
    pub meter: Arc<Meter>,
    pub steps: usize,
}

impl<'a> Play<'a> {
    pub fn begin(script: &'a Script, scene: &Scene<'_>, session: Session, now: Timestamp) -> Self {
        Self {
            script,
            stage: Arc::new(Stage::set(&script.catalog, scene, now)),
            draft: Draft::new(session, scene.turn, now),
            engine: None,
            meter: Arc::new(Meter::start(&script.limits)),
            steps: 0,
        }
    }

    /// Notes the rule that took the input; a turn that handles several notes them in order.
    pub fn matched(&mut self, rule: impl AsRef<str>) {
        let matched = &mut self.draft.trace.matched;
        if !matched.is_empty() {
            matched.push_str(" + ");
        }
        matched.push_str(rule.as_ref());
    }

    pub fn session(&mut self) -> &mut Session {
        &mut self.draft.session
    }

    /// The language she is answered in.
    pub fn tag(&self) -> &str {
        let memory = self.draft.session.language.as_ref();
        memory.map_or(&self.stage.locale_default, |memory| &memory.tag)
    }

    pub fn awaits_answer(&self) -> bool {
        matches!(self.draft.session.pending, Some(Pending::Answer { .. }))
    }

    pub fn awaits_call(&self) -> bool {
        matches!(self.draft.session.pending, Some(Pending::Call { .. }))
    }

    /// Text of the engine's own.
    pub fn word(&self, key: &str) -> Result<String, Fault> {
        Ok(self.stage.body(self.tag(), key, Args::new())?)
    }

    /// Says a message of the engine's own.
    pub fn tell(&mut self, key: &str) -> Result<(), Fault> {
        let text = self.word(key)?;
        Ok(self.draft.say(Outbound::text(text))?)
    }

    /// Says `body` over buttons, each a payload and the key of its title.
    pub fn tell_buttons(
        &mut self,
        body: String,
        buttons: &[(String, String)],
    ) -> Result<(), Fault> {
        let tag = self.tag();
        let titled = buttons.iter().map(|(payload, key)| {
            let (id, title) = (payload.clone(), self.stage.label(tag, key, None)?);
            Ok(Button { id, title })
        });
        let buttons = titled.collect::<Result<Vec<_>, Fault>>()?;
        if buttons.is_empty() {
            return Ok(self.draft.say(Outbound::text(body))?);
        }
        let (header, footer, reply_to) = (None, None, None);
        let body = OutboundBody::Buttons {
            header,
            body,
            footer,
            buttons,
        };
        Ok(self.draft.say(Outbound { body, reply_to })?)
    }

    /// Buttons for those of these commands that the bundle has.
    pub fn command_buttons(&self, actions: &[Action]) -> Vec<(String, String)> {
        let commands = actions
            .iter()
            .filter_map(|action| self.script.globals.doing(action));
        commands
            .map(|command| (format!("cmd:{}", command.id), command.phrases.clone()))
            .collect()
    }
}
