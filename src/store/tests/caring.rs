//! Looking after the books.

use std::time::Duration;

use super::*;
use crate::domain::{InboxSeq, ReceiptState, SendOutcome, SendPolicy, StatusUpdate};
use crate::store::{Explained, Kind, Story, Verdict};

const LEILA: &str = "966501234567";
const DAY: Duration = Duration::from_secs(24 * 3600);

fn story(shelf: &Shelf, id: &str) -> Story {
    match shelf.store().explain(id).expect("readable") {
        Some(Explained::Turn(story)) => *story,
        other => unreachable!("{other:?}"),
    }
}

#[tokio::test]
async fn a_message_is_explained_by_any_of_its_ids() {
    let shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.in", LEILA, "x").await;
    assert!(story(&shelf, "wamid.in").waiting.is_some());
    shelf.answer(conversation, &["one", "two"]).await;
    let claimed = shelf
        .store()
        .claim(conversation, NOW)
        .await
        .expect("claimed");
    let id = claimed.row.expect("one").id;
    let outcome = SendOutcome::Accepted {
        id: Some(MessageId::new("wamid.out")),
        phone: None,
    };
    let verdict = Verdict::Outcome {
        outcome,
        policy: SendPolicy::default(),
        jitter: 0.0,
    };
    let settled = shelf.store().settle(id, verdict, false, NOW).await;
    settled.expect("settled");
    for name in ["wamid.in", "wamid.out", &id.to_string()] {
        let story = story(&shelf, name);
        assert!(story.waiting.is_none() && story.handled.is_some(), "{name}");
        let states = story.sends.iter().map(|send| send.receipt.as_ref());
        let states: Vec<_> = states.map(|receipt| receipt.map(|r| r.state)).collect();
        assert_eq!(states, [Some(ReceiptState::Accepted), None], "{name}");
        assert!(story.sends[1].open.is_some(), "{name}");
    }
    assert_eq!(shelf.store().explain("wamid.other"), Ok(None));
}

#[tokio::test]
async fn a_copy_is_known_for_ten_days_and_then_forgotten() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "x").await;
    shelf.answer(conversation, &[]).await;
    shelf.reopen();
    let sweep = async |shelf: &Shelf, at| shelf.store().sweep(at, 100).await.expect("swept");
    assert_eq!(sweep(&shelf, NOW + DAY * 10).await.removed, 0);
    let again = shelf
        .store()
        .admit(vec![message("wamid.1", LEILA, "x")], NOW + DAY * 10);
    assert_eq!(again.await.expect("admitted").duplicates, 1);
    assert_eq!(sweep(&shelf, NOW + DAY * 12).await.removed, 1);
    let again = shelf
        .store()
        .admit(vec![message("wamid.1", LEILA, "x")], NOW + DAY * 12);
    assert_eq!(again.await.expect("admitted").admitted, 1);
}

#[tokio::test]
async fn sweeping_goes_on_where_it_stopped() {
    let shelf = Shelf::new().await;
    for at in 0..10 {
        shelf.hear(&format!("wamid.{at}"), LEILA, "x").await;
    }
    let mut rounds = Vec::new();
    for _ in 0..4 {
        let swept = shelf.store().sweep(NOW + DAY * 12, 4).await.expect("swept");
        rounds.push((swept.removed, swept.round));
    }
    assert_eq!(rounds, [(4, false), (4, false), (2, true), (0, true)]);
}

#[tokio::test]
async fn reports_on_messages_of_nobodys_are_forgotten_after_a_day() {
    let shelf = Shelf::new().await;
    let report = |id: &str| {
        Event::Status(StatusUpdate {
            id: MessageId::new(id),
            number: NumberId::new(NUMBER),
            recipient: Address::default(),
            state: ReceiptState::Sent,
            at: NOW,
            planted: None,
            errors: vec![],
            category: None,
        })
    };
    let admit = async |id: &str, at| {
        let admitted = shelf.store().admit(vec![report(id)], at).await;
        admitted.expect("admitted");
    };
    admit("z", NOW).await;
    for young in ["a", "b", "c"] {
        admit(young, NOW + DAY).await;
    }
    let mut removed = 0;
    for _ in 0..4 {
        let at = NOW + DAY + Duration::from_secs(1);
        removed += shelf.store().sweep(at, 2).await.expect("swept").removed;
    }
    assert_eq!(removed, 1, "young ones do not hide the old one");
}

