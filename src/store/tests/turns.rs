//! `commit`: all of a turn or nothing, once.

use super::*;
use crate::domain::{
    CallAnswer, CallRequest, Errand, InboxSeq, Input, RowState, Secret, Ticket, Timer, Value,
};
use crate::store::StoreFault;
use crate::store::record;

const LEILA: &str = "966501234567";

#[tokio::test]
async fn a_turn_is_committed_once() {
    let shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "x").await;
    let turn = shelf.turn(conversation, &["hello"]);
    let committed = shelf.store().commit(turn.clone()).await.expect("committed");
    assert_eq!((committed.version, committed.more_input), (1, false));
    assert_eq!(
        shelf.store().commit(turn.clone()).await,
        Err(StoreFault::Stale)
    );
    let again = Commit {
        expected_version: 1,
        ..turn
    };
    assert_eq!(
        shelf.store().commit(again).await,
        Err(StoreFault::Stale),
        "its inbox row is closed"
    );
    assert_eq!(
        shelf.store().outbox(conversation).expect("readable").len(),
        1
    );
}

#[tokio::test]
async fn a_turn_computed_from_an_older_session_changes_nothing() {
    let shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "x").await;
    shelf.hear("wamid.2", LEILA, "y").await;
    let late = shelf.turn(conversation, &["late"]);
    let first = shelf.answer(conversation, &["first"]).await;
    assert!(first.more_input);
    let late = Commit {
        input: shelf.next(conversation),
        ..late
    };
    assert_eq!(shelf.store().commit(late).await, Err(StoreFault::Stale));
    assert_eq!(
        shelf.store().outbox(conversation).expect("readable").len(),
        1
    );
    assert_eq!(shelf.store().depth().inbox, 1);
}

#[tokio::test]
async fn session_effects_and_timeline_are_there_after_a_restart() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "وين طلبي").await;
    let mut commit = shelf.turn(conversation, &["لحظة"]);
    let turn = commit.effects.first().map(|effect| match effect {
        Effect::Say { id, .. } => id.turn,
        other => unreachable!("{other:?}"),
    });
    let turn = turn.expect("one effect");
    let call = CallRequest {
        id: OutboxId { turn, index: 1 },
        operation: "shop.get_order".into(),
        arguments: [("order_no".to_owned(), Value::from("ORD-1001"))].into(),
    };
    commit
        .session
        .slots
        .insert("order_no".into(), "ORD-1001".into());
    commit.effects.extend([
        Effect::Call(call.clone()),
        Effect::SetTimer(timer("reminder", 7, 600)),
        Effect::Handoff(ticket(turn)),
        Effect::Consent { opted_out: true },
        Effect::Mark {
            event: "asked".into(),
            fields: [].into(),
        },
    ]);
    let committed = shelf.store().commit(commit).await.expect("committed");
    assert_eq!(committed.calls.len(), 1);
    shelf.reopen();
    let session = shelf.session(conversation);
    assert_eq!(session.slots.get("order_no"), Some(&"ORD-1001".into()));
    assert!(session.opted_out, "consent is kept in the session");
    assert_eq!(shelf.store().next_due(), Ok(Some(timer("", 0, 600).due)));
    assert_eq!(
        shelf.store().outbox(conversation).expect("readable").len(),
        2
    );
    let story = shelf.store().timeline(conversation, InboxSeq(0), 10);
    let story = story.expect("readable");
    assert_eq!(story.len(), 1);
    assert_eq!(story[0].turn, turn);
    assert!(
        story[0].effects.contains(&Effect::Call(call)),
        "all of them"
    );
    assert_eq!(story[0].said().count(), 1);
    assert!(matches!(story[0].input, Input::Message(_)));
}

#[tokio::test]
async fn an_answered_call_becomes_one_input() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "x").await;
    let mut commit = shelf.turn(conversation, &[]);
    let id = OutboxId {
        turn: TurnId {
            conversation,
            seq: commit.input.seq,
        },
        index: 0,
    };
    commit.effects.push(Effect::Call(CallRequest {
        id,
        operation: "shop.get_order".into(),
        arguments: [].into(),
    }));
    shelf.store().commit(commit).await.expect("committed");
    shelf.reopen();
    let answer = CallAnswer {
        ok: true,
        status: 200,
        body: "shipped".into(),
        error: None,
    };
    let first = shelf.store().answer_call(id, answer.clone(), NOW).await;
    assert_eq!(first, Ok(Some((tenant("acme"), conversation))));
    let second = shelf.store().answer_call(id, answer.clone(), NOW).await;
    assert_eq!(second, Ok(None));
    assert_eq!(
        shelf.next(conversation).input,
        Input::CallAnswered { call: id, answer }
    );
    assert!(
        shelf
            .store()
            .outbox(conversation)
            .expect("readable")
            .is_empty()
    );
}

