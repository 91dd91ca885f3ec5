//! What a conversation remembers between turns: the whole of it is one stored value,
//! at most 8 KiB after encoding.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    InboundMessage, LanguageMemory, MessageId, OutboxId, Owner, Timer, Timestamp, TurnId, Value,
};

mod aside;

pub use aside::{Busy, HandoffResult, OpenHandoff, Paused, Reminder};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub language: Option<LanguageMemory>,
    pub owner: Owner,
    /// Where in which flow she stands; `None` between flows.
    pub place: Option<Place>,
    /// By slot name. Declared ones live as long as the flow, others one step visit.
    pub slots: BTreeMap<String, Value>,
    /// What slots held when this visit of the step began, for those it has changed since:
    /// a replay starts from the same memory as the first run. `None`: it was empty.
    pub before: BTreeMap<String, Option<Value>>,
    /// What the current step has already done, in order; emptied when the step is left.
    pub journal: Vec<JournalEntry>,
    pub pending: Option<Pending>,
    /// Payloads under the engine's own buttons that were shown last, in their order; of two,
    /// the first is for "yes". What she types may name one. Only for the next message.
    pub aside: Vec<String>,
    /// Messages that came while a call was out; handled right after its answer, in order.
    pub held: Vec<InboundMessage>,
    /// Messages in a row that nothing understood.
    pub misses: u8,
    /// Armed timers, so that they can be replaced and cancelled.
    pub timers: Vec<Timer>,
    /// Rises with every step visit; ties timers and questions to one visit.
    pub visits: u64,
    /// How often each step was taken once more by `again` since it was last entered otherwise.
    pub again: BTreeMap<String, u16>,
    /// Her last message by her own clock: the service window counts from it.
    pub last_inbound: Option<Timestamp>,
    /// She said STOP; only the engine sets and clears it.
    pub opted_out: bool,
    /// Whether the bot has introduced itself.
    pub greeted: bool,
    /// Whether she was told, in this wait for a person, that she is still in the queue.
    pub told_waiting: bool,
    /// Flows that were left for another and are to be gone on with, the newest last.
    pub paused: Vec<Paused>,
    /// Steps to be entered later, by the name that `c.remind` gave them.
    pub reminders: BTreeMap<String, Reminder>,
    /// The request for a person that is open, and what follows from its end.
    pub handoff: Option<OpenHandoff>,
    /// What the last request for a person came to, for the step that follows it.
    pub handoff_result: Option<HandoffResult>,
    /// The arms of experiments she was put into, by the experiment's name.
    pub variants: BTreeMap<String, String>,
    /// The purposes she agreed to be written to for, and since when.
    pub opt_ins: BTreeMap<String, Timestamp>,
    /// The parts so far of an answer that comes in several messages.
    pub gathered: Vec<String>,
    pub busy: Busy,
    /// How the flow ended that the running one had run inside itself.
    pub outcome: Option<String>,
    /// Her last message: what a reaction of ours goes under.
    pub heard: Option<MessageId>,
}

impl Session {
    /// The bundle that this conversation began with and stays on until its flow ends.
    #[must_use]
    pub fn pinned(&self) -> Option<&str> {
        let running = self.place.as_ref();
        let paused = self.paused.first().map(|paused| &paused.place);
        let asked = self.handoff.as_ref().and_then(|open| open.place.as_ref());
        running
            .or(paused)
            .or(asked)
            .map(|place| place.bundle.as_str())
    }
}

/// The flow, version and step in which a conversation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub flow: String,
    /// Content hash of the published bundle, hex, first 16 characters.
    pub bundle: String,
    pub step: String,
    pub visit: u64,
}

/// One thing that a step did: on replay its value is returned and nothing is done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    pub kind: JournalKind,
    /// Slot, message key or operation: must agree with what the script asks for.
    pub key: String,
    pub value: Value,
    /// The slot was already filled, so nobody was asked; "back" steps over it.
    pub skipped: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum JournalKind {
    Say,
    Ask,
    Choose,
    Confirm,
    Call,
    Flag,
    Mark,
    /// The time, the language, the contact: what may differ between two runs, read once per visit.
    Read,
    Review,
    Variant,
    /// A template, an opt-in, a reminder, a wait: done once.
    Effect,
    Wait,
}

/// What the step waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pending {
    /// An answer to a question.
    Answer {
        slot: String,
        /// Message key of the question, for repeating it.
        key: String,
        /// The turn that asked; a tap on an older question is stale.
        asked: TurnId,
        /// Wrong answers so far.
        tries: u8,
        /// Ids on offer, in the order shown; empty for open questions.
        options: Vec<String>,
        /// Which page of the options is on the screen, from 0.
        page: u8,
        /// Her answer is shown to nobody.
        secret: bool,
        /// An answer may come in several messages: it ends when she was silent so long.
        gather: Option<Duration>,
    },
    /// The answer of an operation.
    Call {
        call: OutboxId,
        operation: String,
        /// Message key said when the answer takes its time.
        slow_say: Option<String>,
    },
    /// A pause of the script's own; its timer ends it.
    Wait,
}
