//! Words and buttons that start a flow.

use std::collections::BTreeMap;

use crate::domain::Value;
use crate::flow::script::Interrupts;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::life::Aside;
use crate::flow::turn::play::{Play, Tap};
use crate::flow::turn::why;
use crate::flow::words;
use crate::locale::extract;
use crate::locale::matching::{Hit, How, Utterance};

/// An order number with more words around it is a sentence about something.
const ORDER_NO_WORDS_MAX: usize = 3;

impl Play<'_> {
    /// Whether the words start a flow. In the middle of a question a guess does not.
    pub(super) fn trigger(&mut self, utterance: &Utterance, text: &str) -> Result<bool, Fault> {
        let script = self.script;
        let Some(hit) = script.books.triggers.find(utterance) else {
            // who has nothing to lose may say it in as many words as she likes
            let short = utterance.words().len() <= ORDER_NO_WORDS_MAX || !self.is_worth_keeping();
            return match &script.books.order_no {
                Some(flow) if short && extract::order_no(text).is_some() => {
                    let why = "an order number and little else";
                    self.triggered(flow, text, why).map(|()| true)
                }
                Some(_) | None => Ok(false),
            };
        };
        let guessed = hit.how == How::Fuzzy && self.awaits_answer();
        if hit.negated || guessed {
            return Ok(false);
        }
        self.triggered(hit.id, text, &why::phrase(&hit))
            .map(|()| true)
    }

    /// Starts the flow, as far as the one that is running lets it.
    pub(super) fn triggered(&mut self, flow: &str, text: &str, why: &str) -> Result<(), Fault> {
        self.matched(format!("trigger:{flow}"), why);
        match self.interrupts(flow) {
            Interrupts::Allow => self.digress(flow, text),
            Interrupts::Confirm => self.ask_to_leave(flow),
            Interrupts::Block => self.repeat_question(),
        }
    }

    /// A command starts a flow. Even from one that blocks others there is a way to it: she
    /// is asked first.
    pub(super) fn go_elsewhere(&mut self, flow: &str) -> Result<(), Fault> {
        match self.interrupts(flow) {
            Interrupts::Confirm | Interrupts::Block if self.is_worth_keeping() => {
                self.ask_to_leave(flow)
            }
            Interrupts::Allow | Interrupts::Confirm | Interrupts::Block => self.digress(flow, ""),
        }
    }

    /// What the running flow lets this one do. By itself it is not interrupted, only asked
    /// again, unless it allows everything.
    fn interrupts(&self, flow: &str) -> Interrupts {
        let place = self.draft.session.place.as_ref();
        let running = place.and_then(|place| self.script.flows.get(&place.flow));
        let interrupts = running.map_or(Interrupts::Allow, |it| it.manifest.interrupts);
        match interrupts {
            Interrupts::Confirm if running.is_some_and(|it| it.manifest.id == flow) => {
                Interrupts::Block
            }
            Interrupts::Allow | Interrupts::Confirm | Interrupts::Block => interrupts,
        }
    }

    fn ask_to_leave(&mut self, flow: &str) -> Result<(), Fault> {
        let body = self.word(words::LEAVE_ASK)?;
        let leave = Tap::new(format!("leave:{flow}"), words::LEAVE_YES);
        let stay = Tap::new("stay:", words::LEAVE_NO);
        self.ask_aside(body, leave, stay)
    }

    /// Starts another flow; the running one waits for its end if she would lose something.
    fn digress(&mut self, flow: &str, text: &str) -> Result<(), Fault> {
        let place = self.draft.session.place.as_ref();
        let other = place.is_some_and(|place| place.flow != flow);
        if other && self.is_worth_keeping() {
            self.set_aside(Aside::Digression)?;
        }
        self.begin_flow(flow, text)
    }

    /// Starts a flow with what the sentence already told.
    pub(super) fn begin_flow(&mut self, id: &str, text: &str) -> Result<(), Fault> {
        let slots = self.told_slots(id, text);
        self.session().misses = 0;
        self.start_flow(id, slots)?;
        self.proceed(None)?;
        Ok(())
    }

    /// "where is ORD-1002" fills the flow's order number. A word names an option only in a
    /// sentence that says more than what started the flow.
    fn told_slots(&self, id: &str, text: &str) -> BTreeMap<String, Value> {
        let Some(flow) = self.script.flows.get(id).filter(|_| !text.is_empty()) else {
            return BTreeMap::new();
        };
        let hit = self.script.books.triggers.find(&Utterance::of(text));
        let says_more = |hit: Hit<'_>| hit.id == id && hit.how == How::Contains && !hit.negated;
        let names = hit.is_some_and(says_more);
        let told = flow.told.iter();
        let told = told.filter_map(|(slot, told)| {
            let value = told.read(slot, text, names, &self.stage)?;
            Some((slot.clone(), value))
        });
        told.collect()
    }
}
