//! A turn in the making, and the few things that all of its parts do.

use std::sync::Arc;
use std::time::Duration;

use rhai::Engine;

use super::fault::Fault;
use super::life::TakenUp;
use super::route::menu_action;
use crate::domain::{Button, Carry, Outbound, OutboundBody, OutboxId, Pending, Session, Timestamp};
use crate::flow::draft::Draft;
use crate::flow::sandbox::Meter;
use crate::flow::script::{Action, Script};
use crate::flow::stage::{Scene, Stage};
use crate::flow::words;
use crate::locale::Args;

pub(super) struct Play<'a> {
    pub script: &'a Script,
    pub stage: Arc<Stage>,
    pub draft: Draft,
    /// Made when the first step runs: most silences need none.
    pub engine: Option<Engine>,
    pub meter: Arc<Meter>,
    pub steps: usize,
    /// A flow was taken up again and its question not yet reached.
    pub taken_up: Option<TakenUp>,
    /// A timer rang: nobody sits in front of the screen.
    pub is_nobody_there: bool,
    /// How long she had been silent before the message in hand.
    pub silence: Duration,
    /// How she is taken up from another version; `Keep` once that is done.
    pub carry: Carry,
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
            taken_up: None,
            is_nobody_there: false,
            silence: Duration::ZERO,
            carry: scene.carry,
        }
    }

    /// Notes the rule that took the input and what decided it; a turn that handles several
    /// notes them in order.
    pub fn matched(&mut self, rule: impl AsRef<str>, why: impl AsRef<str>) {
        let trace = &mut self.draft.trace;
        for (noted, more) in [
            (&mut trace.matched, rule.as_ref()),
            (&mut trace.why, why.as_ref()),
        ] {
            if !noted.is_empty() {
                noted.push_str(" + ");
            }
            noted.push_str(more);
        }
    }

    /// What scripts printed goes into the trace, for their author.
    pub fn note_printed(&mut self) {
        let printed = self.meter.printed();
        let lines = printed.lines().map(|line| format!("print: {line}"));
        self.draft.trace.steps.extend(lines);
    }

    /// Notes something on the way, for whoever reads the trace.
    pub fn note(&mut self, what: impl Into<String>) {
        self.draft.trace.steps.push(what.into());
    }

    /// How long she has been silent.
    pub fn silent_for(&self) -> Duration {
        let last = self.draft.session.last_inbound;
        last.map_or(Duration::MAX, |at| self.stage.now.since(at))
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

    /// Whether this very call is the one that is waited for.
    pub fn awaits(&self, answered: OutboxId) -> bool {
        matches!(self.draft.session.pending, Some(Pending::Call { call, .. }) if call == answered)
    }

    /// She wrote, by her own clock, which is not believed when it runs ahead of ours.
    pub fn heard_at(&mut self, at: Timestamp) {
        let now = self.stage.now;
        self.silence = self.silent_for();
        let last = &mut self.draft.session.last_inbound;
        *last = (*last).max(Some(at.min(now)));
    }

    pub fn awaits_call(&self) -> bool {
        matches!(self.draft.session.pending, Some(Pending::Call { .. }))
    }

    /// Whether the step rests for a time of its own.
    pub fn waits(&self) -> bool {
        matches!(self.draft.session.pending, Some(Pending::Wait))
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

    /// Says `body` over buttons.
    pub fn tell_buttons(&mut self, body: String, buttons: &[Tap]) -> Result<(), Fault> {
        let titled = buttons.iter().map(|tap| {
            let tag = tap.tag.as_deref().unwrap_or_else(|| self.tag());
            let title = self.stage.label(tag, &tap.key, tap.part)?;
            let id = tap.payload.clone();
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

    /// Asks a question of the engine's own, which a typed yes or no answers too.
    pub fn ask_aside(&mut self, body: String, yes: Tap, no: Tap) -> Result<(), Fault> {
        self.offer_aside(body, &[yes, no])
    }

    /// Says `body` over buttons of the engine's own, and remembers them: what she types
    /// next may name one.
    pub fn offer_aside(&mut self, body: String, buttons: &[Tap]) -> Result<(), Fault> {
        self.tell_buttons(body, buttons)?;
        self.session().aside = buttons.iter().map(|tap| tap.payload.clone()).collect();
        Ok(())
    }

    /// The button of the command that does this, where the bundle has one.
    pub fn command_tap(&self, action: &Action) -> Option<Tap> {
        let command = self.script.globals.doing(action)?;
        let titled = self
            .stage
            .catalog
            .has(self.tag(), &command.phrases, Some("title"));
        let mut tap = Tap::new(format!("cmd:{}", command.id), &command.phrases);
        tap.part = titled.then_some("title");
        Some(tap)
    }

    /// Buttons that bring in a person, or the menu.
    pub fn way_out(&self) -> Option<(Tap, Tap)> {
        let mut agent = self.command_tap(&Action::Agent)?;
        let mut menu = self.command_tap(&menu_action())?;
        (agent.key, agent.part) = (words::OFFER_AGENT.into(), None);
        (menu.key, menu.part) = (words::OFFER_MENU.into(), None);
        Some((agent, menu))
    }
}

/// A button to be: what a tap on it says, and where its title is written.
pub(super) struct Tap {
    pub payload: String,
    pub key: String,
    pub part: Option<&'static str>,
    /// The language of the title, when it is not the one spoken now.
    pub tag: Option<String>,
}

impl Tap {
    pub fn new(payload: impl Into<String>, key: &str) -> Self {
        Self {
            payload: payload.into(),
            key: key.into(),
            part: None,
            tag: None,
        }
    }
}
