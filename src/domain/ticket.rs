//! A request for a person, with everything that person needs to begin.

use serde::{Deserialize, Serialize};

use super::{Timestamp, TurnId, Value};

/// One handoff, durable from the moment it is asked for. Its id is the turn that asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TurnId,
    pub queue: String,
    pub reason: String,
    /// 1 is most urgent, 3 least.
    pub priority: u8,
    /// What the flow had gathered, in the order it named the fields.
    pub fields: Vec<(String, Value)>,
    /// Language tag of the conversation.
    pub locale: String,
    pub flow: Option<String>,
    pub step: Option<String>,
    pub at: Timestamp,
}
