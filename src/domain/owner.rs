//! Who speaks to the customer. Exactly one at a time; the bot never speaks over a person.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Owner {
    #[default]
    Bot,
    /// Waiting for a person; she may come back with "menu".
    Queue,
    Agent,
    /// Staff writing from the phone app or another console.
    External,
}

impl Owner {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Queue => "queue",
            Self::Agent => "agent",
            Self::External => "external",
        }
    }
}
