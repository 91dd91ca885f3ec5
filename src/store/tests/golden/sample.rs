//! One of every record, with every field filled.

use std::time::Duration;

use crate::domain::{
    Busy, CallRequest, Canary, CanaryLimits, Contact, ContactId, Effect, Errand, HandoffEnd,
    HandoffResult, InboxSeq, Input, JournalEntry, JournalKind, LanguageMemory, LanguageSource,
    OpenHandoff, OptIn, OutboxRow, Owner, Paused, Pending, Place, Policy, ProviderError,
    Publication, Receipt, ReceiptState, Reminder, ScriptFault, Secret, Ticket, TimelineEntry,
    Timer, Value,
};
use crate::store::record::{
    self, Bundle, BundleFile, BundleShelf, DeadLetter, Handoff, InboxBody, Orphan, Quarantined,
    Stored,
};
use crate::store::tests::*;

pub(super) fn turn() -> TurnId {
    TurnId {
        conversation: ConversationId([7; 16]),
        seq: InboxSeq(4097),
    }
}

pub(super) fn outbox_id() -> OutboxId {
    OutboxId {
        turn: turn(),
        index: 1,
    }
}

pub(super) fn contact() -> Contact {
    Contact {
        id: ContactId([3; 16]),
        address: both("966501234567", "SA.13491208655302741918"),
        profile_name: Some("ليلى".into()),
        first_seen: NOW,
        merged_into: Some(ContactId([4; 16])),
    }
}

/// All that version 1 knew.
pub(super) fn session_before() -> Session {
    Session {
        language: Some(LanguageMemory {
            tag: "ar".into(),
            source: LanguageSource::Detected,
            at: NOW,
            latin_script: false,
            other_in_a_row: 1,
        }),
        owner: Owner::Queue,
        place: Some(Place {
            flow: "order_status".into(),
            bundle: "0123456789abcdef".into(),
            step: "ask".into(),
            visit: 3,
        }),
        slots: [
            ("order_no".to_owned(), Value::from("ORD-1001")),
            (
                "lines".to_owned(),
                Value::List(vec![Value::Int(-1), Value::Null]),
            ),
        ]
        .into(),
        journal: vec![JournalEntry {
            kind: JournalKind::Ask,
            key: "order_no".into(),
            value: Value::Decimal("12.50".into()),
            skipped: false,
        }],
        pending: Some(Pending::Answer {
            slot: "order_no".into(),
            key: "ask-order".into(),
            asked: turn(),
            tries: 1,
            options: vec!["a".into()],
            page: 0,
            secret: false,
            gather: None,
        }),
        misses: 1,
        timers: vec![timer()],
        visits: 3,
        again: [("ask".to_owned(), 1)].into(),
        before: [("item".to_owned(), None)].into(),
        aside: vec!["agent".into()],
        held: Vec::new(),
        told_waiting: false,
        last_inbound: Some(NOW),
        opted_out: false,
        greeted: true,
        ..Session::default()
    }
}

/// With what version 1 had no room for.
pub(super) fn session() -> Session {
    let old = session_before();
    let place = old.place.clone();
    Session {
        paused: vec![Paused {
            place: place.clone().expect("it stands somewhere"),
            slots: old.slots.clone(),
            before: old.before.clone(),
            journal: old.journal.clone(),
            pending: Some(Pending::Wait),
            again: old.again.clone(),
            then: Some("ask".into()),
            quiet: true,
        }],
        reminders: [(
            "pickup".to_owned(),
            Reminder {
                flow: "rma_instructions".into(),
                bundle: "0123456789abcdef".into(),
                step: "remind".into(),
                slots: old.slots.clone(),
            },
        )]
        .into(),
        handoff: Some(OpenHandoff {
            ticket: turn(),
            queue: "default".into(),
            place,
            slots: old.slots.clone(),
            agent: Some("Nora".into()),
            on_nobody: Some("nobody".into()),
            on_closed: None,
            on_cancel: None,
        }),
        handoff_result: Some(HandoffResult {
            agent: None,
            outcome: "expired".into(),
        }),
        variants: [("greeting".to_owned(), "b".to_owned())].into(),
        opt_ins: [("offers".to_owned(), NOW)].into(),
        gathered: vec!["first".into()],
        outcome: Some("served".into()),
        busy: Busy {
            since: NOW,
            turns: 3,
        },
        heard: Some(MessageId::new("wamid.1")),
        pending: Some(Pending::Answer {
            slot: "pin".into(),
            key: "ask-pin".into(),
            asked: turn(),
            tries: 0,
            options: Vec::new(),
            page: 1,
            secret: true,
            gather: Some(Duration::from_secs(4)),
        }),
        slots: [("pin".to_owned(), Value::Secret(Secret("••••".into())))].into(),
        ..old
    }
}

pub(super) fn timer() -> Timer {
    Timer {
        name: "reminder".into(),
        tag: 9,
        due: NOW,
    }
}

pub(super) fn conversation() -> Stored {
    Stored {
        version: 300,
        tenant: tenant("acme"),
        number: NumberId::new(NUMBER),
        contact: ContactId([3; 16]),
        timers: vec![timer()],
        merged_into: None,
        session: record::encode(&session()).expect("small"),
    }
}

