//! Questions: how one is asked, shown, read, refused and skipped.

mod ask;
mod choose;
mod confirm;
mod kinds;
mod present;
mod rules;

use rhai::{Dynamic, Module};

pub(in crate::flow) use choose::option_names;
pub(in crate::flow) use rules::OPTIONS as QUESTION_OPTIONS;
pub(super) use rules::Rules;

use super::handle::{Handle, Stop, Verb};
use super::run::{Offer, Run};
use crate::domain::{JournalKind, Value};
use crate::flow::draft::QUESTION_TIMER;
use crate::flow::value::from_value;

/// A question at which a run stopped, ready to be shown.
#[derive(Debug, Clone)]
pub(in crate::flow) struct Question {
    pub slot: String,
    /// Message key of its text.
    pub key: String,
    /// The text in her language.
    pub text: String,
    pub choices: Vec<Choice>,
    pub rules: Rules,
    /// What the engine says of a wrong answer of this kind.
    pub kind_word: Option<&'static str>,
    /// The key of what was wrong with the offered answer, where the script says so.
    pub wrong: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) struct Choice {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
}

/// What reading an answer yields: the value, or the key of what is wrong with it.
pub(super) type Reading = Result<Value, Option<String>>;

pub(super) fn register(module: &mut Module) {
    kinds::register(module);
    ask::register(module);
    choose::register(module);
    confirm::register(module);
}

/// The life of every question. `read` may call back into the script, so the run is not
/// held while it works.
fn put(
    c: &Handle,
    kind: JournalKind,
    slot: &str,
    question: impl Fn(&Run) -> Result<Question, Stop>,
    read: impl FnOnce(&Offer) -> Verb<Reading>,
) -> Verb<Dynamic> {
    let offered = c.with(|run| {
        if let Some(value) = known(run, kind, slot)? {
            return Ok(Err(value));
        }
        let Some(offer) = run.offer.take() else {
            run.put = Some(question(run)?);
            return Err(Stop::Asked);
        };
        Ok(Ok(offer))
    })?;
    let offer = match offered {
        Err(value) => return Ok(from_value(&value)),
        Ok(offer) => offer,
    };
    let reading = read(&offer)?;
    c.with(|run| match reading {
        Ok(value) => {
            run.set_slot(slot, Some(value.clone()))?;
            run.record(kind, slot, value.clone(), false)?;
            let draft = &mut run.draft;
            draft.session.pending = None;
            draft.session.misses = 0;
            draft.cancel_timer(QUESTION_TIMER);
            Ok(from_value(&value))
        }
        Err(wrong) => {
            let mut question = question(run)?;
            question.wrong = wrong;
            run.put = Some(question);
            Err(Stop::Refused)
        }
    })
}

/// The answer that needs no asking: given before, or its slot is filled. A skipped
/// question is journaled like an answered one, or emptying its slot later in the step
/// would shift every entry after it.
fn known(run: &mut Run, kind: JournalKind, slot: &str) -> Result<Option<Value>, Stop> {
    if let Some(entry) = run.replay(kind, slot)? {
        if !entry.skipped {
            run.set_slot(slot, Some(entry.value.clone()))?;
        }
        return Ok(Some(entry.value));
    }
    let Some(value) = run.draft.session.slots.get(slot).cloned() else {
        return Ok(None);
    };
    run.record(kind, slot, value.clone(), true)?;
    Ok(Some(value))
}
