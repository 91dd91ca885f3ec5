//! `claim`, `settle` and statuses: in order, once, never lost.

use std::time::Duration;

use super::*;
use crate::domain::{
    ReceiptState, Rejection, RetryScope, RowState, SendOutcome, SendPolicy, Settlement,
    StatusUpdate, withheld,
};
use crate::store::{Claimed, Verdict};

const LEILA: &str = "966501234567";

fn after(seconds: u64) -> Timestamp {
    NOW + Duration::from_secs(seconds)
}

fn verdict(outcome: SendOutcome) -> Verdict {
    Verdict::Outcome {
        outcome,
        policy: SendPolicy::default(),
        jitter: 0.0,
    }
}

fn accepted(id: &str) -> Verdict {
    verdict(SendOutcome::Accepted {
        id: Some(MessageId::new(id)),
        phone: None,
    })
}

fn lost() -> Verdict {
    verdict(SendOutcome::Unknown {
        why: "time-out".into(),
    })
}

fn status(id: &str, planted: Option<OutboxId>, state: ReceiptState) -> Event {
    Event::Status(StatusUpdate {
        id: MessageId::new(id),
        number: NumberId::new(NUMBER),
        recipient: Address::default(),
        state,
        at: after(5),
        planted: planted.map(|id| id.to_string()),
        errors: vec![],
        category: None,
    })
}

async fn claim(shelf: &Shelf, conversation: ConversationId, now: Timestamp) -> Claimed {
    let claimed = shelf.store().claim(conversation, now).await;
    claimed.expect("claimed")
}

/// A conversation with these messages in its outbox.
async fn saying(texts: &[&str]) -> (Shelf, ConversationId) {
    let shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "x").await;
    shelf.answer(conversation, texts).await;
    (shelf, conversation)
}

fn state(shelf: &Shelf, id: OutboxId) -> Option<ReceiptState> {
    let receipt = shelf.store().receipt(id).expect("readable");
    receipt.map(|receipt| receipt.state)
}

#[tokio::test]
async fn messages_leave_one_after_the_other() {
    let (shelf, conversation) = saying(&["one", "two"]).await;
    let first = claim(&shelf, conversation, NOW).await.row.expect("one");
    assert_eq!(first.id.index, 0);
    assert_eq!(claim(&shelf, conversation, NOW).await.row, None);
    let settled = shelf
        .store()
        .settle(first.id, accepted("out.1"), true, NOW)
        .await;
    let settled = settled.expect("settled");
    assert!(settled.closed);
    let second = settled.next.row.expect("two");
    assert_eq!(second.id.index, 1);
    let number = NumberId::new(NUMBER);
    let found = shelf
        .store()
        .by_provider_id(&number, &MessageId::new("out.1"));
    assert_eq!(found, Ok(Some(first.id)));
    let again = shelf.store().settle(first.id, lost(), true, NOW).await;
    let again = again.expect("settled");
    assert!(
        again.closed && again.next.row.is_none(),
        "the second time is a no-op"
    );
    assert_eq!(state(&shelf, first.id), Some(ReceiptState::Accepted));
}

#[tokio::test]
async fn a_refused_message_waits_and_holds_back_the_next() {
    let (shelf, conversation) = saying(&["one", "two"]).await;
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    let retry = verdict(SendOutcome::Retry {
        scope: RetryScope::Message,
        after: Some(Duration::from_secs(4)),
        error: None,
    });
    let settled = shelf.store().settle(row.id, retry, true, NOW).await;
    let settled = settled.expect("settled");
    assert_eq!(
        (settled.closed, settled.next.next_due),
        (false, Some(after(4)))
    );
    assert_eq!(claim(&shelf, conversation, after(3)).await.row, None);
    let again = claim(&shelf, conversation, after(4))
        .await
        .row
        .expect("one");
    assert_eq!((again.id, again.attempts), (row.id, 2));
}

#[tokio::test]
async fn a_send_under_way_at_a_crash_is_unknown_and_repeated_once() {
    let (mut shelf, conversation) = saying(&["one"]).await;
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    shelf.reopen();
    let wait = claim(&shelf, conversation, NOW).await;
    assert_eq!((wait.row, wait.next_due), (None, Some(after(15))));
    let again = claim(&shelf, conversation, after(15))
        .await
        .row
        .expect("one");
    assert_eq!((again.id, again.attempts, again.lost), (row.id, 2, 1));
    let settled = shelf.store().settle(row.id, lost(), false, after(16)).await;
    assert!(!settled.expect("settled").closed);
    let given_up = claim(&shelf, conversation, after(60)).await;
    assert_eq!((given_up.row, given_up.closed), (None, vec![row.id]));
    let receipt = shelf
        .store()
        .receipt(row.id)
        .expect("readable")
        .expect("one");
    assert_eq!(receipt.reason.as_deref(), Some("unknown"));
}

#[tokio::test]
async fn a_status_that_carries_our_id_settles_an_unknown_send() {
    let (mut shelf, conversation) = saying(&["one", "two"]).await;
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    shelf.reopen();
    let said = status("out.1", Some(row.id), ReceiptState::Delivered);
    let admitted = shelf
        .store()
        .admit(vec![said], NOW)
        .await
        .expect("admitted");
    assert_eq!(admitted.settled, [(tenant("acme"), conversation)]);
    assert_eq!(state(&shelf, row.id), Some(ReceiptState::Delivered));
    let next = claim(&shelf, conversation, NOW).await.row.expect("two");
    assert_eq!(next.id.index, 1, "and the first is not sent again");
    let late = shelf
        .store()
        .settle(row.id, accepted("out.1"), false, NOW)
        .await;
    assert!(late.expect("settled").closed);
    assert_eq!(state(&shelf, row.id), Some(ReceiptState::Delivered));
}

