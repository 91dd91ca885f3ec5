//! What happened in a conversation, turn by turn: what `explain` and a transcript show.

use serde::{Deserialize, Serialize};

use super::{Input, Outbound, OutboxId, Owner, Timestamp, Trace, TurnId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub turn: TurnId,
    /// When the input was admitted, and when its turn was committed.
    pub admitted: Timestamp,
    pub committed: Timestamp,
    pub input: Input,
    pub said: Vec<(OutboxId, Outbound)>,
    pub trace: Trace,
    /// Who owned the conversation after the turn.
    pub owner: Owner,
}
