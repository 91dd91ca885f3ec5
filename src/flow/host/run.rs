//! One run of a step: the journal being read again or written on, and the slots.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::Map;

use super::handle::Stop;
use super::question::Question;
use super::shown::to_args;
use crate::domain::{Content, DOTS, JournalEntry, JournalKind, Session, Value};
use crate::flow::draft::{Draft, Mistake};
use crate::flow::script::Flow;
use crate::flow::stage::Stage;
use crate::flow::value::is_secret;
use crate::locale::Arg;

/// What one step visit may do before it must move on.
const JOURNAL_ENTRIES_MAX: usize = 100;
/// What slots and journal may weigh together, in bytes.
const MEMORY_BYTES_MAX: usize = 24 * 1024;

/// An answer on the table, for the first question that the journal does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Offer {
    Said(String),
    /// The id of an option.
    Picked(String),
    /// The button that skips the question.
    Skipped,
    /// A picture, a place, a card, a form.
    Thing(Box<Content>),
}

pub(in crate::flow) struct Run {
    pub stage: Arc<Stage>,
    pub draft: Draft,
    pub flow: Option<Arc<Flow>>,
    pub offer: Option<Offer>,
    /// The question at which the run stopped.
    pub put: Option<Question>,
    /// Message key of the last question of this step that has its answer.
    pub asked: Option<String>,
    /// Titles that the script gave to options, by slot and id: what a review shows.
    pub titles: BTreeMap<(String, String), String>,
    cursor: usize,
}

impl Run {
    pub fn new(stage: Arc<Stage>, draft: Draft) -> Self {
        Self {
            stage,
            draft,
            flow: None,
            offer: None,
            put: None,
            asked: None,
            titles: BTreeMap::new(),
            cursor: 0,
        }
    }

    /// Back to the start of the step: the journal from its first entry, slots as they were.
    pub fn rewind(&mut self, offer: Option<Offer>) {
        self.cursor = 0;
        self.offer = offer;
        self.put = None;
        let session = &mut self.draft.session;
        for (slot, held) in std::mem::take(&mut session.before) {
            match held {
                Some(value) => session.slots.insert(slot, value),
                None => session.slots.remove(&slot),
            };
        }
    }

    /// The next journal entry, which must be of this kind and key.
    pub fn replay(&mut self, kind: JournalKind, key: &str) -> Result<Option<JournalEntry>, Stop> {
        let Some(entry) = self.draft.session.journal.get(self.cursor) else {
            return Ok(None);
        };
        if entry.kind != kind || entry.key != key {
            let (then, before) = (entry.kind, &entry.key);
            let what = format!("{kind:?} `{key}` where {then:?} `{before}` was");
            return Err(Stop::Diverged(what));
        }
        self.cursor += 1;
        Ok(Some(entry.clone()))
    }

    pub fn record(
        &mut self,
        kind: JournalKind,
        key: &str,
        value: Value,
        skipped: bool,
    ) -> Result<(), Stop> {
        if self.draft.session.journal.len() >= JOURNAL_ENTRIES_MAX {
            let what = format!("do more than {JOURNAL_ENTRIES_MAX} things in one step");
            return Err(Mistake::new("F0309", what).into());
        }
        let key = key.into();
        let entry = JournalEntry {
            kind,
            key,
            value,
            skipped,
        };
        self.draft.session.journal.push(entry);
        self.cursor += 1;
        self.weigh()
    }

    /// Does `act` on the first run; on later ones it is known to be done.
    pub fn once(
        &mut self,
        kind: JournalKind,
        key: &str,
        act: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if self.replay(kind, key)?.is_none() {
            act(self)?;
            self.record(kind, key, Value::Null, false)?;
        }
        Ok(())
    }

    /// Reads something that may differ between two runs; later ones see the first reading.
    pub fn read_once(
        &mut self,
        kind: JournalKind,
        key: &str,
        read: impl FnOnce(&Self) -> Value,
    ) -> Result<Value, Stop> {
        if let Some(entry) = self.replay(kind, key)? {
            return Ok(entry.value);
        }
        let value = read(self);
        self.record(kind, key, value.clone(), false)?;
        Ok(value)
    }

    /// Fills or empties a slot, remembering for a replay what it held.
    pub fn set_slot(&mut self, slot: &str, value: Option<Value>) -> Result<(), Stop> {
        let session = &mut self.draft.session;
        let held = match value {
            Some(value) => session.slots.insert(slot.into(), value),
            None => session.slots.remove(slot),
        };
        session.before.entry(slot.into()).or_insert(held);
        self.weigh()
    }

    /// The tag of the language she is answered in.
    pub fn tag(&self) -> &str {
        let memory = self.draft.session.language.as_ref();
        memory.map_or(&self.stage.locale_default, |memory| &memory.tag)
    }

    /// A message of the author's, as chat text.
    pub fn text(&self, key: &str, args: &Map) -> Result<String, Stop> {
        let mut args = to_args(args)?;
        for arg in args.values_mut() {
            if matches!(arg, Arg::Text(text) if is_secret(text, &self.draft.session)) {
                *arg = Arg::Text(DOTS.into());
            }
        }
        Ok(self.stage.body(self.tag(), key, args)?)
    }

    /// The message's `.short`, where it has one.
    pub fn short(&self, key: &str, args: &Map) -> Result<Option<String>, Stop> {
        let (stage, part) = (&self.stage, Some("short"));
        if !stage.catalog.has(self.tag(), key, part) {
            return Ok(None);
        }
        let args = to_args(args)?;
        Ok(Some(stage.part(self.tag(), key, part, args)?))
    }

    /// What she last answered, as evidence of what she agreed to: the question's message
    /// key, or the step where it asked nothing.
    pub fn wording(&self) -> String {
        let place = self.draft.session.place.as_ref();
        let step = || place.map(|place| format!("{}.{}", place.flow, place.step));
        self.asked.clone().or_else(step).unwrap_or_default()
    }

    fn weigh(&self) -> Result<(), Stop> {
        let session = &self.draft.session;
        let slots = session
            .slots
            .values()
            .map(Value::weight_bytes)
            .sum::<usize>();
        let journal = session
            .journal
            .iter()
            .map(|entry| entry.value.weight_bytes());
        if slots + journal.sum::<usize>() > MEMORY_BYTES_MAX {
            let what = format!("remember more than {MEMORY_BYTES_MAX} bytes");
            return Err(Mistake::new("F0308", what).into());
        }
        Ok(())
    }
}

/// What ties a tap to a question: the visit of the step, and how much the journal holds
/// when it is asked.
pub(in crate::flow) fn tail(session: &Session) -> String {
    let visit = session.place.as_ref().map_or(0, |place| place.visit);
    format!("@{visit}.{}", session.journal.len())
}
