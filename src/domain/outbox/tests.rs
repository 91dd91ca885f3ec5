//! The published policy of sending, as a table.

use std::time::Duration;

use super::*;
use crate::domain::{ConversationId, InboxSeq, MessageId, Template, TurnId};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// A reply on its way out, after so many tries.
fn row(attempts: u16) -> OutboxRow {
    let turn = TurnId {
        conversation: ConversationId([1; 16]),
        seq: InboxSeq(1),
    };
    let errand = Errand::Say(Outbound::text("مرحبا"));
    let mut row = OutboxRow::ready(OutboxId { turn, index: 0 }, errand, NOW);
    row.attempts = attempts;
    row
}

fn template() -> Outbound {
    let template = Template {
        name: "order_update".into(),
        language: "ar".into(),
        header: None,
        body: vec![],
        buttons: vec![],
    };
    Outbound {
        body: crate::domain::OutboundBody::Template(template),
        reply_to: None,
    }
}

fn retry(scope: RetryScope, after_s: Option<u64>) -> SendOutcome {
    SendOutcome::Retry {
        scope,
        after: after_s.map(Duration::from_secs),
        error: None,
    }
}

fn settled(row: &OutboxRow, class: SendClass, outcome: &SendOutcome) -> Settlement {
    settle(row, class, outcome, SendPolicy::default(), NOW, 0.0)
}

fn unknown() -> SendOutcome {
    SendOutcome::Unknown {
        why: "no answer".into(),
    }
}

fn ready_in(seconds: u64) -> Timestamp {
    NOW + Duration::from_secs(seconds)
}

#[test]
fn a_certain_refusal_waits_longer_each_time_and_gives_up_at_the_eighth() {
    for (attempts, wait_s) in [(1, 1), (2, 4), (3, 16), (4, 64), (5, 256), (7, 256)] {
        let not_before = ready_in(wait_s);
        assert_eq!(
            settled(
                &row(attempts),
                SendClass::Reply,
                &retry(RetryScope::Message, None)
            ),
            Settlement::Keep(RowState::Ready { not_before }),
            "{attempts}"
        );
    }
    let last = settled(&row(8), SendClass::Reply, &retry(RetryScope::Message, None));
    assert!(
        matches!(last, Settlement::Close(receipt) if receipt.reason.as_deref() == Some("gave_up"))
    );
}

#[test]
fn jitter_only_shortens_a_wait_and_by_a_quarter_at_most() {
    assert_eq!(backoff(2, 1.0), Duration::from_secs(3));
    assert_eq!(backoff(2, 0.0), Duration::from_secs(4));
    assert_eq!(backoff(u16::MAX, 7.0), Duration::from_secs(192));
}

#[test]
fn waiting_for_a_rate_limit_never_leads_to_giving_up() {
    let mut row = row(0);
    let limited = retry(RetryScope::Pair, Some(6));
    for _ in 0..50 {
        row.attempts += 1;
        row.count(&limited);
        let not_before = ready_in(6);
        assert_eq!(
            settled(&row, SendClass::Reply, &limited),
            Settlement::Keep(RowState::Ready { not_before })
        );
    }
    row.attempts += SEND_ATTEMPTS_MAX;
    let end = settled(&row, SendClass::Reply, &limited);
    assert!(matches!(end, Settlement::Close(_)));
}

#[test]
fn a_reply_whose_answer_was_lost_goes_once_more_and_never_twice() {
    // Refused twice for certain, then lost: still one more try is due.
    let mut row = row(3);
    row.count(&unknown());
    let until = ready_in(15);
    assert_eq!(
        settled(&row, SendClass::Reply, &unknown()),
        Settlement::Keep(RowState::Unknown { until })
    );
    assert_eq!(
        resolve_unknown(&row, SendClass::Reply, NOW),
        Settlement::Keep(RowState::Ready { not_before: NOW })
    );
    row.count(&unknown());
    let end = resolve_unknown(&row, SendClass::Reply, NOW);
    assert!(
        matches!(end, Settlement::Close(receipt) if receipt.reason.as_deref() == Some("unknown"))
    );
}

#[test]
fn a_template_or_reaction_whose_answer_was_lost_is_never_repeated() {
    let mut row = row(1);
    row.count(&unknown());
    for class in [SendClass::Template, SendClass::Ephemeral] {
        let end = resolve_unknown(&row, class, NOW);
        assert!(matches!(end, Settlement::Close(_)), "{class:?}");
    }
}

#[test]
fn what_was_taken_or_rejected_leaves_the_outbox() {
    let id = Some(MessageId::new("wamid.1"));
    let taken = SendOutcome::Accepted {
        id: id.clone(),
        phone: None,
    };
    let Settlement::Close(receipt) = settled(&row(2), SendClass::Reply, &taken) else {
        unreachable!("taken");
    };
    assert_eq!(
        (receipt.state, receipt.provider_id, receipt.attempts),
        (ReceiptState::Accepted, id, 2)
    );
    let rejected = refusal(Rejection::Recipient);
    let Settlement::Close(receipt) = settled(&row(1), SendClass::Reply, &rejected) else {
        unreachable!("rejected");
    };
    assert_eq!(receipt.state, ReceiptState::Failed);
    assert_eq!(receipt.reason.as_deref(), Some("recipient"));
}

#[test]
fn a_message_outlives_a_refused_account() {
    let refused = refusal(Rejection::Credentials);
    assert!(stops_tenant(&refused) && !stops_tenant(&refusal(Rejection::Recipient)));
    let waits = Settlement::Keep(RowState::Ready {
        not_before: NOW + CREDENTIALS_WAIT,
    });
    assert_eq!(settled(&row(1), SendClass::Reply, &refused), waits);
    assert_eq!(settled(&row(200), SendClass::Template, &refused), waits);
    let dropped = settled(&row(1), SendClass::Ephemeral, &refused);
    assert!(matches!(dropped, Settlement::Close(_)), "{dropped:?}");
}

fn refusal(why: Rejection) -> SendOutcome {
    let error = ProviderError {
        code: 190,
        title: "token".into(),
        details: None,
    };
    SendOutcome::Rejected { why, error }
}

#[test]
fn what_may_be_said_depends_on_switch_window_consent_and_age() {
    use Permission::{Granted, Withheld};
    let open = Standing {
        owner: Owner::Bot,
        opted_out: false,
        last_inbound: Some(NOW),
        released: true,
    };
    let mut held = open.clone();
    held.released = false;
    let mut stopped = open.clone();
    stopped.opted_out = true;
    let mut never = open.clone();
    never.last_inbound = None;
    let (text, template) = (Outbound::text("x"), template());
    let after = |hours: u64| NOW + Duration::from_secs(hours * 3600);
    let old = Withheld("too_old");
    let closed = Permission::WindowClosed;
    for (message, standing, created, now, want) in [
        (&text, &open, NOW, NOW, Granted),
        (&text, &open, after(23), after(24), closed),
        (&text, &never, NOW, NOW, closed),
        (&text, &open, NOW, after(25), old),
        (&text, &held, NOW, NOW, Withheld("send_switch")),
        // An answer to what she just wrote still goes.
        (&text, &stopped, NOW, NOW, Granted),
        (&template, &never, NOW, NOW, Granted),
        (&template, &stopped, NOW, NOW, Withheld("opted_out")),
    ] {
        let got = may_say(message, standing, created, now);
        assert_eq!(got, want, "{message:?} {standing:?} {now:?}");
    }
}
