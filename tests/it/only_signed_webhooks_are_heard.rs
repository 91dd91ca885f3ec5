//! A body whose signature is missing or wrong leaves no trace: 401, nothing said, nothing
//! stored, and the same message counts as new when it comes with its right signature.

use serde_json::json;

use crate::stub::hook::{Signer, Text};
use crate::world::{APP_SECRET, NUMBER_ID, World, message_id, now_s};

const PHONE: &str = "+966501110001";

fn message(id: &str) -> String {
    let text = Text {
        number_id: NUMBER_ID,
        from: PHONE.trim_start_matches('+'),
        id,
        at_s: now_s(),
        words: "where is my order",
    };
    text.body()
}

#[test]
fn a_forged_body_is_refused_without_a_trace() {
    let world = World::open();
    let before = world.health();
    let id = message_id();
    let body = message(&id);
    let right = Signer::new(APP_SECRET).sign(body.as_bytes());
    let hex = right.trim_start_matches("sha256=");
    let off_by_one = if hex.ends_with('0') { "1" } else { "0" };
    let forged = [
        None,
        Some(String::new()),
        Some("sha256=".into()),
        Some(Signer::new("another secret").sign(body.as_bytes())),
        Some(Signer::new(APP_SECRET).sign(b"another body")),
        Some(format!("sha256={}{off_by_one}", &hex[..63])),
        Some(format!("sha256={}", &hex[..63])),
        Some(format!("{right}0")),
        Some(format!("sha1={hex}")),
        Some(hex.into()),
        Some(format!("{right},{right}")),
        Some(format!("sha256={}", "٠".repeat(64))),
    ];
    for signature in forged {
        let answer = world
            .hook_signed(body.as_bytes(), signature.as_deref())
            .unwrap();
        assert_eq!(answer.status, 401, "{signature:?}");
        assert_eq!(answer.body, "", "{signature:?}");
    }
    assert_eq!(world.health(), before);
    assert!(world.cloud.calls().is_empty());

    let upper = format!("sha256={}", hex.to_uppercase());
    assert_eq!(
        world
            .hook_signed(body.as_bytes(), Some(&upper))
            .unwrap()
            .status,
        200
    );
    world
        .customer(PHONE)
        .expects("the answer to the genuine one", |_| true);
}

#[test]
fn a_signature_covers_the_bytes_not_the_json() {
    let world = World::open();
    let body = message(&message_id());
    let signature = Signer::new(APP_SECRET).sign(body.as_bytes());
    let spaced = body.replacen(':', ": ", 1);
    let answer = world
        .hook_signed(spaced.as_bytes(), Some(&signature))
        .unwrap();
    assert_eq!(answer.status, 401);
    assert!(world.cloud.calls().is_empty());
}

#[test]
fn a_signed_body_that_is_no_json_is_not_retried_for_days() {
    let world = World::open();
    for body in [
        &b"{}"[..],
        b"[]",
        b"null",
        json!({"object": "page"}).to_string().as_bytes(),
    ] {
        assert_eq!(
            world.hook(body).unwrap().status,
            200,
            "{}",
            String::from_utf8_lossy(body)
        );
    }
    world.may_leave_something_over();
}
