//! Every recorded body, held against its row of expectations.

use std::fs;

use serde_json::{Value, json};

use super::{fixtures, parsed, read, vectors};
use crate::domain::{Content, Event, InboundMessage, NoticeKind, Phone, SystemNotice};

/// What a body says, in the columns of the expectation files.
fn row(events: &[Event]) -> Value {
    let mut row = json!({"fields": [], "messages": [], "statuses": [], "notices": [], "odd": 0});
    for event in events {
        let field = match event {
            Event::Message(message) => {
                push(&mut row, "messages", message_row(message));
                "messages"
            }
            Event::Status(status) => {
                let mut line = json!({
                    "id": status.id.as_str(),
                    "status": status.state.word(),
                    "phone_number_id": status.number.as_str(),
                });
                if let Some(phone) = &status.recipient.phone {
                    line["recipient"] = json!(phone.wa_id());
                }
                if !status.errors.is_empty() {
                    line["codes"] = status.errors.iter().map(|error| error.code).collect();
                }
                push(&mut row, "statuses", line);
                "messages"
            }
            Event::Notice(notice) => {
                push(&mut row, "notices", json!(notice_word(&notice.kind)));
                &notice.field
            }
            Event::Odd(_) => {
                row["odd"] = json!(row["odd"].as_u64().expect("a count") + 1);
                "messages"
            }
        };
        let fields = row["fields"].as_array().expect("a list");
        if !fields.iter().any(|known| known == field) {
            push(&mut row, "fields", json!(field));
        }
    }
    row
}

fn push(row: &mut Value, column: &str, line: Value) {
    row[column].as_array_mut().expect("a list").push(line);
}

fn message_row(message: &InboundMessage) -> Value {
    let sub = match &message.content {
        Content::ButtonReply { .. } => "button_reply",
        Content::ListReply { .. } => "list_reply",
        Content::FormReply { .. } => "nfm_reply",
        Content::CallPermission { .. } => "call_permission_reply",
        Content::System(SystemNotice::NumberChanged { .. }) => "user_changed_number",
        Content::System(SystemNotice::UserIdChanged { .. }) => "user_changed_user_id",
        Content::System(SystemNotice::IdentityChanged) => "customer_identity_changed",
        _ => "",
    };
    let mut line = json!({
        "id": message.id.as_str(),
        "type": message.content.kind_name(),
        "phone_number_id": message.number.as_str(),
        "sub": sub,
    });
    if let Some(phone) = &message.from.phone {
        line["from"] = json!(phone.wa_id());
    }
    if let Some(id) = &message.from.bsuid {
        line["from_user_id"] = json!(id.as_str());
    }
    if let Some(quoted) = message.context.as_ref().and_then(|c| c.message.as_ref()) {
        line["reply_to"] = json!(quoted.as_str());
    }
    line
}

fn notice_word(kind: &NoticeKind) -> &'static str {
    match kind {
        NoticeKind::MarketingPreference { .. } => "marketing",
        NoticeKind::UserIdChanged { .. } => "user_id",
        NoticeKind::TemplateStatus { .. } => "template_status",
        NoticeKind::Account { .. } => "account",
        NoticeKind::StaffEcho { .. } => "echo",
        NoticeKind::Recorded => "recorded",
        NoticeKind::Unknown => "unknown",
    }
}

/// Holds a row against its expectation. A sender may be known by more aliases than the
/// message itself names (the contacts beside it add some), and a phone that is none is
/// not read: everything else is equal.
fn compare(file: &str, found: &Value, expected: &Value) {
    assert_eq!(found["fields"], expected["fields"], "{file}");
    for column in ["notices", "odd"] {
        if let Some(expected) = expected.get(column) {
            assert_eq!(&found[column], expected, "{file}: {column}");
        }
    }
    // A call's progress is no receipt of a message, whatever its list is called.
    let calls = expected["fields"] == json!(["calls"]);
    for column in ["messages", "statuses"].into_iter().filter(|_| !calls) {
        let (found, expected) = (&found[column], &expected[column]);
        let lines = |list: &Value| list.as_array().expect("a list").clone();
        assert_eq!(
            lines(found).len(),
            lines(expected).len(),
            "{file}: {column}"
        );
        for (found, expected) in lines(found).iter().zip(lines(expected)) {
            for (key, expected) in expected.as_object().expect("a line") {
                let phone = ["from", "recipient"].contains(&key.as_str());
                if phone && Phone::from_provider(expected.as_str().unwrap_or("")).is_none() {
                    continue;
                }
                assert_eq!(found.get(key), Some(expected), "{file}: {column}.{key}");
            }
            let quoted = (found.get("reply_to"), expected.get("reply_to"));
            assert_eq!(quoted.0, quoted.1, "{file}: reply_to");
        }
    }
}

#[test]
fn every_fixture_says_what_its_row_expects() {
    let expected = parsed(&fixtures().join("EXPECT.json"));
    let files = fs::read_dir(fixtures().join("inbound")).expect("a folder");
    assert_eq!(files.count(), expected.as_object().expect("rows").len());
    for (file, expected) in expected.as_object().expect("rows") {
        let body = fs::read(fixtures().join("inbound").join(file)).expect("a fixture");
        let mut expected = expected.clone();
        for (column, none) in [("notices", json!([])), ("odd", json!(0))] {
            expected[column] = expected.get(column).cloned().unwrap_or(none);
        }
        compare(file, &row(&read(&body).expect(file)), &expected);
    }
}

#[test]
fn every_vector_says_what_its_row_expects() {
    let Some(vectors) = vectors() else {
        return;
    };
    let expected = parsed(&vectors.join("EXPECT.json"));
    let rows = expected.as_object().expect("rows");
    for (file, expected) in rows.iter().filter(|(file, _)| cloud_api(file)) {
        let body = fs::read(vectors.join(file)).expect("a vector");
        compare(file, &row(&read(&body).expect(file)), expected);
    }
}

/// Vectors in the Cloud API's own shape, whoever forwards it.
fn cloud_api(file: &str) -> bool {
    file.starts_with("meta/") || file.starts_with("dialog360/hand-cloud")
}
