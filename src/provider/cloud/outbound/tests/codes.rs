//! Every published error code, and what is done about it (Meta, "Error codes").

use crate::domain::Rejection::{
    Configuration, Credentials, Message, OptedOut, Recipient, Template, WindowClosed,
};
use crate::domain::RetryScope::{self, Account, Number, Pair};
use crate::provider::cloud::outbound::error::Verdict::{self, Reject, Retry, Unknown};
use crate::provider::cloud::outbound::error::{verdict, verdict_of_status};

const fn again(scope: RetryScope) -> Verdict {
    let wait_s = None;
    Retry { scope, wait_s }
}

const fn after(scope: RetryScope, seconds: u64) -> Verdict {
    let wait_s = Some(seconds);
    Retry { scope, wait_s }
}

const CODES: &[(i64, &str, Verdict)] = &[
    (0, "token could not be authenticated", Reject(Credentials)),
    (1, "unknown or invalid request", again(RetryScope::Message)),
    (2, "service down", again(RetryScope::Message)),
    (3, "capability missing", Reject(Credentials)),
    (4, "too many calls of the app", after(Account, 60)),
    (10, "permission denied", Reject(Credentials)),
    (33, "number id unknown", Reject(Configuration)),
    (100, "invalid parameter", Reject(Message)),
    (190, "token expired", Reject(Credentials)),
    (200, "permission missing", Reject(Credentials)),
    (299, "permission missing", Reject(Credentials)),
    (368, "blocked for policy violations", Reject(Credentials)),
    (80_007, "too many calls of the account", after(Account, 60)),
    (130_429, "throughput of the number", again(Number)),
    (130_472, "marketing experiment", Reject(Recipient)),
    (130_497, "country not allowed", Reject(Recipient)),
    (131_000, "something went wrong", Unknown),
    (131_005, "access denied", Reject(Credentials)),
    (131_008, "parameter missing", Reject(Message)),
    (131_009, "parameter value", Reject(Message)),
    (131_016, "overloaded", again(RetryScope::Message)),
    (131_021, "sender is recipient", Reject(Recipient)),
    (131_026, "undeliverable", Reject(Recipient)),
    (131_030, "not on the test list", Reject(Configuration)),
    (131_031, "account locked", Reject(Credentials)),
    (131_037, "display name", Reject(Configuration)),
    (131_042, "payment", Reject(Credentials)),
    (131_044, "not registered", Reject(Configuration)),
    (131_045, "certificate", Reject(Configuration)),
    (131_047, "24 hours", Reject(WindowClosed)),
    (131_048, "spam rate", after(Number, 3_600)),
    (131_049, "ecosystem", Reject(Recipient)),
    (131_050, "stopped marketing", Reject(OptedOut)),
    (131_051, "message type", Reject(Message)),
    (131_052, "media download", Reject(Message)),
    (131_053, "media upload", Reject(Message)),
    (131_055, "method", Reject(Message)),
    (131_056, "pair rate", again(Pair)),
    (131_057, "maintenance", after(Number, 60)),
    (131_059, "cursor", Reject(Message)),
    (131_062, "user id unsupported", Reject(Recipient)),
    (131_063, "marketing endpoint", Reject(Configuration)),
    (131_064, "classification violations", Reject(Credentials)),
    (132_000, "parameter count", Reject(Template)),
    (132_001, "no such template", Reject(Template)),
    (132_005, "too long", Reject(Template)),
    (132_007, "content policy", Reject(Template)),
    (132_008, "parameter format", Reject(Template)),
    (132_012, "parameter format", Reject(Template)),
    (132_015, "paused", Reject(Template)),
    (132_016, "disabled", Reject(Template)),
    (132_018, "parameters", Reject(Template)),
    (132_068, "flow blocked", Reject(Message)),
    (132_069, "flow throttled", after(RetryScope::Message, 60)),
    (133_000, "deregistration", Reject(Configuration)),
    (133_004, "unavailable", again(RetryScope::Message)),
    (133_005, "PIN", Reject(Configuration)),
    (133_006, "verify first", Reject(Configuration)),
    (133_008, "PIN guesses", Reject(Configuration)),
    (133_009, "PIN too fast", Reject(Configuration)),
    (133_010, "not registered", Reject(Configuration)),
    (133_015, "just deleted", after(Number, 300)),
    (133_016, "registered too often", Reject(Configuration)),
    (134_011, "payments terms", Reject(Message)),
    (134_100, "marketing setup", Reject(Message)),
    (134_101, "marketing setup", Reject(Message)),
    (134_102, "marketing setup", Reject(Message)),
    (135_000, "generic user error", Reject(Message)),
    (137_000, "identity changed", Reject(Recipient)),
    (138_000, "calling", Reject(Message)),
    (139_000, "blocking", Reject(Message)),
    (147_001, "usernames", Reject(Message)),
    (147_005, "usernames", Reject(Message)),
];

#[test]
fn t22_every_published_code_has_its_action() {
    for (code, meaning, expected) in CODES {
        assert_eq!(verdict(*code), Some(*expected), "{code} {meaning}");
    }
}

#[test]
fn a_code_of_tomorrow_is_judged_by_its_status_and_never_repeated_for_ever() {
    for code in [5, 101, 131_001, 131_065, 140_000, -1, i64::MAX] {
        assert_eq!(verdict(code), None, "{code}");
    }
    for (status, transient, expected) in [
        (200, false, Reject(Message)),
        (400, false, Reject(Message)),
        (400, true, again(RetryScope::Message)),
        (401, false, Reject(Credentials)),
        (401, true, Reject(Credentials)),
        (403, false, Reject(Message)),
        (429, false, again(Number)),
        (500, false, Unknown),
        (503, true, Unknown),
    ] {
        assert_eq!(verdict_of_status(status, transient), expected, "{status}");
    }
}
