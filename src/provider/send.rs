//! The way out: a message becomes a request of its number's provider, and the answer to
//! it an outcome.

use crate::domain::{
    Account, Address, CallFault, HttpCall, HttpReply, LimitFault, Number, Outbound, OutboxId,
    SendOutcome,
};

use super::{cloud, meta};

/// Why a message cannot be made into a request. Trying again does not help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeFault {
    /// It should have been held against the limits when it was made.
    #[error(transparent)]
    Limit(#[from] LimitFault),
    #[error("address the message: the customer has neither a phone nor a user id")]
    NoAddress,
}

/// Writes the request that sends a message from a number. The outbox id is planted in it,
/// and comes back in every status of the message.
///
/// # Errors
/// When the message breaks a limit of WhatsApp's, or nobody is addressed.
pub fn encode(
    outbound: &Outbound,
    to: &Address,
    number: &Number,
    id: OutboxId,
) -> Result<HttpCall, EncodeFault> {
    match &number.account {
        Account::Meta(account) => meta::encode(outbound, to, &number.id, account, id),
    }
}

/// Reads what became of a send.
#[must_use]
pub fn read(account: &Account, answer: &Result<HttpReply, CallFault>) -> SendOutcome {
    match account {
        Account::Meta(_) => cloud::outbound::read(answer),
    }
}