#[tokio::test]
async fn receipts_climb_by_either_id_in_any_order() {
    let (shelf, conversation) = saying(&["one"]).await;
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    let settled = shelf
        .store()
        .settle(row.id, accepted("out.1"), false, NOW)
        .await;
    settled.expect("settled");
    for (planted, report, end) in [
        (None, ReceiptState::Read, ReceiptState::Read),
        (Some(row.id), ReceiptState::Delivered, ReceiptState::Read),
        (None, ReceiptState::Sent, ReceiptState::Read),
        (None, ReceiptState::Failed, ReceiptState::Read),
        (Some(row.id), ReceiptState::Played, ReceiptState::Played),
    ] {
        let batch = vec![status("out.1", planted, report)];
        shelf.store().admit(batch, NOW).await.expect("admitted");
        assert_eq!(state(&shelf, row.id), Some(end), "{report:?}");
    }
}

#[tokio::test]
async fn a_status_that_comes_before_its_send_is_recorded_is_kept() {
    let (mut shelf, conversation) = saying(&["one"]).await;
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    let early = vec![
        status("out.1", None, ReceiptState::Delivered),
        status("out.1", None, ReceiptState::Sent),
    ];
    shelf.store().admit(early, NOW).await.expect("admitted");
    let settled = shelf
        .store()
        .settle(row.id, accepted("out.1"), false, NOW)
        .await;
    settled.expect("settled");
    assert_eq!(state(&shelf, row.id), Some(ReceiptState::Delivered));
    shelf.reopen();
    assert_eq!(state(&shelf, row.id), Some(ReceiptState::Delivered));
}

#[tokio::test]
async fn another_tenants_word_changes_nothing() {
    let (shelf, conversation) = saying(&["one"]).await;
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    let forge = |id: &str, state| match status(id, Some(row.id), state) {
        Event::Status(update) => Event::Status(StatusUpdate {
            number: NumberId::new("999"),
            ..update
        }),
        other => other,
    };
    let batch = vec![forge("x.1", ReceiptState::Read)];
    let admitted = shelf.store().admit(batch, NOW).await.expect("admitted");
    assert!(admitted.settled.is_empty());
    assert_eq!(state(&shelf, row.id), None);
    let settled = shelf
        .store()
        .settle(row.id, accepted("out.1"), false, NOW)
        .await;
    settled.expect("settled");
    let batch = vec![forge("x.2", ReceiptState::Read)];
    shelf.store().admit(batch, NOW).await.expect("admitted");
    assert_eq!(state(&shelf, row.id), Some(ReceiptState::Accepted));
}

#[tokio::test]
async fn withheld_and_rejected_messages_end_as_receipts_with_a_reason() {
    let (shelf, conversation) = saying(&["one", "two"]).await;
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    let decision = Verdict::Decision(Settlement::Close(withheld(&row, NOW, "send_switch")));
    let settled = shelf.store().settle(row.id, decision, true, NOW).await;
    let next = settled.expect("settled").next.row.expect("two");
    assert_eq!(state(&shelf, row.id), Some(ReceiptState::Suppressed));
    let rejected = verdict(SendOutcome::Rejected {
        why: Rejection::WindowClosed,
        error: crate::domain::ProviderError {
            code: 131_047,
            title: "Re-engagement message".into(),
            details: None,
        },
    });
    let settled = shelf.store().settle(next.id, rejected, true, NOW).await;
    assert!(settled.expect("settled").closed);
    let receipt = shelf
        .store()
        .receipt(next.id)
        .expect("readable")
        .expect("two");
    assert_eq!(receipt.reason.as_deref(), Some("window_closed"));
    assert_eq!(shelf.store().depth().messages, 0);
}

#[tokio::test]
async fn rate_limits_do_not_use_up_the_tries() {
    let (shelf, conversation) = saying(&["one"]).await;
    let mut now = NOW;
    for _ in 0..12 {
        let row = claim(&shelf, conversation, now).await.row.expect("one");
        let held = verdict(SendOutcome::Retry {
            scope: RetryScope::Pair,
            after: None,
            error: None,
        });
        let settled = shelf.store().settle(row.id, held, false, now).await;
        assert!(!settled.expect("settled").closed);
        now = now + Duration::from_secs(300);
    }
    let outbox = shelf.store().outbox(conversation).expect("readable");
    assert!(matches!(outbox[0].state, RowState::Ready { .. }));
}

#[tokio::test]
async fn it_is_known_without_a_claim_whether_one_would_yield_anything() {
    let (shelf, conversation) = saying(&["one", "two"]).await;
    let store = shelf.store();
    let seen = || {
        (
            store.open_messages(conversation),
            store.send_due(conversation),
        )
    };
    assert_eq!(seen(), (2, Some(NOW)));
    let row = claim(&shelf, conversation, NOW).await.row.expect("one");
    assert!(seen().1 > Some(after(60)), "it is under way");
    let retry = verdict(SendOutcome::Retry {
        scope: RetryScope::Message,
        after: Some(Duration::from_secs(4)),
        error: None,
    });
    let settled = store.settle(row.id, retry, false, NOW).await;
    settled.expect("settled");
    assert_eq!(seen(), (2, Some(after(4))));
    for id in ["out.1", "out.2"] {
        let row = claim(&shelf, conversation, after(4)).await.row;
        let row = row.expect("one");
        let settled = store.settle(row.id, accepted(id), false, after(4)).await;
        settled.expect("settled");
    }
    assert_eq!(seen(), (0, None));
}
