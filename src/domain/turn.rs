//! What a turn yields: the session as it is to be, and the effects to commit with it.
//! All of it becomes durable in one write, or none of it happened.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CallRequest, Outbound, OutboxId, Session, Ticket, Timer, TurnId, Value};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub session: Session,
    pub effects: Vec<Effect>,
    pub trace: Trace,
}

/// Something to happen because of a turn. Ids are given in order: the n-th effect that
/// leaves the house is `OutboxId { turn, index: n }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    Say {
        id: OutboxId,
        message: Outbound,
    },
    Call(CallRequest),
    /// Replaces a timer of the same name.
    SetTimer(Timer),
    CancelTimer {
        name: String,
    },
    Handoff(Ticket),
    /// A row for funnels and dashboards.
    Mark {
        event: String,
        fields: BTreeMap<String, Value>,
    },
    Consent {
        opted_out: bool,
    },
    /// She agreed, or no longer agrees, to be written to for a purpose.
    OptIn(OptIn),
    /// A request for a person has ended.
    HandoffEnded {
        ticket: TurnId,
        how: HandoffEnd,
        agent: Option<String>,
    },
}

/// An agreement, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptIn {
    pub purpose: String,
    pub granted: bool,
    /// The message that asked, as its key, and the language it was shown in.
    pub wording: String,
    pub locale: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandoffEnd {
    Resolved,
    Returned,
    /// Nobody came in time.
    Expired,
    /// She gave up waiting.
    Cancelled,
}

impl HandoffEnd {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Returned => "returned",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why the turn did what it did: stored with the timeline, shown by `explain`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The rule that took the input: `opt_out`, `payload`, `command:menu`, `answer:order_no`,
    /// `trigger:order_status`, `fallback:1`, `call`, `timer:…`, `silent:queue`, `stale`.
    pub matched: String,
    /// What decided it, for whoever asks why: the phrase, the option, the pattern.
    pub why: String,
    /// The bundle that the turn ran.
    pub bundle: String,
    /// Her message was the answer to a secret question: it is shown to nobody.
    pub secret: bool,
    /// Steps walked through, `flow.step`, in order, with what was noted on the way:
    /// `done: outcome`, `diverged: …`, `print: …`.
    pub steps: Vec<String>,
    pub fault: Option<ScriptFault>,
}

/// A script's mistake: the author's to mend. The customer got an apology.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptFault {
    /// A code that `hiwar explain` knows: `F0301`.
    pub code: String,
    pub file: String,
    /// 1-based; 0 where unknown.
    pub line: u32,
    pub step: String,
    pub what: String,
}
