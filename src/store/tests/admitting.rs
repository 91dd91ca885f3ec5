//! `admit`: once, durable, in order, whole batches.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{Input, Notice, NoticeKind, Odd};

const LEILA: &str = "966501234567";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_eight_copies_at_once_are_one_row() {
    let shelf = Shelf::new().await;
    let copies = (0..48).map(|_| {
        let store = shelf.store().clone();
        tokio::spawn(async move {
            store
                .admit(vec![message("wamid.1", LEILA, "مرحبا")], NOW)
                .await
        })
    });
    let (mut fresh, mut duplicates) = (0, 0);
    for copy in copies.collect::<Vec<_>>() {
        let admitted = copy.await.expect("no panic").expect("admitted");
        fresh += admitted.admitted;
        duplicates += admitted.duplicates;
    }
    assert_eq!((fresh, duplicates), (1, 47));
    assert_eq!(shelf.store().depth().inbox, 1);
}

#[tokio::test]
async fn a_copy_in_one_batch_and_a_copy_after_a_restart_are_known() {
    let mut shelf = Shelf::new().await;
    let twice = vec![
        message("wamid.1", LEILA, "a"),
        message("wamid.1", LEILA, "a"),
    ];
    let admitted = shelf.store().admit(twice, NOW).await.expect("admitted");
    assert_eq!((admitted.admitted, admitted.duplicates), (1, 1));
    shelf.reopen();
    let again = shelf
        .store()
        .admit(vec![message("wamid.1", LEILA, "a")], NOW);
    let again = again.await.expect("admitted");
    assert_eq!((again.admitted, again.duplicates), (0, 1));
    assert!(again.fresh.is_empty());
}

#[tokio::test]
async fn what_was_admitted_is_there_after_a_restart_in_its_order() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "one").await;
    for (id, text) in [("wamid.2", "two"), ("wamid.3", "three")] {
        assert_eq!(shelf.hear(id, LEILA, text).await, conversation);
    }
    shelf.reopen();
    assert_eq!(
        shelf.store().open_work().expect("readable"),
        [(tenant("acme"), conversation)]
    );
    let mut heard = Vec::new();
    for _ in 0..3 {
        let row = shelf.next(conversation);
        if let Input::Message(message) = &row.input {
            heard.push(message.content.text().map(str::to_owned));
        }
        shelf.answer(conversation, &[]).await;
    }
    let heard: Vec<_> = heard.into_iter().flatten().collect();
    assert_eq!(heard, ["one", "two", "three"]);
    assert!(shelf.store().open_work().expect("readable").is_empty());
}

#[tokio::test]
async fn a_position_is_never_given_twice() {
    let mut shelf = Shelf::new().await;
    let mut seen = BTreeSet::new();
    for restart in 0..3 {
        for at in 0..5 {
            let id = format!("wamid.{restart}.{at}");
            let conversation = shelf.hear(&id, LEILA, "x").await;
            assert!(seen.insert(shelf.next(conversation).seq), "{id}");
            shelf.answer(conversation, &[]).await;
        }
        shelf.reopen();
    }
    assert!(seen.iter().is_sorted());
}

#[tokio::test]
async fn one_odd_element_does_not_stop_the_others() {
    let shelf = Shelf::new().await;
    let stranger = match message("wamid.9", LEILA, "x") {
        Event::Message(mut message) => {
            message.number = NumberId::new("not-ours");
            Event::Message(message)
        }
        other => other,
    };
    let odd = Event::Odd(Odd {
        number: None,
        why: "no type".into(),
        raw: "{}".into(),
    });
    let notice = Event::Notice(Notice {
        field: "account_update".into(),
        number: None,
        account: Some("1".into()),
        kind: NoticeKind::Account {
            event: "DISABLED_UPDATE".into(),
        },
        raw: "{}".into(),
    });
    let batch = vec![odd, stranger, notice, message("wamid.1", LEILA, "x")];
    let admitted = shelf.store().admit(batch, NOW).await.expect("admitted");
    assert_eq!((admitted.admitted, admitted.quarantined), (1, 2));
    assert_eq!(admitted.notices.len(), 1);
}

#[tokio::test]
async fn the_longest_text_is_stored_whole_and_without_blob_files() {
    let mut shelf = Shelf::new().await;
    let text = "ﷺ".repeat(4096);
    let conversation = shelf.hear("wamid.1", LEILA, &text).await;
    shelf.answer(conversation, &[&text, &text, &text]).await;
    shelf.reopen();
    let outbox = shelf.store().outbox(conversation).expect("readable");
    assert_eq!(outbox.len(), 3);
    let story = shelf
        .store()
        .timeline(conversation, crate::domain::InboxSeq(0), 9);
    let story = story.expect("readable");
    let third = story[0].said().nth(2).expect("three").1;
    assert_eq!(third, &Outbound::text(text.as_str()));
    let blobs = shelf.directory.path().join("books").join("blobs");
    assert_eq!(std::fs::read_dir(blobs).expect("a directory").count(), 0);
}

#[tokio::test]
async fn a_message_too_large_to_store_is_put_aside() {
    let shelf = Shelf::new().await;
    let text = "x".repeat(300 * 1024);
    let batch = vec![
        message("wamid.1", LEILA, &text),
        message("wamid.2", LEILA, "y"),
    ];
    let admitted = shelf.store().admit(batch, NOW).await.expect("admitted");
    assert_eq!((admitted.admitted, admitted.quarantined), (1, 1));
}
