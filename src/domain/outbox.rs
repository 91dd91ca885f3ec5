//! Rows on their way out, and the decisions over them: may this be said now, and what
//! follows from an outcome. Rows that are finished leave the outbox and become receipts
//! (messages) or inputs (calls).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    CallRequest, Outbound, OutboxId, Owner, ProviderError, Receipt, ReceiptState, Rejection,
    RetryScope, SendClass, SendOutcome, Timestamp, window,
};

/// A message is tried this often when the provider certainly did not take it for a reason
/// of the message's own; waits for rate limits do not count.
pub const SEND_ATTEMPTS_MAX: u16 = 8;
/// First wait after a refused try; each next one is four times as long.
pub const RETRY_FIRST: Duration = Duration::from_secs(1);
pub const RETRY_LONGEST: Duration = Duration::from_secs(256);
/// How long everything waits when the provider refuses the account.
pub const CREDENTIALS_WAIT: Duration = Duration::from_secs(300);
/// A reply older than this is no longer worth sending.
pub const REPLY_AGE_MAX: Duration = Duration::from_secs(24 * 3600);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    pub id: OutboxId,
    pub errand: Errand,
    pub state: RowState,
    /// Times it was handed to the other side.
    pub attempts: u16,
    /// Those of `attempts` that were refused for a rate limit: they count for the wait,
    /// not for giving up.
    pub held: u16,
    /// Those of `attempts` whose answer was lost: the other side may have taken it.
    pub lost: u16,
    pub created: Timestamp,
}

impl OutboxRow {
    /// A row as a turn asks for it: may go at once.
    #[must_use]
    pub fn ready(id: OutboxId, errand: Errand, now: Timestamp) -> Self {
        Self {
            id,
            errand,
            state: RowState::Ready { not_before: now },
            attempts: 0,
            held: 0,
            lost: 0,
            created: now,
        }
    }