#[tokio::test]
async fn the_first_message_can_be_claimed_with_the_turn() {
    let shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "x").await;
    let turn = Commit {
        claim_first: true,
        ..shelf.turn(conversation, &["one", "two"])
    };
    let committed = shelf.store().commit(turn).await.expect("committed");
    let claimed = committed.claimed.expect("a message");
    assert_eq!(claimed.state, RowState::Started { at: NOW });
    assert_eq!(claimed.attempts, 1);
    shelf.hear("wamid.2", LEILA, "y").await;
    let turn = Commit {
        claim_first: true,
        ..shelf.turn(conversation, &["three"])
    };
    let committed = shelf.store().commit(turn).await.expect("committed");
    assert_eq!(committed.claimed, None, "an older message is on its way");
}

#[tokio::test]
async fn timers_replace_cancel_and_fire_once() {
    let mut shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "x").await;
    let mut commit = shelf.turn(conversation, &[]);
    commit.effects.extend([
        Effect::SetTimer(timer("reminder", 1, 60)),
        Effect::SetTimer(timer("reminder", 2, 120)),
        Effect::SetTimer(timer("expiry", 3, 600)),
        Effect::SetTimer(timer("gone", 4, 30)),
        Effect::CancelTimer {
            name: "gone".into(),
        },
    ]);
    shelf.store().commit(commit).await.expect("committed");
    shelf.reopen();
    let at = |seconds| NOW + std::time::Duration::from_secs(seconds);
    assert_eq!(shelf.store().next_due(), Ok(Some(at(120))));
    let early = shelf.store().fire_due(Timestamp(at(120).0 - 1), 10).await;
    assert_eq!(early, Ok(vec![]));
    let fired = shelf.store().fire_due(at(120), 10).await;
    assert_eq!(fired, Ok(vec![(tenant("acme"), conversation)]));
    assert_eq!(shelf.store().fire_due(at(120), 10).await, Ok(vec![]));
    shelf.reopen();
    let row = shelf.next(conversation);
    assert!(
        matches!(&row.input, Input::Timer(fired) if fired.name == "reminder" && fired.tag == 2)
    );
    shelf.answer(conversation, &[]).await;
    shelf.hear("wamid.2", LEILA, "y").await;
    let mut commit = shelf.turn(conversation, &[]);
    commit.effects.push(Effect::CancelTimer {
        name: "expiry".into(),
    });
    shelf.store().commit(commit).await.expect("committed");
    assert_eq!(shelf.store().next_due(), Ok(None));
}

fn timer(name: &str, tag: u64, after_s: u64) -> Timer {
    Timer {
        name: name.into(),
        tag,
        due: NOW + std::time::Duration::from_secs(after_s),
    }
}

fn ticket(turn: TurnId) -> Ticket {
    Ticket {
        id: turn,
        queue: "default".into(),
        reason: "asked".into(),
        priority: 2,
        fields: vec![("order_no".into(), "ORD-1001".into())],
        locale: "ar".into(),
        flow: None,
        step: None,
        at: NOW,
    }
}

#[tokio::test]
async fn a_secret_stays_in_the_session_and_out_of_the_timeline() {
    let shelf = Shelf::new().await;
    let conversation = shelf.hear("wamid.1", LEILA, "4711-0815").await;
    let secret = Value::Secret(Secret("4711-0815".into()));
    let held = Value::List(vec![secret.clone()]);
    let mut commit = shelf.turn(conversation, &["شكرا"]);
    commit.trace.secret = true;
    commit.before.slots.insert("pin".into(), secret.clone());
    commit.before.before.insert("pin".into(), Some(held));
    commit.session.slots.insert("pin".into(), secret.clone());
    let turn = TurnId {
        conversation,
        seq: commit.input.seq,
    };
    commit.effects.push(Effect::Call(CallRequest {
        id: OutboxId { turn, index: 1 },
        operation: "shop.verify".into(),
        arguments: [("pin".to_owned(), secret.clone())].into(),
    }));
    let committed = shelf.store().commit(commit).await.expect("committed");
    assert!(format!("{:?}", shelf.session(conversation).slots).contains("••••"));
    assert_eq!(shelf.session(conversation).slots.get("pin"), Some(&secret));
    let Errand::Call(call) = &committed.calls[0].errand else {
        unreachable!("a call");
    };
    assert_eq!(
        call.arguments.get("pin"),
        Some(&secret),
        "the shop needs it"
    );
    let story = shelf.store().timeline(conversation, InboxSeq(0), 9);
    let bytes = record::encode(&story.expect("readable")).expect("small");
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("4711"), "{text}");
}

#[tokio::test]
async fn a_session_that_would_double_the_record_is_not_kept_with_the_turn() {
    let shelf = Shelf::new().await;
    for (bytes, kept) in [(2_000, true), (8_100, false)] {
        let conversation = shelf.hear(&format!("wamid.{bytes}"), LEILA, "x").await;
        let mut commit = shelf.turn(conversation, &["y"]);
        let long = Value::Text("z".repeat(bytes));
        commit.before.slots.insert("long".into(), long);
        let seq = commit.input.seq;
        shelf.store().commit(commit).await.expect("committed");
        let story = shelf.store().timeline(conversation, seq, 1);
        assert_eq!(story.expect("readable")[0].before.is_some(), kept);
    }
}
