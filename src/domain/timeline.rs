//! What happened in a conversation, turn by turn: what `explain` and a transcript show, and
//! all that is needed to run a turn again.

use serde::{Deserialize, Serialize};

use super::{Effect, Input, Outbound, OutboxId, Owner, Session, Timestamp, Trace, TurnId};

mod mask;

pub use mask::DOTS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub turn: TurnId,
    /// When the input was admitted.
    pub admitted: Timestamp,
    /// What the turn took for now.
    pub turned: Timestamp,
    pub committed: Timestamp,
    pub input: Input,
    /// The session that the turn began with. `None` where it was too large to be kept, and
    /// in turns from before it was kept.
    pub before: Option<Box<Session>>,
    pub effects: Vec<Effect>,
    pub trace: Trace,
    /// Who owned the conversation after the turn.
    pub owner: Owner,
}

impl TimelineEntry {
    /// What the turn said, in order.
    pub fn said(&self) -> impl Iterator<Item = (OutboxId, &Outbound)> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Say { id, message } => Some((*id, message)),
            Effect::Call(_)
            | Effect::SetTimer(_)
            | Effect::CancelTimer { .. }
            | Effect::Handoff(_)
            | Effect::Mark { .. }
            | Effect::Consent { .. }
            | Effect::OptIn(_)
            | Effect::HandoffEnded { .. } => None,
        })
    }
}
