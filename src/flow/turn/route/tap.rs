//! Taps. A payload is `<slot>:<id>@<visit>.<place>`: the option, and the asking it stood
//! under. One that belongs to an older question is stale, unless it starts a flow.

use super::Said;
use crate::domain::Pending;
use crate::flow::host::Offer;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::why;
use crate::flow::words;

impl Play<'_> {
    pub(super) fn tap(&mut self, payload: &str, title: &str) -> Result<(), Fault> {
        if let Some(tag) = payload.strip_prefix("lang:") {
            return self.choose_language(tag, &why::button(payload));
        }
        if let Some(tag) = payload.strip_prefix("keep:") {
            return self.keep_language(tag, &why::button(payload));
        }
        if let Some(id) = payload.strip_prefix("cmd:")
            && let Some(command) = self.script.globals.command(id)
        {
            let action = command.action.clone();
            self.matched(format!("command:{id}"), why::button(payload));
            return self.obey(&action);
        }
        if let Some(flow) = payload.strip_prefix("leave:") {
            self.matched(format!("trigger:{flow}"), why::button(payload));
            return self.begin_flow(flow, "");
        }
        if payload == "stay:" {
            self.matched("stay", why::button(payload));
            return self.repeat_question();
        }
        if let Some(done) = self.turned_or_skipped(Said::Tap { payload, title }) {
            return done;
        }
        if let Some((slot, id)) = self.tapped_option(payload) {
            self.matched(format!("payload:{slot}"), why::button(payload));
            if self.proceed(Some(Offer::Picked(id)))?.is_none() {
                return Ok(());
            }
            return self.stale();
        }
        let base = payload.rsplit_once('@').map_or(payload, |(base, _)| base);
        if let Some(flow) = self.script.books.payloads.get(base) {
            return self.triggered(flow, title, &why::button(base));
        }
        self.stale()
    }

    /// The slot and the option that the payload means for the pending question.
    fn tapped_option(&self, payload: &str) -> Option<(String, String)> {
        let Some(Pending::Answer { slot, options, .. }) = &self.draft.session.pending else {
            return None;
        };
        let option = match payload.rsplit_once('@') {
            Some((option, _)) if payload.ends_with(&self.tail()) => option,
            Some(_) => return None,
            None => payload,
        };
        let id = option.strip_prefix(&format!("{slot}:")).unwrap_or(option);
        let on_offer = options.iter().any(|offered| offered == id);
        on_offer.then(|| (slot.clone(), id.to_owned()))
    }

    /// A button of an older question: said politely, and the current one is asked again.
    pub(super) fn stale(&mut self) -> Result<(), Fault> {
        self.matched("stale", "a button of a question that is over");
        if self.awaits_answer() {
            let lead = self.word(words::STALE)?;
            return self.repeat_after(&lead);
        }
        self.tell(words::STALE)?;
        self.main_menu()
    }
}
