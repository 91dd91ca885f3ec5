//! Meta's GET before it trusts an address: the challenge comes back for the right token
//! and for nothing else.

use crate::world::{VERIFY_TOKEN, World};

fn ask(world: &World, query: &str) -> (u16, String) {
    let answer = world
        .door
        .get(&format!("/webhook/whatsapp?{query}"))
        .unwrap();
    (answer.status, answer.body)
}

#[test]
fn the_right_token_gets_its_challenge_back() {
    let world = World::open();
    // longer than any integer
    let challenge = "115820140800000000000000000001";
    let query =
        format!("hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={VERIFY_TOKEN}");
    assert_eq!(ask(&world, &query), (200, challenge.into()));
    let answer = world
        .door
        .get(&format!("/api/whatsapp/webhook?{query}"))
        .unwrap();
    assert_eq!(answer.body, challenge, "under its other path");
    assert!(
        answer
            .header("content-type")
            .unwrap()
            .starts_with("text/plain")
    );
}

#[test]
fn anything_else_is_refused() {
    let world = World::open();
    for query in [
        String::new(),
        "hub.mode=subscribe&hub.challenge=1".into(),
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong".into(),
        format!("hub.mode=unsubscribe&hub.challenge=1&hub.verify_token={VERIFY_TOKEN}"),
        format!("hub.challenge=1&hub.verify_token={VERIFY_TOKEN}"),
        format!("hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token={VERIFY_TOKEN}"),
        format!("hub.mode=subscribe&hub.challenge=1&hub.verify_token={VERIFY_TOKEN}%00"),
        format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}"),
    ] {
        let (status, body) = ask(&world, &query);
        assert_eq!(status, 403, "{query}");
        assert!(!body.contains("script"), "{query}");
    }
}
