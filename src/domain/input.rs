//! What a turn answers to. Everything that happens to a conversation becomes one of
//! these, in its inbox, before anybody acts on it.

use serde::{Deserialize, Serialize};

use super::{CallAnswer, InboundMessage, InboxSeq, OutboxId, Timestamp};

/// One row of a conversation's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    pub seq: InboxSeq,
    /// When we took it in.
    pub admitted: Timestamp,
    pub input: Input,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Input {
    Message(Box<InboundMessage>),
    /// The answer to a call that an earlier turn asked for.
    CallAnswered {
        call: OutboxId,
        answer: CallAnswer,
    },
    Timer(TimerFired),
    /// Staff wrote from the phone app: the bot steps aside.
    StaffEcho {
        text: Option<String>,
    },
    /// A person at the desk did something with the conversation.
    Agent(AgentAct),
}

/// What a person at the desk did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentAct {
    /// As the customer may read it.
    pub agent: String,
    pub deed: AgentDeed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentDeed {
    /// Took the conversation.
    Claimed,
    Said {
        text: String,
    },
    /// Gave it back to the bot, unfinished.
    Returned,
    /// Done.
    Resolved,
}

/// A timer that came due. Stale ones (another visit, another question) are ignored by the turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimerFired {
    pub name: String,
    /// The tag it was set with.
    pub tag: u64,
}

/// A timer to set. One name is one timer: setting it again replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    pub name: String,
    pub tag: u64,
    pub due: Timestamp,
}
