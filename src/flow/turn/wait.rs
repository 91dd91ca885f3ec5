//! Coming to rest: the question is shown, and what an answer will be held against is kept.

use super::drive::Rest;
use super::fault::Fault;
use super::play::Play;
use crate::domain::{Outbound, Pending};
use crate::flow::draft::QUESTION_TIMER;
use crate::flow::host::{Offer, Question};
use crate::flow::words;

impl Play<'_> {
    /// Drives on and shows the question that is reached. A refused answer comes back with
    /// its question: what it means is for the router to say.
    pub(super) fn proceed(&mut self, offer: Option<Offer>) -> Result<Option<Question>, Fault> {
        match self.drive(offer)? {
            Rest::Asked(question) => self.show(&question, None).map(|()| None),
            Rest::Refused(question) => Ok(Some(question)),
            Rest::Called | Rest::Over => Ok(None),
        }
    }

    /// Shows a question, after `lead`, and waits for its answer.
    pub(super) fn show(&mut self, question: &Question, lead: Option<&str>) -> Result<(), Fault> {
        let list_button = self.stage.label(self.tag(), words::LIST_BUTTON, None)?;
        let message = question.present(lead, &self.tail(), &list_button);
        self.put_question(question, message)
    }

    /// Sends `message` for a question, and waits for its answer.
    pub(super) fn put_question(
        &mut self,
        question: &Question,
        message: Outbound,
    ) -> Result<(), Fault> {
        self.draft
            .say(message)
            .map_err(|mistake| self.in_step(mistake))?;
        let tries = self.tries(question);
        let asked = self.stage.turn;
        self.session().pending = Some(Pending::Answer {
            slot: question.slot.clone(),
            key: question.key.clone(),
            asked,
            tries,
            options: question
                .choices
                .iter()
                .map(|choice| choice.id.clone())
                .collect(),
            page: 0,
            secret: false,
            gather: None,
        });
        if let Some(timeout) = question.rules.timeout {
            self.draft.set_timer(QUESTION_TIMER, timeout);
        }
        Ok(())
    }

    /// Wrong answers to this very question so far.
    pub(super) fn tries(&self, question: &Question) -> u8 {
        match &self.draft.session.pending {
            Some(Pending::Answer {
                slot, key, tries, ..
            }) if *slot == question.slot && *key == question.key => *tries,
            Some(Pending::Answer { .. } | Pending::Call { .. } | Pending::Wait) | None => 0,
        }
    }

    /// What ties a tap to this asking: the visit of the step, and the place in its journal.
    pub(super) fn tail(&self) -> String {
        let session = &self.draft.session;
        let visit = session.place.as_ref().map_or(0, |place| place.visit);
        format!("@{visit}.{}", session.journal.len())
    }

    fn in_step(&self, mistake: crate::flow::draft::Mistake) -> Fault {
        let place = self.draft.session.place.as_ref();
        let flow = place.and_then(|place| self.script.flows.get(&place.flow));
        let (path, step) = (
            flow.map_or("", |flow| &flow.path),
            place.map_or("", |place| &place.step),
        );
        Fault::at(mistake, path, step)
    }
}
