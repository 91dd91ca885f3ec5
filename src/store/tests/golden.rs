//! Bytes that were once written are read for ever: one file per record and version,
//! kept in `tests/fixtures/store`. A change that breaks one of these tests needs a new
//! VERSION, a reader for the old one, and a new file beside the old.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::domain::{
    Contact, ContactId, Errand, InboxSeq, Input, JournalEntry, JournalKind, LanguageMemory,
    LanguageSource, OutboxRow, Owner, Pending, Place, ProviderError, Receipt, ReceiptState,
    ScriptFault, Ticket, TimelineEntry, Timer, Value,
};
use crate::store::record::{
    self, Alias, DeadLetter, Directory, Format, Handoff, InboxBody, Lease, Orphan, Outbox,
    Quarantined, Record, Runs, Seen, Sent, Stored, TimerTag,
};

/// Calls `$each` with a sample of every record.
macro_rules! samples {
    ($each:ident) => {
        $each("alias", &Alias(ContactId([3; 16])));
        $each("contact", &contact());
        $each("conversation", &conversation());
        $each("dead_letter", &dead_letter());
        $each("directory", &Directory(tenant("acme")));
        $each("format", &Format(1));
        $each("handoff", &handoff());
        $each("inbox", &inbox());
        $each("lease", &Lease(8192));
        $each("orphan", &orphan());
        $each("outbox", &Outbox(vec![row()]));
        $each("quarantine", &quarantined());
        $each("receipt", &receipt());
        $each("runs", &Runs(2));
        $each(
            "seen",
            &Seen {
                admitted: NOW,
                turn: turn(),
            },
        );
        $each("sent", &Sent(outbox_id()));
        $each("timeline", &timeline());
        $each(
            "timer",
            &TimerTag {
                tag: 9,
                tenant: tenant("acme"),
            },
        );
    };
}

#[test]
fn every_released_record_is_read_back() {
    fn read_back<R: Record + PartialEq + std::fmt::Debug>(name: &str, sample: &R) {
        let path = golden(name, R::VERSION);
        let bytes = fs::read(&path).expect("a golden file for every record and version");
        let read: R = record::open(&bytes).expect("readable");
        assert_eq!(&read, sample, "{name}");
        let written = record::seal(sample).expect("small");
        assert_eq!(
            written, bytes,
            "{name}: writing changed without a new version"
        );
    }
    samples!(read_back);
}

#[test]
#[ignore = "writes the golden files of new versions; never overwrites one"]
fn write_missing_golden_files() {
    fn write<R: Record>(name: &str, sample: &R) {
        let path = golden(name, R::VERSION);
        if !path.exists() {
            fs::write(path, record::seal(sample).expect("small")).expect("written");
        }
    }
    samples!(write);
}

fn golden(name: &str, version: u16) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/store")
        .join(format!("{name}.v{version}.bin"))
}

fn turn() -> TurnId {
    TurnId {
        conversation: ConversationId([7; 16]),
        seq: InboxSeq(4097),
    }
}

fn outbox_id() -> OutboxId {
    OutboxId {
        turn: turn(),
        index: 1,
    }
}

fn contact() -> Contact {
    Contact {
        id: ContactId([3; 16]),
        address: both("966501234567", "SA.13491208655302741918"),
        profile_name: Some("ليلى".into()),
        first_seen: NOW,
        merged_into: Some(ContactId([4; 16])),
    }
}

fn session() -> Session {
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
        paused: Vec::new(),
        reminders: std::collections::BTreeMap::new(),
        handoff: None,
        handoff_result: None,
        variants: std::collections::BTreeMap::new(),
        opt_ins: std::collections::BTreeMap::new(),
        gathered: Vec::new(),
        busy: crate::domain::Busy::default(),
        heard: None,
        last_inbound: Some(NOW),
        opted_out: false,
        greeted: true,
    }
}

fn timer() -> Timer {
    Timer {
        name: "reminder".into(),
        tag: 9,
        due: NOW,
    }
}

fn conversation() -> Stored {
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

fn input() -> Input {
    match message("wamid.1", "966501234567", "وين طلبي") {
        Event::Message(message) => Input::Message(message),
        other => unreachable!("{other:?}"),
    }
}

fn inbox() -> InboxBody {
    InboxBody {
        admitted: NOW,
        input: input(),
    }
}

fn row() -> OutboxRow {
    OutboxRow::ready(outbox_id(), Errand::Say(Outbound::text("مرحبا")), NOW)
}

fn receipt() -> Receipt {
    Receipt {
        state: ReceiptState::Failed,
        provider_id: Some(MessageId::new("wamid.out")),
        at: NOW,
        error: Some(error()),
        attempts: 2,
        reason: Some("gave_up".into()),
    }
}

fn error() -> ProviderError {
    ProviderError {
        code: 131_047,
        title: "Re-engagement message".into(),
        details: None,
    }
}

fn orphan() -> Orphan {
    Orphan {
        state: ReceiptState::Delivered,
        at: NOW,
        error: None,
        received: NOW,
    }
}

fn timeline() -> TimelineEntry {
    TimelineEntry {
        turn: turn(),
        admitted: NOW,
        committed: NOW,
        input: input(),
        said: vec![(outbox_id(), Outbound::text("مرحبا"))],
        trace: Trace {
            matched: "trigger:order_status".into(),
            why: String::new(),
            bundle: String::new(),
            secret: false,
            steps: vec!["order_status.ask".into()],
            fault: Some(ScriptFault {
                code: "F0301".into(),
                file: "flows/order_status.rhai".into(),
                line: 3,
                step: "ask".into(),
                what: "unknown variable".into(),
            }),
        },
        marks: vec![("asked".into(), [("n".to_owned(), Value::Int(1))].into())],
        owner: Owner::Bot,
    }
}

fn handoff() -> Handoff {
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

fn quarantined() -> Quarantined {
    Quarantined {
        at: NOW,
        number: Some(NumberId::new(NUMBER)),
        why: "no type".into(),
        raw: "{}".into(),
    }
}

fn dead_letter() -> DeadLetter {
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