#[tokio::test]
async fn what_cannot_be_done_hides_nothing_else_that_was_left_lying() {
    let shelf = Shelf::new().await;
    let mut waiting = Vec::new();
    for at in 0..5 {
        let from = format!("96650123456{at}");
        waiting.push(shelf.hear(&format!("wamid.{at}"), &from, "x").await);
    }
    waiting.sort_unstable();
    let (mut seen, mut after) = (Vec::new(), None);
    for _ in 0..3 {
        let left = shelf.store().left_lying(NOW + DAY, after, 2);
        seen.extend(left.iter().map(|left| left.conversation));
        after = seen.last().copied();
    }
    assert_eq!(seen, waiting);
}

#[tokio::test]
async fn verify_reads_everything_and_names_what_is_bad() {
    let mut shelf = Shelf::new().await;
    let long = "ﷺ".repeat(4096);
    let conversation = shelf.hear("wamid.1", LEILA, &long).await;
    shelf.answer(conversation, &[&long, &long]).await;
    shelf.hear("wamid.2", LEILA, "waiting").await;
    let verified = shelf.store().verify().expect("readable");
    assert_eq!((verified.bad, verified.faults.len()), (0, 0));
    let stats = shelf.store().stats().expect("readable");
    let keys: u64 = stats.kinds.values().map(|usage| usage.keys).sum();
    assert_eq!(keys, verified.records);
    assert_eq!(stats.kinds[Kind::Inbox.name()].keys, 1);
    assert!(stats.kinds[Kind::Chunk.name()].keys >= 6);

    shelf.store().books().checkpoint().expect("in sled");
    shelf.close();
    let db = sled::open(shelf.directory.path().join("books")).expect("opens");
    let mut key = b"c".to_vec();
    key.extend(conversation.0);
    let mut value = db.get(&key).expect("readable").expect("one").to_vec();
    *value.last_mut().expect("not empty") ^= 1;
    db.insert(key, value).expect("written");
    db.flush().expect("flushed");
    drop(db);
    shelf.reopen();
    let verified = shelf.store().verify().expect("readable");
    assert_eq!(verified.bad, 1);
    let said = verified.faults[0].to_string();
    assert!(
        said.contains("conversation") && said.contains("checksum"),
        "{said}"
    );
    let loaded = shelf.store().load(conversation);
    assert!(loaded.is_err(), "never served");
}

#[tokio::test]
async fn finished_work_leaves_nothing_open() {
    let shelf = Shelf::new().await;
    let long = "x".repeat(20_000);
    let conversation = shelf.hear("wamid.1", LEILA, &long).await;
    shelf.answer(conversation, &["bye"]).await;
    let row = shelf
        .store()
        .claim(conversation, NOW)
        .await
        .expect("claimed");
    let verdict = Verdict::Outcome {
        outcome: SendOutcome::Accepted {
            id: Some(MessageId::new("out")),
            phone: None,
        },
        policy: SendPolicy::default(),
        jitter: 0.0,
    };
    let id = row.row.expect("one").id;
    shelf
        .store()
        .settle(id, verdict, false, NOW)
        .await
        .expect("settled");
    assert_eq!(shelf.store().depth(), crate::store::Depth::default());
    let kinds = shelf.store().stats().expect("readable").kinds;
    for kind in [Kind::Inbox, Kind::Outbox, Kind::Runs, Kind::Timer] {
        assert!(!kinds.contains_key(kind.name()), "{kind:?}");
    }
    assert_eq!(shelf.store().handoffs(InboxSeq(0), 10), Ok(vec![]));
}
