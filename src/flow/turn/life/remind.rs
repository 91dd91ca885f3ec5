//! A reminder came due: its step is entered, whatever the conversation is busy with.

use std::time::Duration;

use super::set_aside::Aside;
use crate::domain::{Owner, Place, Reminder, Timestamp};
use crate::flow::draft::FLOW_TIMER;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;

/// How long a reminder waits while a person speaks to her.
const LATER: Duration = Duration::from_secs(3600);
/// How long it waits for the answer of a call, or the rest of hers.
const SOON: Duration = Duration::from_secs(60);

impl Play<'_> {
    pub(in crate::flow::turn) fn remind(&mut self, name: &str) -> Result<(), Fault> {
        let Some(reminder) = self.session().reminders.remove(name) else {
            return Ok(());
        };
        if self.draft.session.opted_out {
            self.note("reminder dropped: she wants no messages");
            return Ok(());
        }
        // a flow of another version runs: her step may be in that of the reminder alone
        let elsewhere = reminder.bundle != self.script.bundle() && self.knows_no_step(&reminder);
        let wait = match self.draft.session.owner {
            Owner::Queue | Owner::Agent | Owner::External => Some(LATER),
            Owner::Bot if self.awaits_call() || self.is_gathering() => Some(SOON),
            Owner::Bot if !self.may_set_aside() => Some(LATER),
            Owner::Bot if elsewhere && self.draft.session.pinned().is_some() => Some(LATER),
            Owner::Bot => None,
        };
        if let Some(wait) = wait {
            self.note("reminder put off");
            let due: Timestamp = self.stage.now + wait;
            return Ok(self.draft.remind(name, reminder, due)?);
        }
        self.enter_reminded(reminder)
    }

    fn knows_no_step(&self, reminder: &Reminder) -> bool {
        let flow = self.script.flows.get(&reminder.flow);
        flow.is_none_or(|flow| !flow.steps.contains_key(&reminder.step))
    }

    fn enter_reminded(&mut self, reminder: Reminder) -> Result<(), Fault> {
        let script = self.script;
        let flow = script.flows.get(&reminder.flow);
        let Some(flow) = flow.filter(|flow| flow.steps.contains_key(&reminder.step)) else {
            self.note("reminder dropped: its step is gone");
            return Ok(());
        };
        self.set_aside(Aside::Quietly)?;
        self.session().place = Some(Place {
            flow: reminder.flow,
            bundle: script.bundle().into(),
            step: reminder.step.clone(),
            visit: 0,
        });
        self.enter(&reminder.step)?;
        self.session().slots = reminder.slots;
        if let Some(expire) = flow.manifest.expire {
            self.draft.set_timer(FLOW_TIMER, expire);
        }
        self.proceed(None)?;
        Ok(())
    }
}
