//! Shapes that are no longer written, and how each is read into the one that is. What they
//! lacked takes the value that it had while nobody knew of it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::shape::Stored;
use super::{Flaw, decode, encode};
use crate::domain::{
    Effect, InboundMessage, Input, JournalEntry, LanguageMemory, Outbound, OutboxId, Owner,
    Pending, Place, ScriptFault, Session, TimelineEntry, Timer, Timestamp, Trace, TurnId, Value,
};

/// A conversation whose session has the shape of version 1.
pub(super) fn stored_v1(body: &[u8]) -> Result<Stored, Flaw> {
    let mut stored: Stored = decode(body)?;
    let session: SessionV1 = decode(&stored.session)?;
    stored.session =
        encode(&session.now()).map_err(|_| Flaw::Broken("a session that is too large"))?;
    Ok(stored)
}

pub(super) fn timeline_v1(body: &[u8]) -> Result<TimelineEntry, Flaw> {
    decode(body).map(TimelineV1::now)
}

#[derive(Deserialize)]
struct SessionV1 {
    language: Option<LanguageMemory>,
    owner: Owner,
    place: Option<Place>,
    slots: BTreeMap<String, Value>,
    before: BTreeMap<String, Option<Value>>,
    journal: Vec<JournalEntry>,
    pending: Option<PendingV1>,
    aside: Vec<String>,
    held: Vec<InboundMessage>,
    misses: u8,
    timers: Vec<Timer>,
    visits: u64,
    again: BTreeMap<String, u16>,
    last_inbound: Option<Timestamp>,
    opted_out: bool,
    greeted: bool,
    told_waiting: bool,
}

impl SessionV1 {
    fn now(self) -> Session {
        Session {
            language: self.language,
            owner: self.owner,
            place: self.place,
            slots: self.slots,
            before: self.before,
            journal: self.journal,
            pending: self.pending.map(PendingV1::now),
            aside: self.aside,
            held: self.held,
            misses: self.misses,
            timers: self.timers,
            visits: self.visits,
            again: self.again,
            last_inbound: self.last_inbound,
            opted_out: self.opted_out,
            greeted: self.greeted,
            told_waiting: self.told_waiting,
            ..Session::default()
        }
    }
}

#[derive(Deserialize)]
enum PendingV1 {
    Answer {
        slot: String,
        key: String,
        asked: TurnId,
        tries: u8,
        options: Vec<String>,
    },
    Call {
        call: OutboxId,
        operation: String,
        slow_say: Option<String>,
    },
}

impl PendingV1 {
    fn now(self) -> Pending {
        match self {
            Self::Answer {
                slot,
                key,
                asked,
                tries,
                options,
            } => Pending::Answer {
                slot,
                key,
                asked,
                tries,
                options,
                page: 0,
                secret: false,
                gather: None,
            },
            Self::Call {
                call,
                operation,
                slow_say,
            } => Pending::Call {
                call,
                operation,
                slow_say,
            },
        }
    }
}

#[derive(Deserialize)]
struct TimelineV1 {
    turn: TurnId,
    admitted: Timestamp,
    committed: Timestamp,
    input: Input,
    said: Vec<(OutboxId, Outbound)>,
    trace: TraceV1,
    marks: Vec<(String, BTreeMap<String, Value>)>,
    owner: Owner,
}

#[derive(Deserialize)]
struct TraceV1 {
    matched: String,
    steps: Vec<String>,
    fault: Option<ScriptFault>,
}

impl TimelineV1 {
    /// Calls, timers and the session before it were not kept: it cannot be run again.
    fn now(self) -> TimelineEntry {
        let said = self.said.into_iter();
        let said = said.map(|(id, message)| Effect::Say { id, message });
        let marks = self.marks.into_iter();
        let marks = marks.map(|(event, fields)| Effect::Mark { event, fields });
        TimelineEntry {
            turn: self.turn,
            admitted: self.admitted,
            turned: self.committed,
            committed: self.committed,
            input: self.input,
            before: None,
            effects: said.chain(marks).collect(),
            trace: Trace {
                matched: self.trace.matched,
                steps: self.trace.steps,
                fault: self.trace.fault,
                ..Trace::default()
            },
            owner: self.owner,
        }
    }
}