pub(super) fn conversation_v1() -> Stored {
    Stored {
        session: record::encode(&session_before()).expect("small"),
        ..conversation()
    }
}

pub(super) fn input() -> Input {
    match message("wamid.1", "966501234567", "وين طلبي") {
        Event::Message(message) => Input::Message(message),
        other => unreachable!("{other:?}"),
    }
}

pub(super) fn inbox() -> InboxBody {
    InboxBody {
        admitted: NOW,
        input: input(),
    }
}

pub(super) fn row() -> OutboxRow {
    OutboxRow::ready(outbox_id(), Errand::Say(Outbound::text("مرحبا")), NOW)
}

pub(super) fn receipt() -> Receipt {
    Receipt {
        state: ReceiptState::Failed,
        provider_id: Some(MessageId::new("wamid.out")),
        at: NOW,
        error: Some(error()),
        attempts: 2,
        reason: Some("gave_up".into()),
    }
}

pub(super) fn error() -> ProviderError {
    ProviderError {
        code: 131_047,
        title: "Re-engagement message".into(),
        details: None,
    }
}

pub(super) fn orphan() -> Orphan {
    Orphan {
        state: ReceiptState::Delivered,
        at: NOW,
        error: None,
        received: NOW,
    }
}

/// As version 1 wrote it: what was said and marked, and no session.
pub(super) fn timeline_v1() -> TimelineEntry {
    let message = Outbound::text("مرحبا");
    let said = Effect::Say {
        id: outbox_id(),
        message,
    };
    let marked = Effect::Mark {
        event: "asked".into(),
        fields: [("n".to_owned(), Value::Int(1))].into(),
    };
    TimelineEntry {
        turn: turn(),
        admitted: NOW,
        turned: NOW,
        committed: NOW,
        input: input(),
        before: None,
        effects: vec![said, marked],
        trace: Trace {
            matched: "trigger:order_status".into(),
            steps: vec!["order_status.ask".into()],
            fault: Some(ScriptFault {
                code: "F0301".into(),
                file: "flows/order_status.rhai".into(),
                line: 3,
                step: "ask".into(),
                what: "unknown variable".into(),
            }),
            ..Trace::default()
        },
        owner: Owner::Bot,
    }
}

pub(super) fn timeline() -> TimelineEntry {
    let mut entry = timeline_v1();
    entry.before = Some(Box::new(session()));
    entry.trace.why = "وين طلبي".into();
    entry.trace.bundle = "0123456789abcdef".into();
    entry.trace.secret = true;
    entry.effects.extend([
        Effect::Call(CallRequest {
            id: outbox_id(),
            operation: "shop.get_order".into(),
            arguments: [("order_no".to_owned(), Value::from("ORD-1001"))].into(),
        }),
        Effect::SetTimer(timer()),
        Effect::CancelTimer {
            name: "slow".into(),
        },
        Effect::Handoff(handoff().ticket),
        Effect::Consent { opted_out: true },
        Effect::OptIn(OptIn {
            purpose: "offers".into(),
            granted: true,
            wording: "ask-offers".into(),
            locale: "ar".into(),
        }),
        Effect::HandoffEnded {
            ticket: turn(),
            how: HandoffEnd::Returned,
            agent: Some("Nora".into()),
        },
    ]);
    entry
}

pub(super) fn handoff() -> Handoff {
    Handoff {
        tenant: tenant("acme"),
        conversation: ConversationId([7; 16]),
        contact: ContactId([3; 16]),
        ticket: Ticket {
            id: turn(),
            queue: "default".into(),
            reason: "asked".into(),
            priority: 2,
            fields: vec![("order_no".into(), "ORD-1001".into())],
            locale: "ar".into(),
            flow: Some("order_status".into()),
            step: Some("ask".into()),
            at: NOW,
        },
    }
}

pub(super) fn quarantined() -> Quarantined {
    Quarantined {
        at: NOW,
        number: Some(NumberId::new(NUMBER)),
        why: "no type".into(),
        raw: "{}".into(),
    }
}

pub(super) fn dead_letter() -> DeadLetter {
    DeadLetter {
        tenant: tenant("acme"),
        row: InboxRow {
            seq: InboxSeq(4097),
            admitted: NOW,
            input: input(),
        },
        runs: 3,
        why: "three deaths".into(),
        at: NOW,
    }
}

pub(super) fn bundle() -> Bundle {
    let file = |shelf, path: &str, first| BundleFile {
        shelf,
        path: path.into(),
        print: [first; 16],
    };
    Bundle {
        kept: NOW,
        files: vec![
            file(BundleShelf::Flows, "order_status.rhai", 1),
            file(BundleShelf::Locales, "ar/core.ftl", 2),
        ],
    }
}

pub(super) fn publication() -> Publication {
    let limits = CanaryLimits::default();
    let published = Publication::first("00000000000000aa", NOW)
        .publish("00000000000000bb", Some(Policy::HandOver), NOW)
        .expect("another version");
    let begun = published.start_canary("00000000000000cc", 10, limits, NOW);
    let mut publication = begun.expect("a canary");
    publication.canary = Some(Canary {
        bundle: "00000000000000cc".into(),
        percent: 10,
        since: NOW,
        limits,
    });
    publication
}
