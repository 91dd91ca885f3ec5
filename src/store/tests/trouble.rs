//! Inputs that kill are counted, put aside, and never stand in the way.

use super::*;
use crate::store::{Park, StoreFault};

const LEILA: &str = "966501234567";

fn park(shelf: &Shelf, conversation: ConversationId, seq: crate::domain::InboxSeq) -> Park {
    let before = shelf.store().load(conversation).expect("readable");
    let before = before.expect("a conversation");
    Park {
        conversation,
        seq,
        expected_version: before.version,
        session: before.session,
        why: "three deaths".into(),
        apology: Some(Outbound::text("عذراً")),
        claim_first: true,
        now: NOW,
    }
}

#[tokio::test]
async fn a_killing_input_is_parked_once_and_the_next_is_answered() {
    let shelf = Shelf::new().await;
    let conversation = shelf.hear("m1", LEILA, "poison").await;
    shelf.hear("m2", LEILA, "hello").await;
    let seq = shelf.next(conversation).seq;
    for runs in 1..=3 {
        assert_eq!(shelf.store().fail(conversation, seq).await, Ok(runs));
    }
    let parked = shelf.store().park(park(&shelf, conversation, seq)).await;
    let parked = parked.expect("parked");
    assert!(parked.more_input);
    assert!(parked.claimed.is_some(), "one apology");
    let again = shelf.store().park(park(&shelf, conversation, seq)).await;
    assert_eq!(again, Err(StoreFault::Stale), "and only one");
    assert!(shelf.next(conversation).seq > seq);
    shelf.answer(conversation, &["hi"]).await;
}

#[tokio::test]
async fn a_run_that_ends_the_process_is_counted_before_it_begins() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("m1", LEILA, "poison").await;
    let seq = shelf.next(conversation).seq;
    let waiting = |shelf: &Shelf| {
        let waiting = shelf.store().next_input(conversation).expect("readable");
        let waiting = waiting.expect("one");
        (waiting.suspect, waiting.runs)
    };
    assert_eq!(waiting(&shelf), (false, 0), "a new row pays nothing");
    for runs in 1..=3 {
        shelf.reopen();
        assert_eq!(waiting(&shelf), (true, runs - 1));
        let begun = shelf.store().begin_suspect(conversation, seq).await;
        assert_eq!(begun, Ok(runs));
        assert_eq!(waiting(&shelf), (false, runs));
    }
    let failed = shelf.store().fail(conversation, seq).await;
    assert_eq!(failed, Ok(3), "a run is counted once");
    assert_eq!(shelf.store().begin_suspect(conversation, seq).await, Ok(4));
    shelf.answer(conversation, &[]).await;
    assert_eq!(
        shelf.store().fail(conversation, seq).await,
        Err(StoreFault::Stale)
    );
}

#[tokio::test]
async fn whatever_was_admitted_can_be_put_aside() {
    let shelf = Shelf::new().await;
    for bytes in (1..=30).map(|step| 256 * 1024 - step * 20) {
        let long = message(&format!("m{bytes}"), LEILA, &"x".repeat(bytes));
        let admitted = shelf.store().admit(vec![long], NOW).await;
        let admitted = admitted.expect("admitted");
        let Some((_, conversation)) = admitted.fresh.first() else {
            assert_eq!(admitted.quarantined, 1, "{bytes}");
            continue;
        };
        let seq = shelf.next(*conversation).seq;
        let parked = shelf.store().park(park(&shelf, *conversation, seq)).await;
        assert!(parked.is_ok(), "{bytes}: {parked:?}");
    }
}
