//! Coming to rest: the question is shown, and what an answer will be held against is kept.

use super::drive::Rest;
use super::fault::Fault;
use super::life::TakenUp;
use super::play::Play;
use super::route::MAIN_MENU;
use crate::domain::{JournalEntry, JournalKind, Outbound, Owner, Pending, Place, Value};
use crate::flow::draft::{FLOW_TIMER, QUESTION_TIMER, WAIT_TIMER};
use crate::flow::host::{Offer, Question, Screen, WAITED, tail};
use crate::flow::words;

impl Play<'_> {
    /// Drives on and shows the question that is reached. A refused answer comes back with
    /// its question: what it means is for the router to say.
    pub(super) fn proceed(&mut self, offer: Option<Offer>) -> Result<Option<Question>, Fault> {
        match self.drive(offer)? {
            Rest::Asked(question) => {
                match self.taken_up.take() {
                    Some(TakenUp::Quietly) => self.await_again(&question),
                    Some(TakenUp::Aloud) => {
                        let lead = self.word(words::GO_ON)?;
                        self.show(&question.in_short(), Some(&lead))?;
                    }
                    None => self.show(&question, None)?,
                }
                Ok(None)
            }
            Rest::Refused(question) => Ok(Some(question)),
            Rest::Called | Rest::Waits | Rest::Over => Ok(None),
        }
    }

    /// Shows a question, after `lead`, and waits for its answer.
    pub(super) fn show(&mut self, question: &Question, lead: Option<&str>) -> Result<(), Fault> {
        self.show_page(question, lead, 0)
    }

    /// Shows a page of a question's options.
    pub(super) fn show_page(
        &mut self,
        question: &Question,
        lead: Option<&str>,
        page: u8,
    ) -> Result<(), Fault> {
        let (stage, tag) = (&self.stage, self.tag());
        let word = |key| stage.label(tag, key, None);
        let (list_button, more) = (word(words::LIST_BUTTON)?, word(words::PAGE_MORE)?);
        let back = word(words::PAGE_BACK)?;
        let page_title = |from, until, count| stage.page_title(tag, [from, until, count]);
        let message = question.present(&Screen {
            lead,
            tail: &self.tail(),
            page,
            able: stage.tenant.able(),
            list_button: &list_button,
            more: &more,
            back: &back,
            page_title: &page_title,
        });
        self.put_question(question, message)?;
        if let Some(Pending::Answer { page: shown, .. }) = &mut self.session().pending {
            *shown = page;
        }
        Ok(())
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
        if let Some(paused) = self.session().paused.last_mut() {
            paused.quiet = false;
        }
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
            secret: question.rules.secret,
            gather: question.rules.gather,
        });
        if let Some(timeout) = question.rules.timeout {
            self.draft.set_timer(QUESTION_TIMER, timeout);
        }
        Ok(())
    }

    /// The time of `c.wait` is over: its step goes on. A flow that was set aside meanwhile
    /// goes on when it is taken up, which is now unless she is busy with another one or a
    /// person.
    pub(super) fn waited(&mut self, visit: &str) -> Result<(), Fault> {
        let entry = JournalEntry {
            kind: JournalKind::Wait,
            key: WAITED.into(),
            value: Value::Null,
            skipped: false,
        };
        let session = self.session();
        let is_it = |place: &Place| place.visit.to_string() == visit;
        if session.place.as_ref().is_some_and(is_it) {
            session.pending = None;
            session.journal.push(entry);
            return self.go_on_after_wait();
        }
        let last = session.paused.len().checked_sub(1);
        let at = session
            .paused
            .iter()
            .position(|paused| is_it(&paused.place));
        let Some(at) = at else {
            return Ok(());
        };
        let paused = &mut session.paused[at];
        paused.pending = None;
        paused.journal.push(entry);
        let place = session.place.as_ref();
        let is_free = place.is_none_or(|place| place.flow == MAIN_MENU);
        if Some(at) == last && is_free && session.owner == Owner::Bot {
            self.leave_flow();
            self.taken_up = Some(TakenUp::Aloud);
            self.take_up();
            return self.go_on_after_wait();
        }
        Ok(())
    }

    fn go_on_after_wait(&mut self) -> Result<(), Fault> {
        // the silence of the wait was not hers
        let place = self.draft.session.place.as_ref();
        let flow = place.and_then(|place| self.script.flows.get(&place.flow));
        if let Some(expire) = flow.and_then(|flow| flow.manifest.expire) {
            self.draft.set_timer(FLOW_TIMER, expire);
        }
        self.proceed(None).map(drop)
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

    /// What ties a tap to this asking.
    pub(super) fn tail(&self) -> String {
        tail(&self.draft.session)
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

/// The timer that ends `c.wait` in one visit of a step.
pub(super) fn wait_timer(visit: u64) -> String {
    format!("{WAIT_TIMER}{visit}")
}
