//! One message to its provider: may it go now, what does the provider get, what came of
//! it. The row has been marked as started on disk before; what is returned here is for
//! [`Store::settle`](crate::store::Store::settle), so that a crash in between leaves a
//! send whose answer was lost, never one that nobody knows of.

use std::time::Duration;

use crate::domain::{
    Address, CallFault, Clock, Dice, Errand, HttpCall, HttpReply, Number, Outbound, OutboxRow,
    Permission, ProviderError, ReceiptState, Rejection, RetryScope, SendClass, SendOutcome,
    Settlement, Standing, Tenant, Timestamp, failed, may_say, settle, stops_tenant, withheld,
};
use crate::provider;
use crate::store::Verdict;
use crate::telemetry::{
    ErrorClass, Metrics, Peer, SentKind, SentOutcome, TenantMetrics, UnknownEnd, crash_point, field,
};
use crate::wire::Lane;

/// A number that was told to wait, without being told for how long, waits this long.
const HOLD: Duration = Duration::from_secs(2);

/// What the errand needs: a number, its lane, and who may be asked for the time.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    pub tenant: &'a Tenant,
    pub number: &'a Number,
    pub lane: &'a Lane,
    pub clock: &'a Clock,
    pub dice: &'a Dice,
    pub metrics: &'a Metrics,
    pub counted: &'a TenantMetrics,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// Settle the row with this.
    pub verdict: Verdict,
    /// The provider refuses this account altogether: send nothing more of this tenant's
    /// until somebody has acted.
    pub stops_tenant: bool,
}

