//! What she did beside writing and choosing: she sent a picture, a place, a card; she skipped
//! a question; she turned a page of its options. The pending question is offered each first.

use super::Said;
use crate::domain::{Content, Pending};
use crate::flow::host::{Look, Offer};
use crate::flow::turn::drive::Rest;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::why;
use crate::flow::words;

impl Play<'_> {
    /// A picture with words under it: the picture, where the pending question wants one,
    /// and otherwise the words.
    pub(super) fn captioned(&mut self, content: &Content) -> Result<bool, Fault> {
        let Some(slot) = self.asked_slot().filter(|_| is_thing(content)) else {
            return Ok(false);
        };
        let (steps, noted) = (self.steps, self.draft.trace.steps.len());
        let offer = Offer::Thing(Box::new(content.clone()));
        if self.proceed(Some(offer))?.is_some() {
            // nothing was done: the words are heard as if this had not been tried
            self.steps = steps;
            self.draft.trace.steps.truncate(noted);
            return Ok(false);
        }
        self.matched(format!("answer:{slot}"), why::thing(content));
        Ok(true)
    }

    /// A thing without a word.
    pub(super) fn thing(&mut self, content: &Content) -> Result<(), Fault> {
        let Some(slot) = self.asked_slot() else {
            return self.unsupported(content);
        };
        let offer = Offer::Thing(Box::new(content.clone()));
        match self.proceed(Some(offer))? {
            None => {
                self.matched(format!("answer:{slot}"), why::thing(content));
                Ok(())
            }
            // another thing than the one that was asked for
            Some(question) if question.look != Look::Words => self.climb(Some(question), ""),
            Some(_) => self.unsupported(content),
        }
    }

    /// Nobody asked for such a thing.
    fn unsupported(&mut self, content: &Content) -> Result<(), Fault> {
        let rule = format!("unsupported:{}", content.kind_name());
        self.matched(rule, "nobody asked for such a thing");
        if self.awaits_answer() {
            let lead = self.word(words::UNSUPPORTED)?;
            return self.repeat_after(&lead);
        }
        self.tell(words::UNSUPPORTED)?;
        if self.draft.session.greeted {
            Ok(())
        } else {
            self.welcome()
        }
    }

    /// The button that skips the pending question, and the rows that turn its pages.
    /// `None`: the payload is neither.
    pub(super) fn turned_or_skipped(&mut self, said: Said<'_>) -> Option<Result<(), Fault>> {
        let Said::Tap { payload, .. } = said else {
            return None;
        };
        if payload.starts_with("skip:@") {
            return Some(self.skip(payload));
        }
        let (page, _) = payload.strip_prefix("page:")?.split_once('@')?;
        let page = page.parse().ok()?;
        Some(self.turn_page(page, payload))
    }

    fn skip(&mut self, payload: &str) -> Result<(), Fault> {
        let Some(slot) = self
            .asked_slot()
            .filter(|_| payload.ends_with(&self.tail()))
        else {
            return self.stale();
        };
        self.matched(format!("skip:{slot}"), why::button(payload));
        if self.proceed(Some(Offer::Skipped))?.is_none() {
            return Ok(());
        }
        self.stale()
    }

    fn turn_page(&mut self, page: u8, payload: &str) -> Result<(), Fault> {
        if !self.awaits_answer() || !payload.ends_with(&self.tail()) {
            return self.stale();
        }
        self.matched(format!("page:{page}"), why::button(payload));
        match self.drive(None)? {
            Rest::Asked(question) | Rest::Refused(question) => {
                self.show_page(&question, None, page)
            }
            Rest::Called | Rest::Waits | Rest::Over => Ok(()),
        }
    }

    fn asked_slot(&self) -> Option<String> {
        match &self.draft.session.pending {
            Some(Pending::Answer { slot, .. }) => Some(slot.clone()),
            Some(Pending::Call { .. } | Pending::Wait) | None => None,
        }
    }
}

fn is_thing(content: &Content) -> bool {
    match content {
        Content::Media(_)
        | Content::Location(_)
        | Content::Contacts(_)
        | Content::FormReply { .. } => true,
        Content::Text { .. }
        | Content::ButtonReply { .. }
        | Content::ListReply { .. }
        | Content::TemplateButton { .. }
        | Content::CallPermission { .. }
        | Content::Reaction { .. }
        | Content::Order { .. }
        | Content::System(_)
        | Content::Edit { .. }
        | Content::Revoke { .. }
        | Content::Welcome
        | Content::Unsupported { .. } => false,
    }
}
