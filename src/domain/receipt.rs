//! How far a message of ours has come. Statuses arrive out of order and repeated; a
//! receipt only climbs.

use serde::{Deserialize, Serialize};

use super::{MessageId, ProviderError, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReceiptState {
    /// Recorded and deliberately not sent (send switch, pilot list, owner, consent).
    Suppressed,
    /// The provider took it.
    Accepted,
    Sent,
    /// Terminal, unless it had already been delivered.
    Failed,
    Delivered,
    Read,
    /// First play of a voice message.
    Played,
}

impl ReceiptState {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Suppressed => "suppressed",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
        }
    }
}

/// The life of one sent message after the outbox let go of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub state: ReceiptState,
    pub provider_id: Option<MessageId>,
    /// When the current state was reached, by the provider's clock.
    pub at: Timestamp,
    pub error: Option<ProviderError>,
    /// How often the message was handed to the provider (2 when an unknown send was repeated).
    pub attempts: u16,
    /// Why it was suppressed or parked, in one of our codes.
    pub reason: Option<String>,
}

impl Receipt {
    /// Takes a report in. Returns whether anything changed: a lower or equal state never does.
    pub fn climb(
        &mut self,
        state: ReceiptState,
        at: Timestamp,
        error: Option<ProviderError>,
    ) -> bool {
        if state <= self.state {
            return false;
        }
        self.state = state;
        self.at = at;
        if error.is_some() {
            self.error = error;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReceiptState::{Accepted, Delivered, Failed, Played, Read, Sent};

    fn after(states: &[ReceiptState]) -> ReceiptState {
        let mut receipt = Receipt {
            state: Accepted,
            provider_id: None,
            at: Timestamp(0),
            error: None,
            attempts: 1,
            reason: None,
        };
        for state in states {
            receipt.climb(*state, Timestamp(1), None);
        }
        receipt.state
    }

    #[test]
    fn a_receipt_only_climbs() {
        for (reports, end) in [
            (&[Sent, Delivered, Read][..], Read),
            (&[Read, Delivered, Sent], Read),
            (&[Sent, Sent, Sent], Sent),
            (&[Delivered, Failed], Delivered),
            (&[Sent, Failed, Sent], Failed),
            (&[Failed, Delivered], Delivered),
            (&[Played, Read], Played),
            (&[], Accepted),
        ] {
            assert_eq!(after(reports), end, "{reports:?}");
        }
    }
}
