//! What a conversation keeps beside the flow it stands in: flows set aside, steps for later,
//! the person she waits for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{JournalEntry, Pending, Place, Timestamp, TurnId, Value};

/// A flow that was set aside for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paused {
    pub place: Place,
    pub slots: BTreeMap<String, Value>,
    pub before: BTreeMap<String, Option<Value>>,
    pub journal: Vec<JournalEntry>,
    pub pending: Option<Pending>,
    pub again: BTreeMap<String, u16>,
    /// The step entered on the way back; `None`: its question is asked again, in short.
    pub then: Option<String>,
    /// Nothing was said over its question: on the way back it is waited for and not repeated.
    pub quiet: bool,
}

/// A step to be entered later, with what was known when it was set. It outlives its flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    pub flow: String,
    pub bundle: String,
    pub step: String,
    pub slots: BTreeMap<String, Value>,
}

/// A person was asked for, and where the flow goes on when that ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHandoff {
    /// The ticket: the turn that asked.
    pub ticket: TurnId,
    pub queue: String,
    /// The flow that asked, and its declared slots.
    pub place: Option<Place>,
    pub slots: BTreeMap<String, Value>,
    /// Who took it.
    pub agent: Option<String>,
    /// Steps: nobody came in time, the person was done, she gave up waiting.
    pub on_nobody: Option<String>,
    pub on_closed: Option<String>,
    pub on_cancel: Option<String>,
}

/// What a request for a person came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffResult {
    pub agent: Option<String>,
    /// `resolved`, `returned`, `expired` or `cancelled`.
    pub outcome: String,
}

/// How much she wrote lately: two machines that talk to each other are told apart from a
/// person by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    pub since: Timestamp,
    pub turns: u16,
}