    /// Counts what an outcome means for later tries. Comes before [`settle`].
    pub fn count(&mut self, outcome: &SendOutcome) {
        match outcome {
            SendOutcome::Unknown { .. } => self.lost += 1,
            SendOutcome::Retry { scope, .. } if *scope != RetryScope::Message => self.held += 1,
            SendOutcome::Retry { .. }
            | SendOutcome::Accepted { .. }
            | SendOutcome::Rejected { .. } => {}
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// A message to the customer: strictly in order within a conversation.
    Say(Outbound),
    /// A call to a tenant's operation: independent of messages.
    Call(CallRequest),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowState {
    Ready {
        not_before: Timestamp,
    },
    /// On disk before the first byte leaves.
    Started {
        at: Timestamp,
    },
    /// The answer was lost; a status that carries our id may still settle it.
    Unknown {
        until: Timestamp,
    },
}

/// What the sender must know of a conversation to decide [`may_say`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub owner: Owner,
    pub opted_out: bool,
    pub last_inbound: Option<Timestamp>,
    /// `false` when the send switch is off or she is outside the pilot list.
    pub released: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    Granted,
    /// Recorded as suppressed with this reason.
    Withheld(&'static str),
    /// Outside the window: parked for a person or a template.
    WindowClosed,
}

/// Decides whether a committed message may leave now. Who owns the conversation was decided
/// when it was made: what was said before a person took over still goes out.
#[must_use]
pub fn may_say(
    message: &Outbound,
    standing: &Standing,
    created: Timestamp,
    now: Timestamp,
) -> Permission {
    if !standing.released {
        return Permission::Withheld("send_switch");
    }
    if now.since(created) > REPLY_AGE_MAX {
        return Permission::Withheld("too_old");
    }
    match message.class() {
        SendClass::Template if standing.opted_out => Permission::Withheld("opted_out"),
        SendClass::Template | SendClass::Ephemeral => Permission::Granted,
        SendClass::Reply if window::is_open(standing.last_inbound, now) => Permission::Granted,
        SendClass::Reply => Permission::WindowClosed,
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// Stays in the outbox in this state.
    Keep(RowState),
    /// Leaves the outbox with this receipt.
    Close(Receipt),
}

/// How a tenant treats sends whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendPolicy {
    /// How long a status may take to settle an unknown send before a reply is sent once more.
    pub unknown_wait: Duration,
    /// For one send, from the first byte out to the last byte in; past it the answer
    /// counts as lost.
    pub timeout: Duration,
}

impl Default for SendPolicy {
    fn default() -> Self {
        Self {
            unknown_wait: Duration::from_secs(15),
            timeout: Duration::from_secs(10),
        }
    }
}

/// The published policy, as a pure decision: an outcome moves a started row on.
/// `jitter` is in `0.0..1.0`.
#[must_use]
pub fn settle(
    row: &OutboxRow,
    class: SendClass,
    outcome: &SendOutcome,
    policy: SendPolicy,
    now: Timestamp,
    jitter: f64,
) -> Settlement {
    match outcome {
        SendOutcome::Accepted { id, .. } => {
            let mut receipt = receipt(ReceiptState::Accepted, row, now);
            receipt.provider_id.clone_from(id);
            Settlement::Close(receipt)
        }
        SendOutcome::Retry { after, error, .. } => {
            let tried = row.attempts.saturating_sub(row.held);
            if class == SendClass::Ephemeral || tried >= SEND_ATTEMPTS_MAX {
                return Settlement::Close(failed(row, now, "gave_up", error.clone()));
            }
            let wait = after.unwrap_or_else(|| backoff(row.attempts, jitter));
            Settlement::Keep(RowState::Ready {
                not_before: now + wait,
            })
        }
        SendOutcome::Unknown { .. } => Settlement::Keep(RowState::Unknown {
            until: now + policy.unknown_wait,
        }),
        // the account is at fault, not the message: it waits until somebody has mended that
        SendOutcome::Rejected {
            why: Rejection::Credentials,
            ..
        } if class != SendClass::Ephemeral => Settlement::Keep(RowState::Ready {
            not_before: now + CREDENTIALS_WAIT,
        }),
        SendOutcome::Rejected { why, error } => {
            Settlement::Close(failed(row, now, why.word(), Some(error.clone())))
        }
    }
}

/// An unknown send whose time is up: a reply goes once more, anything else is closed for a person to judge.
#[must_use]
pub fn resolve_unknown(row: &OutboxRow, class: SendClass, now: Timestamp) -> Settlement {
    if class == SendClass::Reply && row.lost < 2 {
        Settlement::Keep(RowState::Ready { not_before: now })
    } else {
        Settlement::Close(failed(row, now, "unknown", None))
    }
}

/// 1, 4, 16, 64, 256 seconds, each shortened by up to a quarter so that waiters spread.
#[must_use]
pub fn backoff(attempts: u16, jitter: f64) -> Duration {
    let steps = u32::from(attempts.saturating_sub(1)).min(4);
    let longest = RETRY_FIRST
        .saturating_mul(4_u32.pow(steps))
        .min(RETRY_LONGEST);
    longest.mul_f64(1.0 - 0.25 * jitter.clamp(0.0, 1.0))
}

/// The receipt of a message that was deliberately not sent.
#[must_use]
pub fn withheld(row: &OutboxRow, now: Timestamp, reason: &str) -> Receipt {
    let mut receipt = receipt(ReceiptState::Suppressed, row, now);
    receipt.reason = Some(reason.into());
    receipt
}

/// The receipt of a message that will not be tried again.
#[must_use]
pub fn failed(
    row: &OutboxRow,
    now: Timestamp,
    reason: &str,
    error: Option<ProviderError>,
) -> Receipt {
    let mut receipt = receipt(ReceiptState::Failed, row, now);
    receipt.reason = Some(reason.into());
    receipt.error = error;
    receipt
}

/// Whether a rejection stops everything of the tenant until somebody acts.
#[must_use]
pub fn stops_tenant(outcome: &SendOutcome) -> bool {
    matches!(
        outcome,
        SendOutcome::Rejected {
            why: Rejection::Credentials,
            ..
        }
    )
}

fn receipt(state: ReceiptState, row: &OutboxRow, now: Timestamp) -> Receipt {
    Receipt {
        state,
        provider_id: None,
        at: now,
        error: None,
        attempts: row.attempts,
        reason: None,
    }
}

#[cfg(test)]
mod tests;
