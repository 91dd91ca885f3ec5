//! What a message means. The order is the contract: words that stop all messages, taps
//! and names of the options on offer, commands, the pending question, triggers of flows,
//! and when nothing understood it, the ladder.

mod aside;
mod command;
mod consent;
mod greeting;
mod guard;
mod ladder;
mod language;
mod tap;
mod thing;
mod trigger;
mod word;

pub(super) use greeting::{MAIN_MENU, menu_action};
pub(super) use guard::GATHER_TIMER;

use super::fault::Fault;
use super::play::Play;
use crate::domain::{Content, InboundMessage, Owner, Pending};
use crate::locale::matching::Utterance;

/// What she typed, taken apart once for all comparisons.
struct Words<'a> {
    text: &'a str,
    utterance: Utterance,
}

/// What she did, as far as routing cares.
#[derive(Clone, Copy)]
enum Said<'a> {
    Words(&'a Words<'a>),
    Tap {
        payload: &'a str,
        title: &'a str,
    },
    /// A picture, a place, a form, without a word.
    Thing,
}

impl Play<'_> {
    /// A message arrived.
    pub(super) fn hear(&mut self, message: &InboundMessage) -> Result<(), Fault> {
        if is_quiet(&message.content) {
            let rule = format!("quiet:{}", message.content.kind_name());
            self.matched(rule, "no turn of hers in the dialogue");
            return Ok(());
        }
        self.heard_at(message.at);
        self.session().heard = Some(message.id.clone());
        let doubt = self.listen(message);
        self.respond(message)?;
        // nobody asks about languages while a person speaks to her
        if self.draft.session.owner == Owner::Bot {
            self.clear_doubt(doubt)?;
        }
        Ok(())
    }

    /// Answers a message that has been listened to.
    pub(in crate::flow::turn) fn respond(&mut self, message: &InboundMessage) -> Result<(), Fault> {
        let aside = std::mem::take(&mut self.session().aside);
        let words = typed(&message.content).map(|text| Words {
            text,
            utterance: Utterance::of(text),
        });
        let mut said = said(&message.content, words.as_ref());
        if let Said::Words(words) = said
            && let Some(payload) = self.meant_aside(words, &aside)
        {
            let title = words.text;
            said = Said::Tap { payload, title };
        }
        if self.consent(said)? {
            return Ok(());
        }
        if self.draft.session.owner != Owner::Bot {
            return self.stay_silent(said);
        }
        if self.awaits_call() && !self.interrupts_call(said) {
            return self.hold(message);
        }
        let is_command = self.exact_command(said).is_some();
        self.draft.trace.secret |= self.is_asked_secretly() && !is_command;
        if self.is_carried() && !is_command {
            return self.carry_over();
        }
        if self.is_too_busy(&message.content)?
            || self.is_too_late(said, message.at)?
            || self.gather(said)?
        {
            return Ok(());
        }
        match said {
            Said::Words(words) => {
                if !self.captioned(&message.content)? {
                    self.words(words, &aside)?;
                }
            }
            Said::Tap { payload, title } => self.tap(payload, title)?,
            Said::Thing => self.thing(&message.content)?,
        }
        self.session().greeted = true;
        Ok(())
    }

    /// What she writes now may be a secret, whatever becomes of it.
    fn is_asked_secretly(&self) -> bool {
        let pending = &self.draft.session.pending;
        matches!(pending, Some(Pending::Answer { secret: true, .. }))
    }
}

/// Things that are no turn of hers in the dialogue.
fn is_quiet(content: &Content) -> bool {
    match content {
        Content::Reaction { .. }
        | Content::System(_)
        | Content::Edit { .. }
        | Content::Revoke { .. }
        | Content::CallPermission { .. } => true,
        Content::Text { .. }
        | Content::Media(_)
        | Content::Location(_)
        | Content::Contacts(_)
        | Content::ButtonReply { .. }
        | Content::ListReply { .. }
        | Content::TemplateButton { .. }
        | Content::FormReply { .. }
        | Content::Order { .. }
        | Content::Welcome
        | Content::Unsupported { .. } => false,
    }
}

/// Her own words, in a message or under a picture.
fn typed(content: &Content) -> Option<&str> {
    match content {
        Content::Text { body } => Some(body),
        Content::Media(media) => media.caption.as_deref(),
        // The chat was opened and nothing said yet: greeted like an empty message.
        Content::Welcome => Some(""),
        Content::ButtonReply { .. }
        | Content::ListReply { .. }
        | Content::TemplateButton { .. }
        | Content::Reaction { .. }
        | Content::System(_)
        | Content::Edit { .. }
        | Content::Revoke { .. }
        | Content::CallPermission { .. }
        | Content::Location(_)
        | Content::Contacts(_)
        | Content::FormReply { .. }
        | Content::Order { .. }
        | Content::Unsupported { .. } => None,
    }
}

fn said<'a>(content: &'a Content, words: Option<&'a Words<'a>>) -> Said<'a> {
    if let Some(words) = words {
        return Said::Words(words);
    }
    match (content.tapped(), content.text()) {
        (Some(payload), Some(title)) => Said::Tap { payload, title },
        (Some(_) | None, _) => Said::Thing,
    }
}
