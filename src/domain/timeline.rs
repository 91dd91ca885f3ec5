//! What happened in a conversation, turn by turn: what `explain` and a transcript show.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Input, Outbound, OutboxId, Owner, Timestamp, Trace, TurnId, Value};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub turn: TurnId,
    /// When the input was admitted, and when its turn was committed.
    pub admitted: Timestamp,
    pub committed: Timestamp,
    pub input: Input,
    pub said: Vec<(OutboxId, Outbound)>,
    pub trace: Trace,
    /// Rows for funnels and dashboards, as the flow marked them.
    pub marks: Vec<(String, BTreeMap<String, Value>)>,
    /// Who owned the conversation after the turn.
    pub owner: Owner,
}
