//! Taking secrets out of what is kept for people to read. The conversation itself keeps
//! them while its flow needs them; its timeline never holds one.

use crate::domain::{Content, Effect, Input, Pending, Session, TimelineEntry, Value};

/// What is shown in the place of a secret.
pub const DOTS: &str = "••••";

impl TimelineEntry {
    /// Takes every secret out of it.
    pub fn mask(&mut self) {
        if self.trace.secret
            && let Input::Message(message) = &mut self.input
        {
            message.content = Content::Text { body: DOTS.into() };
        }
        self.before.iter_mut().for_each(|before| before.mask());
        self.effects.iter_mut().for_each(Effect::mask);
    }
}

impl Value {
    fn mask(&mut self) {
        match self {
            Self::Secret(secret) => secret.0 = DOTS.into(),
            Self::List(items) => items.iter_mut().for_each(Self::mask),
            Self::Map(fields) => fields.values_mut().for_each(Self::mask),
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::Decimal(_) | Self::Text(_) => {}
        }
    }
}

impl Session {
    fn mask(&mut self) {
        let asked_secretly = matches!(self.pending, Some(Pending::Answer { secret: true, .. }));
        if asked_secretly {
            self.gathered
                .iter_mut()
                .for_each(|part| *part = DOTS.into());
        }
        let paused = self.paused.iter_mut().flat_map(|paused| {
            let slots = paused.slots.values_mut();
            let before = paused.before.values_mut().flatten();
            let journal = paused.journal.iter_mut().map(|entry| &mut entry.value);
            slots.chain(before).chain(journal)
        });
        let reminders = self.reminders.values_mut();
        let handoff = self.handoff.iter_mut();
        self.slots
            .values_mut()
            .chain(self.before.values_mut().flatten())
            .chain(self.journal.iter_mut().map(|entry| &mut entry.value))
            .chain(paused)
            .chain(reminders.flat_map(|reminder| reminder.slots.values_mut()))
            .chain(handoff.flat_map(|handoff| handoff.slots.values_mut()))
            .for_each(Value::mask);
    }
}

impl Effect {
    fn mask(&mut self) {
        match self {
            Self::Call(call) => call.arguments.values_mut().for_each(Value::mask),
            Self::Mark { fields, .. } => fields.values_mut().for_each(Value::mask),
            Self::Handoff(ticket) => ticket.fields.iter_mut().for_each(|(_, it)| it.mask()),
            Self::Say { .. }
            | Self::SetTimer(_)
            | Self::CancelTimer { .. }
            | Self::Consent { .. }
            | Self::OptIn(_)
            | Self::HandoffEnded { .. } => {}
        }
    }
}
