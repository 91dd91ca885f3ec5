//! Questions: how one is asked, shown, read, refused and skipped.

mod ask;
mod choose;
mod confirm;
mod form;
mod kinds;
mod page;
mod present;
mod review;
mod rules;
mod summary;
mod thing;

use rhai::{Dynamic, Module};

pub(in crate::flow) use ask::OPTIONS as ASK_OPTIONS;
pub(in crate::flow) use choose::option_names;
pub(in crate::flow) use kinds::expression;
pub(in crate::flow) use present::Screen;
pub(in crate::flow) use rules::OPTIONS as QUESTION_OPTIONS;
pub(super) use rules::Rules;

use super::handle::{Handle, Stop, Verb};
use super::run::{Offer, Run};
use crate::domain::{JournalKind, Secret, Value};
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
    /// Its `.short`, where the message has one: what is said when it is come back to.
    pub short: Option<String>,
    pub choices: Vec<Choice>,
    pub look: Look,
    /// Title of the button that skips it.
    pub skip: Option<String>,
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

/// What an open question brings onto the screen, and whether things answer it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::flow) enum Look {
    #[default]
    Words,
    /// Words that ask for a picture, a card: anything but words.
    Thing,
    /// WhatsApp's button that sends a place.
    Place,
    /// A button that opens a form: its id, and the button's title.
    Form { id: String, title: String },
}

impl Look {
    /// Whether it stands under the question as something to tap.
    fn taps(&self) -> bool {
        match self {
            Self::Place | Self::Form { .. } => true,
            Self::Words | Self::Thing => false,
        }
    }
}

impl Question {
    pub fn new(slot: &str, key: &str, text: String, rules: &Rules) -> Self {
        Self {
            slot: slot.into(),
            key: key.into(),
            text,
            short: None,
            choices: Vec::new(),
            look: Look::Words,
            skip: None,
            rules: rules.clone(),
            kind_word: None,
            wrong: None,
        }
    }

    /// The question as it is asked when something came in between.
    pub fn in_short(mut self) -> Self {
        if let Some(short) = self.short.take() {
            self.text = short;
        }
        self
    }

    /// Whether there is nothing under its text that could be tapped.
    pub fn is_bare(&self) -> bool {
        self.choices.is_empty() && self.skip.is_none() && !self.look.taps()
    }
}

/// What reading an answer yields: the value, or the key of what is wrong with it.
pub(super) type Reading = Result<Value, Option<String>>;

/// What the journal and the slots know of a question.
#[derive(Debug, Clone, Copy)]
struct Subject<'a> {
    kind: JournalKind,
    /// Its name in the journal; also its slot.
    slot: &'a str,
    /// Message key of its text.
    key: &'a str,
    keeps: Keeps,
}

/// Where an answer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeps {
    /// In the slot, so that a filled slot is not asked for.
    Slot,
    /// In the journal alone: known to this visit of the step.
    Journal,
    /// In the journal alone, and shown to nobody.
    Secret,
}

impl<'a> Subject<'a> {
    fn new(kind: JournalKind, slot: &'a str, key: &'a str) -> Self {
        let keeps = Keeps::Slot;
        Self {
            kind,
            slot,
            key,
            keeps,
        }
    }
}

pub(super) fn register(module: &mut Module) {
    kinds::register(module);
    ask::register(module);
    choose::register(module);
    confirm::register(module);
    review::register(module);
}

/// The life of every question. `read` may call back into the script, so the run is not
/// held while it works.
fn put(
    c: &Handle,
    subject: Subject<'_>,
    question: impl Fn(&Run) -> Result<Question, Stop>,
    read: impl FnOnce(&Offer) -> Verb<Reading>,
) -> Verb<Dynamic> {
    let offered = c.with(|run| {
        if let Some(value) = known(run, subject)? {
            return Ok(Err(value));
        }
        let Some(offer) = run.offer.take() else {
            let mut question = question(run)?;
            question.short = run.short(subject.key, &question.rules.args)?;
            run.put = Some(question);
            return Err(Stop::Asked);
        };
        run.draft.trace.secret |= subject.keeps == Keeps::Secret;
        Ok(Ok(offer))
    })?;
    let offer = match offered {
        Err(value) => return Ok(from_value(&value)),
        Ok(offer) => offer,
    };
    let reading = read(&offer)?;
    c.with(|run| match reading {
        Ok(value) => {
            let value = veiled(value, subject.keeps);
            if subject.keeps == Keeps::Slot {
                run.set_slot(subject.slot, Some(value.clone()))?;
            }
            run.record(subject.kind, subject.slot, value.clone(), false)?;
            run.asked = Some(subject.key.into());
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

fn veiled(value: Value, keeps: Keeps) -> Value {
    match (value, keeps) {
        (Value::Text(text) | Value::Decimal(text), Keeps::Secret) => Value::Secret(Secret(text)),
        (Value::Int(number), Keeps::Secret) => Value::Secret(Secret(number.to_string())),
        (value, Keeps::Slot | Keeps::Journal | Keeps::Secret) => value,
    }
}

/// The answer that needs no asking: given before, or its slot is filled. A skipped
/// question is journaled like an answered one, or emptying its slot later in the step
/// would shift every entry after it.
fn known(run: &mut Run, subject: Subject<'_>) -> Result<Option<Value>, Stop> {
    let Subject {
        kind,
        slot,
        key,
        keeps,
    } = subject;
    if let Some(entry) = run.replay(kind, slot)? {
        if !entry.skipped && keeps == Keeps::Slot {
            run.set_slot(slot, Some(entry.value.clone()))?;
        }
        run.asked = Some(key.into());
        return Ok(Some(entry.value));
    }
    let held = run
        .draft
        .session
        .slots
        .get(slot)
        .filter(|_| keeps == Keeps::Slot);
    let Some(value) = held.cloned() else {
        return Ok(None);
    };
    run.record(kind, slot, value.clone(), true)?;
    run.asked = Some(key.into());
    Ok(Some(value))
}
