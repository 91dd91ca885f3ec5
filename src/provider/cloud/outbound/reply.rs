//! What became of a send, from the answer to it or from the lack of one.
//!
//! The Cloud API takes no idempotency key, so the question is always the same: may the
//! message have been taken? Only an answer in Meta's own words, or a request that never
//! left, says no.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{
    CallFault, HttpReply, MessageId, Phone, ProviderError, Rejection, RetryScope, SendOutcome,
};
use crate::provider::cloud::fault::ErrorShape;
use crate::provider::cloud::loose::{Loose, part, parts};

use super::error::{self, Verdict};

#[derive(Deserialize)]
struct ReplyShape<'a> {
    #[serde(borrow)]
    messages: Option<&'a RawValue>,
    #[serde(borrow)]
    contacts: Option<&'a RawValue>,
    /// Read receipts are answered with this alone.
    #[serde(borrow, default)]
    success: Loose<'a>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Taken<'a> {
    #[serde(borrow, default)]
    id: Loose<'a>,
}

#[derive(Deserialize)]
struct Contact<'a> {
    #[serde(borrow, default)]
    input: Loose<'a>,
    #[serde(borrow, default)]
    wa_id: Loose<'a>,
}

/// Reads the answer to a message or a read receipt.
#[must_use]
pub fn read(answer: &Result<HttpReply, CallFault>) -> SendOutcome {
    match answer {
        Ok(reply) => read_reply(reply),
        Err(fault) => read_fault(fault),
    }
}

fn read_fault(fault: &CallFault) -> SendOutcome {
    match fault {
        CallFault::NotSent(_) => retry(RetryScope::Message, None, None),
        CallFault::Open { retry_after } => retry(RetryScope::Number, Some(*retry_after), None),
        CallFault::Refused(why) => SendOutcome::Rejected {
            why: Rejection::Configuration,
            error: ProviderError {
                code: 0,
                title: format!("this process must not call the provider's address: {why}"),
                details: None,
            },
        },
        CallFault::TimedOut(_) | CallFault::Broken(_) | CallFault::TooLarge { .. } => {
            SendOutcome::Unknown {
                why: fault.to_string(),
            }
        }
    }
}

fn read_reply(reply: &HttpReply) -> SendOutcome {
    let Ok(shape) = serde_json::from_slice::<ReplyShape>(&reply.body) else {
        return unreadable(reply);
    };
    if let Some(error) = part::<ErrorShape>(shape.error) {
        return refused(reply, &error);
    }
    let taken = parts::<Taken>(shape.messages).into_iter().next();
    let id = taken.and_then(|taken| taken.id.filled().map(MessageId::new));
    let is_ok = (200..300).contains(&reply.status);
    if is_ok && (id.is_some() || shape.success.is_true()) {
        let phone = parts::<Contact>(shape.contacts).first().and_then(corrected);
        return SendOutcome::Accepted { id, phone };
    }
    unreadable(reply)
}

/// The number as WhatsApp knows it, where it differs from the one we wrote to.
fn corrected(contact: &Contact) -> Option<Phone> {
    let known = Phone::from_provider(contact.wa_id.text()?)?;
    let written = Phone::from_provider(contact.input.text()?)?;
    (known != written).then_some(known)
}

/// An error in Meta's words.
fn refused(reply: &HttpReply, shape: &ErrorShape) -> SendOutcome {
    let Some(code) = shape.code.integer() else {
        return unreadable(reply);
    };
    let by_status = || error::verdict_of_status(reply.status, shape.is_transient.is_true());
    let verdict = error::verdict(code).unwrap_or_else(by_status);
    decided(verdict, reply, shape.told())
}

/// Neither a message's id nor an error: a proxy's page, half an answer, another service.
/// Who does not speak Meta's shapes has taken no message, unless it answers as if it had.
fn unreadable(reply: &HttpReply) -> SendOutcome {
    let verdict = match reply.status {
        200..300 => Verdict::Unknown,
        status => error::verdict_of_status(status, true),
    };
    let error = ProviderError {
        code: i64::from(reply.status),
        title: format!("HTTP {} without a readable answer", reply.status),
        details: None,
    };
    decided(verdict, reply, error)
}

fn decided(verdict: Verdict, reply: &HttpReply, error: ProviderError) -> SendOutcome {
    match verdict {
        Verdict::Retry { scope, wait_s } => {
            let after = reply.retry_after.or(wait_s.map(Duration::from_secs));
            retry(scope, after, Some(error))
        }
        Verdict::Unknown => SendOutcome::Unknown {
            why: format!("{} ({})", error.title, error.code),
        },
        Verdict::Reject(why) => SendOutcome::Rejected { why, error },
    }
}

fn retry(scope: RetryScope, after: Option<Duration>, error: Option<ProviderError>) -> SendOutcome {
    SendOutcome::Retry {
        scope,
        after,
        error,
    }
}
