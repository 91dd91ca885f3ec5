//! Who asks to be forgotten is, and nobody else.

use std::time::Duration;

use super::*;
use crate::domain::{Address, Bsuid, Effect};
use crate::store::tests::*;

const LEILA: &str = "966501234567";
const OMAR: &str = "966507654321";
const HER_ID: &str = "SA.13491208655302741918";
const LATER: Duration = Duration::from_secs(120);

/// Everything in the books under kinds that tell of people.
fn personal(shelf: &Shelf) -> usize {
    let stats = shelf.store().stats().expect("readable");
    let kinds = [
        "alias",
        "contact",
        "conversation",
        "timeline",
        "receipt",
        "timer",
        "handoff",
        "inbox",
        "outbox",
        "erasure",
    ];
    let keys = kinds.iter().filter_map(|kind| stats.kinds.get(kind));
    keys.map(|usage| usize::try_from(usage.keys).expect("few"))
        .sum()
}

/// A conversation of some turns, with nothing on its way.
async fn chat(shelf: &Shelf, from: &str) -> ConversationId {
    let mut conversation = None;
    for text in ["one", "two", "three"] {
        let id = shelf.hear(&format!("{from}{text}"), from, text).await;
        let mut turn = shelf.turn(id, &[]);
        turn.effects.push(Effect::SetTimer(crate::domain::Timer {
            name: "flow".into(),
            tag: 1,
            due: NOW + Duration::from_secs(3600),
        }));
        shelf.store().commit(turn).await.expect("committed");
        conversation = Some(id);
    }
    conversation.expect("a conversation")
}

#[tokio::test]
async fn who_asks_to_be_forgotten_is_forgotten_and_nobody_else() {
    let mut shelf = Shelf::new().await;
    let omar = chat(&shelf, OMAR).await;
    let without_her = personal(&shelf);
    let leila = chat(&shelf, LEILA).await;
    let held = shelf.store().held(leila).expect("readable");
    assert_eq!((held.messages, held.handoffs), (3, 0));

    shelf
        .store()
        .ask_erasure(leila, NOW + LATER)
        .await
        .expect("noted");
    assert_eq!(shelf.store().erase_due(NOW, 10).await, Ok(0), "too early");
    shelf.reopen();
    assert_eq!(shelf.store().erase_due(NOW + LATER, 10).await, Ok(1));
    shelf.reopen();
    assert_eq!(personal(&shelf), without_her);
    assert!(shelf.store().load(leila).expect("readable").is_none());
    assert!(shelf.store().load(omar).expect("readable").is_some());
    assert_eq!(shelf.store().verify().expect("readable").bad, 0);

    // she is somebody new, and is served
    let again = shelf.hear("m9", LEILA, "hello").await;
    assert_eq!(shelf.store().held(again).expect("readable").messages, 0);
}

#[tokio::test]
async fn nobody_is_forgotten_while_a_message_waits() {
    let shelf = Shelf::new().await;
    let leila = chat(&shelf, LEILA).await;
    shelf.store().ask_erasure(leila, NOW).await.expect("noted");
    shelf.hear("late", LEILA, "wait").await;
    assert_eq!(shelf.store().erase_due(NOW + LATER, 10).await, Ok(0));
    let turn = shelf.turn(leila, &[]);
    shelf.store().commit(turn).await.expect("committed");
    assert_eq!(shelf.store().erase_due(NOW + LATER, 10).await, Ok(1));
}

#[tokio::test]
async fn the_one_that_she_was_before_a_merge_goes_too() {
    let shelf = Shelf::new().await;
    let before = personal(&shelf);
    chat(&shelf, LEILA).await;
    let hear = |id: &'static str, from| shelf.store().admit(vec![message_from(id, from, id)], NOW);
    hear("m1", bsuid(HER_ID)).await.expect("admitted");
    let merged = hear("m2", both(LEILA, HER_ID)).await.expect("admitted");
    let her = merged.fresh.last().expect("something new").1;
    while shelf.store().next_input(her).expect("readable").is_some() {
        let turn = shelf.turn(her, &[]);
        shelf.store().commit(turn).await.expect("committed");
    }
    shelf.store().ask_erasure(her, NOW).await.expect("noted");
    assert_eq!(shelf.store().erase_due(NOW, 10).await, Ok(1));
    assert_eq!(personal(&shelf), before);
}

#[tokio::test]
async fn all_that_she_was_over_several_merges_go_too() {
    const PARENT: &str = "SA.99991208655302741918";
    let of_parent = |address| Address {
        parent: Bsuid::parse(PARENT),
        ..address
    };
    let shelf = Shelf::new().await;
    let before = personal(&shelf);
    let first = chat(&shelf, LEILA).await;
    let hear = |id: &'static str, from| shelf.store().admit(vec![message_from(id, from, id)], NOW);
    let mut rows = Vec::new();
    for (id, from) in [
        ("m1", of_parent(Address::default())),
        ("m2", of_parent(phone(LEILA))),
        ("m3", bsuid(HER_ID)),
        ("m4", of_parent(bsuid(HER_ID))),
    ] {
        rows.extend(hear(id, from).await.expect("admitted").fresh);
    }
    for (_, heard_in) in rows {
        while shelf
            .store()
            .next_input(heard_in)
            .expect("readable")
            .is_some()
        {
            let turn = shelf.turn(heard_in, &[]);
            shelf.store().commit(turn).await.expect("committed");
        }
    }
    // asked for under the name that she no longer bears
    shelf.store().ask_erasure(first, NOW).await.expect("noted");
    assert_eq!(shelf.store().erase_due(NOW, 10).await, Ok(1));
    assert_eq!(personal(&shelf), before);
}
