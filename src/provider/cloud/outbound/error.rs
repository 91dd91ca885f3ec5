//! What each error code of the Cloud API asks for (Meta, "Error codes", December 2025,
//! and the Graph API changelog). This is the only place that judges a code.
//!
//! The HTTP status beside a code is unreliable (throttling is documented as 400 and met
//! as 429), so a code that is listed decides alone.

use crate::domain::Rejection::{
    self, Configuration, Credentials, Message, OptedOut, Recipient, Template, WindowClosed,
};
use crate::domain::RetryScope::{self, Account, Number, Pair};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Certainly not taken. `wait_s` is set where the limit is known to last; elsewhere
    /// the usual backoff, fourfold each time as Meta asks, is right.
    Retry {
        scope: RetryScope,
        wait_s: Option<u64>,
    },
    /// Perhaps taken.
    Unknown,
    Reject(Rejection),
}

use Verdict::{Reject, Unknown};

/// What a code asks for; nothing where Meta has not published it.
pub fn verdict(code: i64) -> Option<Verdict> {
    Some(match code {
        // Token invalid or expired, permission missing, account restricted, locked, unpaid
        // or limited: nothing of this tenant passes until somebody acts.
        0 | 3 | 10 | 190 | 200..=299 | 368 | 131_005 | 131_031 | 131_042 | 131_064 => {
            Reject(Credentials)
        }

        // Meta itself: a hiccup, down for the moment, overloaded.
        1 | 2 | 131_016 | 133_004 => soon(RetryScope::Message),
        // "Something went wrong", perhaps after the message was taken.
        131_000 => Unknown,

        // Limits: calls of the app and the account, messages a second, quality of the
        // number, one customer, a number being upgraded or just deleted, a flow.
        4 | 80_007 => later(Account, 60),
        130_429 => soon(Number),
        131_048 => later(Number, 3_600),
        131_056 => soon(Pair),
        131_057 => later(Number, 60),
        133_015 => later(Number, 300),
        132_069 => later(RetryScope::Message, 60),

        // The number: its id, the test list, its name, its registration, its PIN. A number
        // registered too often waits 72 hours, which no message outlives.
        33
        | 131_030
        | 131_037
        | 131_044
        | 131_045
        | 131_063
        | 133_000
        | 133_005
        | 133_006
        | 133_008..=133_010
        | 133_016 => Reject(Configuration),

        // This customer: marketing experiment, country, herself the sender, not reachable,
        // enough marketing for a day, user id not supported, identity changed.
        130_472 | 130_497 | 131_021 | 131_026 | 131_049 | 131_062 | 137_000 => Reject(Recipient),
        131_047 => Reject(WindowClosed),
        131_050 => Reject(OptedOut),

        // The template: parameters, language, length, policy, paused, disabled.
        132_000 | 132_001 | 132_005 | 132_007 | 132_008 | 132_012 | 132_015 | 132_016 | 132_018 => {
            Reject(Template)
        }

        // The message: parameters, type, media, method, payments, calls, flows, usernames.
        100
        | 131_008
        | 131_009
        | 131_051..=131_053
        | 131_055
        | 131_059
        | 132_068
        | 134_011
        | 134_100..=134_102
        | 135_000
        | 138_000..=139_999
        | 147_001..=147_005 => Reject(Message),

        _ => return None,
    })
}

/// What an answer asks for whose code is not listed, or that carries none. `may_pass`
/// says that another try could fare better.
pub fn verdict_of_status(status: u16, may_pass: bool) -> Verdict {
    match status {
        401 => Reject(Credentials),
        429 => soon(Number),
        500.. => Unknown,
        _ if may_pass => soon(RetryScope::Message),
        _ => Reject(Message),
    }
}

fn soon(scope: RetryScope) -> Verdict {
    let wait_s = None;
    Verdict::Retry { scope, wait_s }
}

fn later(scope: RetryScope, seconds: u64) -> Verdict {
    let wait_s = Some(seconds);
    Verdict::Retry { scope, wait_s }
}
