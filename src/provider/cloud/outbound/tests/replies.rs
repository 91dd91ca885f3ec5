//! Every way a send can be answered, or not.

use std::time::Duration;

use serde_json::{Value, json};

use crate::domain::{CallFault, HttpReply, MessageId, Phone, Rejection, RetryScope, SendOutcome};
use crate::provider::cloud::outbound::read;

fn answered(status: u16, body: &[u8]) -> SendOutcome {
    let (retry_after, body) = (None, body.to_vec());
    read(&Ok(HttpReply {
        status,
        retry_after,
        body,
    }))
}

fn told(status: u16, body: &Value) -> SendOutcome {
    answered(status, body.to_string().as_bytes())
}

fn error(status: u16, code: i64) -> SendOutcome {
    told(
        status,
        &json!({"error": {"message": format!("(#{code}) no"), "code": code,
        "error_data": {"details": "why"}, "fbtrace_id": "x"}}),
    )
}

/// The outcome in one word.
fn word(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Accepted { .. } => "accepted",
        SendOutcome::Retry { scope, .. } => match scope {
            RetryScope::Message => "retry",
            RetryScope::Pair => "retry pair",
            RetryScope::Number => "retry number",
            RetryScope::Account => "retry account",
        },
        SendOutcome::Unknown { .. } => "unknown",
        SendOutcome::Rejected { why, .. } => why.word(),
    }
}

#[test]
fn a_taken_message_has_an_id_and_perhaps_a_corrected_number() {
    let taken = |input: &str, wa_id: &str| {
        told(
            200,
            &json!({"messaging_product": "whatsapp",
            "contacts": [{"input": input, "wa_id": wa_id}],
            "messages": [{"id": "wamid.out", "message_status": "accepted"}]}),
        )
    };
    let accepted = |phone| SendOutcome::Accepted {
        id: Some(MessageId::new("wamid.out")),
        phone,
    };
    assert_eq!(taken("+966500000001", "966500000001"), accepted(None));
    let corrected = Phone::from_provider("5511900000000");
    assert_eq!(
        taken("+55119900000000", "5511900000000"),
        accepted(corrected)
    );
    let by_user_id = json!({"contacts": [{"input": "SA.1", "user_id": "SA.1"}],
        "messages": [{"id": "wamid.out"}]});
    assert_eq!(told(200, &by_user_id), accepted(None));
    let receipt = told(200, &json!({"success": true}));
    let (id, phone) = (None, None);
    assert_eq!(receipt, SendOutcome::Accepted { id, phone });
}

#[test]
fn an_answer_that_proves_nothing_is_unknown() {
    for (status, body) in [
        (200, &b""[..]),
        (200, b"<html>ok</html>"),
        (200, b"{}"),
        (200, b"[]"),
        (200, b"null"),
        (200, br#"{"messages":[]}"#),
        (200, br#"{"messages":[{"id":null}]}"#),
        (200, br#"{"messages":[{"id":""}]}"#),
        (200, br#"{"success":false}"#),
        (200, br#"{"error":"text"}"#),
        (200, br#"{"error":{"message":"no code"}}"#),
        (200, b"\xff\xfe"),
        (204, b""),
        (500, b""),
        (500, br#"{"error":{"code":999999}}"#),
        (502, b"<html>Bad Gateway</html>"),
        (503, b"upstream"),
        (504, b""),
    ] {
        let outcome = answered(status, body);
        assert_eq!(
            word(&outcome),
            "unknown",
            "{status} {}",
            body.escape_ascii()
        );
    }
}

#[test]
fn an_error_is_judged_by_its_code_whatever_its_status() {
    for status in [200, 400, 401, 403, 404, 429, 500, 503] {
        for (code, expected) in [
            (190, "credentials"),
            (130_429, "retry number"),
            (131_056, "retry pair"),
            (80_007, "retry account"),
            (131_016, "retry"),
            (131_000, "unknown"),
            (131_047, "window_closed"),
            (131_026, "recipient"),
            (131_050, "opted_out"),
            (132_001, "template"),
            (133_010, "configuration"),
            (100, "message"),
        ] {
            assert_eq!(
                word(&error(status, code)),
                expected,
                "{code} under {status}"
            );
        }
    }
}

#[test]
fn an_error_keeps_meta_s_words() {
    match error(400, 131_047) {
        SendOutcome::Rejected {
            why: Rejection::WindowClosed,
            error,
        } => {
            assert_eq!(
                (error.code, error.title.as_str()),
                (131_047, "(#131047) no")
            );
            assert_eq!(error.details.as_deref(), Some("why"));
        }
        other => assert_eq!(word(&other), "window_closed"),
    }
    let plain = told(
        400,
        &json!({"error": {"code": "100", "error_data": "as text"}}),
    );
    let details = match plain {
        SendOutcome::Rejected { error, .. } => error.details,
        _ => None,
    };
    assert_eq!(details.as_deref(), Some("as text"));
}

#[test]
fn a_page_instead_of_an_answer_is_tried_again_when_it_is_a_refusal() {
    for (status, expected) in [
        (301, "retry"),
        (400, "retry"),
        (401, "credentials"),
        (403, "retry"),
        (404, "retry"),
        (408, "retry"),
        (413, "retry"),
        (429, "retry number"),
    ] {
        let outcome = answered(status, b"<html>no</html>");
        assert_eq!(word(&outcome), expected, "{status}");
    }
}

#[test]
fn waiting_is_as_long_as_the_answer_says_then_as_the_table_says() {
    let wait = |retry_after, code: i64| {
        let body = json!({"error": {"code": code}}).to_string().into_bytes();
        match read(&Ok(HttpReply {
            status: 400,
            retry_after,
            body,
        })) {
            SendOutcome::Retry { after, .. } => after,
            _ => Some(Duration::MAX),
        }
    };
    let seconds = Duration::from_secs;
    assert_eq!(wait(Some(seconds(9)), 80_007), Some(seconds(9)));
    assert_eq!(wait(None, 80_007), Some(seconds(60)));
    assert_eq!(wait(None, 131_056), None, "fourfold backoff");
}

#[test]
fn only_what_never_left_is_sent_again() {
    let span = Duration::from_secs(3);
    for (fault, expected) in [
        (CallFault::NotSent("refused".into()), "retry"),
        (CallFault::Open { retry_after: span }, "retry number"),
        (
            CallFault::Refused("private address".into()),
            "configuration",
        ),
        (CallFault::TimedOut(span), "unknown"),
        (CallFault::Broken("reset".into()), "unknown"),
        (CallFault::TooLarge { max: 1 }, "unknown"),
    ] {
        assert_eq!(word(&read(&Err(fault.clone()))), expected, "{fault}");
    }
}