impl Sending<'_> {
    /// Tries one claimed row. Ask the lane for a permit before claiming it.
    pub async fn run(&self, row: &OutboxRow, to: &Address, standing: &Standing) -> Sent {
        let now = self.clock.now();
        let Errand::Say(message) = &row.errand else {
            return self.decided(row, to, failed_row(row, now, "not_a_message", None));
        };
        match may_say(message, standing, row.created, now) {
            Permission::Granted => {}
            // it may have arrived the first time: nobody can say that it was withheld
            Permission::Withheld(_) | Permission::WindowClosed if row.lost > 0 => {
                self.metrics.unknown_ended(UnknownEnd::Closed);
                return self.decided(row, to, failed_row(row, now, "unknown", None));
            }
            Permission::Withheld(reason) => {
                let receipt = withheld(row, now, reason);
                return self.decided(row, to, Settlement::Close(receipt));
            }
            Permission::WindowClosed => {
                let reason = Rejection::WindowClosed.word();
                return self.decided(row, to, failed_row(row, now, reason, None));
            }
        }
        let timeout = self.tenant.send_policy.timeout;
        let call = match provider::encode(message, to, self.number, row.id) {
            Ok(call) => HttpCall { timeout, ..call },
            Err(fault) => {
                let error = ProviderError {
                    code: 0,
                    title: fault.to_string(),
                    details: None,
                };
                let reason = Rejection::Message.word();
                return self.decided(row, to, failed_row(row, now, reason, Some(error)));
            }
        };
        if row.lost > 0 {
            self.metrics.unknown_ended(UnknownEnd::Resent);
        }
        crash_point("before_send");
        let started = self.clock.ticks();
        let answer = self.lane.call(call).await;
        let took = self.clock.ticks().saturating_sub(started);
        crash_point("after_send");
        let mut outcome = provider::read(&self.number.account, &answer);
        self.heed(row, &mut outcome);
        self.log(row, to, &outcome, took);
        self.judged(row, message, &answer, outcome)
    }

    /// Makes the lane wait as long as the provider asks, for whom it asks.
    fn heed(&self, row: &OutboxRow, outcome: &mut SendOutcome) {
        let who = row.id.turn.conversation;
        match outcome {
            SendOutcome::Accepted { .. } => self.lane.accepted(who),
            SendOutcome::Retry { scope, after, .. } => match scope {
                RetryScope::Message => {}
                RetryScope::Pair => {
                    let own = self.lane.refused(who);
                    *after = Some(after.map_or(own, |asked| asked.max(own)));
                }
                RetryScope::Number | RetryScope::Account => {
                    let wait = *after.get_or_insert(HOLD);
                    self.lane.hold(wait);
                }
            },
            SendOutcome::Unknown { .. } | SendOutcome::Rejected { .. } => {}
        }
    }

    fn judged(
        &self,
        row: &OutboxRow,
        message: &Outbound,
        answer: &Result<HttpReply, CallFault>,
        outcome: SendOutcome,
    ) -> Sent {
        if let Some(class) = error_class(answer, &outcome) {
            self.metrics.error(Peer::Meta, class);
        }
        let jitter = self.dice.roll();
        let policy = self.tenant.send_policy;
        let end = match &outcome {
            SendOutcome::Accepted { .. } => Some(SentOutcome::Accepted),
            SendOutcome::Rejected { .. } => Some(SentOutcome::Failed),
            SendOutcome::Retry { .. } => {
                let mut tried = row.clone();
                tried.count(&outcome);
                let now = self.clock.now();
                let next = settle(&tried, message.class(), &outcome, policy, now, jitter);
                matches!(next, Settlement::Close(_)).then_some(SentOutcome::Failed)
            }
            SendOutcome::Unknown { .. } => None,
        };
        if let Some(end) = end {
            self.count(message, end);
        }
        Sent {
            stops_tenant: stops_tenant(&outcome),
            verdict: Verdict::Outcome {
                outcome,
                policy,
                jitter,
            },
        }
    }

    /// Closed without asking the provider.
    fn decided(&self, row: &OutboxRow, to: &Address, settlement: Settlement) -> Sent {
        if let Settlement::Close(receipt) = &settlement {
            let suppressed = receipt.state == ReceiptState::Suppressed;
            if let Errand::Say(message) = &row.errand {
                let end = if suppressed {
                    SentOutcome::Suppressed
                } else {
                    SentOutcome::Failed
                };
                self.count(message, end);
            }
            tracing::info!(
                { field::EVENT } = if suppressed { "message.disabled" } else { "message.failure" },
                { field::TENANT } = %self.tenant.id,
                { field::CONVERSATION } = %row.id.turn.conversation,
                { field::OUTBOX } = %row.id,
                { field::PHONE } = to.masked(),
                { field::OUTCOME } = receipt.reason.as_deref(),
                "message not sent"
            );
        }
        Sent {
            verdict: Verdict::Decision(settlement),
            stops_tenant: false,
        }
    }

    /// Reactions and read receipts are no messages to her.
    fn count(&self, message: &Outbound, end: SentOutcome) {
        match message.class() {
            SendClass::Reply => self.counted.sent(SentKind::Session, end),
            SendClass::Template => self.counted.sent(SentKind::Template, end),
            SendClass::Ephemeral => {}
        }
    }

    fn log(&self, row: &OutboxRow, to: &Address, outcome: &SendOutcome, took: Duration) {
        let (event, word, id, error) = match outcome {
            SendOutcome::Accepted { id, .. } => ("message.success", "accepted", id.as_ref(), None),
            SendOutcome::Retry { error, .. } => ("message.failure", "retry", None, error.as_ref()),
            SendOutcome::Unknown { .. } => ("message.failure", "unknown", None, None),
            SendOutcome::Rejected { why, error } => {
                ("message.failure", why.word(), None, Some(error))
            }
        };
        tracing::info!(
            { field::EVENT } = event,
            { field::TENANT } = %self.tenant.id,
            { field::CONVERSATION } = %row.id.turn.conversation,
            { field::OUTBOX } = %row.id,
            { field::PHONE } = to.masked(),
            { field::ATTEMPT } = row.attempts,
            { field::OUTCOME } = word,
            { field::MESSAGE } = id.map(tracing::field::display),
            { field::ERROR_CODE } = error.map(|error| error.code),
            { field::DURATION_MS } = took.as_millis(),
            "message handed over"
        );
    }
}

fn failed_row(
    row: &OutboxRow,
    now: Timestamp,
    reason: &str,
    error: Option<ProviderError>,
) -> Settlement {
    Settlement::Close(failed(row, now, reason, error))
}

fn error_class(answer: &Result<HttpReply, CallFault>, outcome: &SendOutcome) -> Option<ErrorClass> {
    match (outcome, answer) {
        (SendOutcome::Accepted { .. }, _) => None,
        (_, Err(CallFault::NotSent(_))) => Some(ErrorClass::NotSent),
        (_, Err(CallFault::Open { .. })) => Some(ErrorClass::Held),
        (_, Err(CallFault::Refused(_))) => Some(ErrorClass::Refused),
        (SendOutcome::Unknown { .. }, _) => Some(ErrorClass::Unknown),
        (SendOutcome::Retry { scope, .. }, _) => Some(match scope {
            RetryScope::Message => ErrorClass::Unavailable,
            RetryScope::Pair | RetryScope::Number | RetryScope::Account => ErrorClass::RateLimited,
        }),
        (SendOutcome::Rejected { why, .. }, _) => Some(match why {
            Rejection::Credentials => ErrorClass::Credentials,
            Rejection::Message
            | Rejection::Recipient
            | Rejection::WindowClosed
            | Rejection::OptedOut
            | Rejection::Configuration
            | Rejection::Template => ErrorClass::Rejected,
        }),
    }
}
