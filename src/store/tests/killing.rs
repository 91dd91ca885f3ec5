//! A process that dies at any instant has lost nothing that it acknowledged, and done
//! nothing twice. The child is this test program, started again to run one ignored test
//! in a directory of its own; what it acknowledged it wrote to its standard output.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::*;
use crate::domain::{InboxSeq, SendOutcome, SendPolicy};
use crate::store::Verdict;
use crate::telemetry;

const CUSTOMERS: u64 = 4;
/// Where a crash must be harmless, and the how-manieth time it comes.
const POINTS: [(&str, u32); 11] = [
    ("before_admit", 20),
    ("after_admit", 20),
    ("before_commit", 20),
    ("after_commit", 20),
    ("before_claim", 20),
    ("after_claim", 20),
    ("before_settle", 20),
    ("after_settle", 20),
    ("before_checkpoint", 3),
    ("amid_checkpoint", 700),
    ("after_checkpoint", 3),
];

#[test]
#[ignore = "run by the tests below, in a child process"]
fn child() {
    let directory = std::env::current_dir().expect("a directory");
    if let Ok(point) = fs::read_to_string(directory.join("point")) {
        let (name, nth) = point.split_once(' ').expect("a point and a number");
        telemetry::arm(name, nth.parse().expect("a number"));
    }
    let first: u64 = fs::read_to_string(directory.join("first"))
        .map_or(0, |text| text.parse().expect("a number"));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let store = open(&directory.join("store"));
        let numbers = vec![(NumberId::new(NUMBER), tenant("acme"))];
        store.set_directory(numbers).await.expect("set");
        let customers = (0..CUSTOMERS).map(|customer| {
            let store = store.clone();
            tokio::spawn(async move {
                for at in first.. {
                    live(&store, customer, at).await;
                }
            })
        });
        for customer in customers.collect::<Vec<_>>() {
            let _ = customer.await;
        }
    });
}

/// One message through all verbs, each acknowledged by a line.
async fn live(store: &Store, customer: u64, at: u64) {
    let id = format!("m.{customer}.{at}");
    let from = format!("96650000000{customer}");
    let admitted = store.admit(vec![message(&id, &from, &id)], NOW).await;
    let conversation = admitted.expect("admitted").fresh[0].1;
    acknowledge(&format!("admitted {id}"));
    let waiting = store.next_input(conversation).expect("readable");
    let row = waiting.expect("a row").row;
    let loaded = store.load(conversation).expect("readable").expect("one");
    let turn = TurnId {
        conversation,
        seq: row.seq,
    };
    let said = OutboxId { turn, index: 0 };
    let commit = Commit {
        conversation,
        expected_version: loaded.version,
        input: row,
        before: loaded.session.clone(),
        session: loaded.session,
        turned: NOW,
        effects: vec![Effect::Say {
            id: said,
            message: Outbound::text(id.as_str()),
        }],
        trace: Trace::default(),
        claim_first: false,
        now: NOW,
    };
    store.commit(commit).await.expect("committed");
    acknowledge(&format!("committed {said}"));
    let Some(row) = store.claim(conversation, NOW).await.expect("claimed").row else {
        return;
    };
    acknowledge(&format!("claimed {}", row.id));
    let verdict = Verdict::Outcome {
        outcome: SendOutcome::Accepted {
            id: Some(MessageId::new(format!("out.{}", row.id))),
            phone: None,
        },
        policy: SendPolicy::default(),
        jitter: 0.0,
    };
    store
        .settle(row.id, verdict, false, NOW)
        .await
        .expect("settled");
    acknowledge(&format!("settled {}", row.id));
}

fn acknowledge(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "ack {line}").expect("written");
    out.flush().expect("flushed");
}

/// Runs the child until it dies: by itself, or by us after `lines` acknowledgements.
fn run_child(directory: &Path, lines: usize) -> Vec<(String, String)> {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "--ignored",
            "--exact",
            "--nocapture",
            "store::tests::killing::child",
        ])
        .current_dir(directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let out = BufReader::new(child.stdout.take().expect("piped"));
    let mut acknowledged = Vec::new();
    for line in out.lines().map_while(Result::ok) {
        if let Some((_, line)) = line.split_once("ack ")
            && let Some((verb, id)) = line.split_once(' ')
        {
            acknowledged.push((verb.to_owned(), id.to_owned()));
        }
        if acknowledged.len() == lines {
            child.kill().expect("killed");
        }
    }
    child.wait().expect("gone");
    acknowledged
}

/// Everything acknowledged is there, and every input has one turn at most.
fn check(directory: &Path, acknowledged: &[(String, String)]) {
    let store = open(&directory.join("store"));
    let verified = store.verify().expect("readable");
    assert_eq!(verified.faults, [], "every record is whole");
    for (verb, id) in acknowledged {
        if verb == "admitted" {
            let known = store.explain(id).expect("readable");
            assert!(known.is_some(), "{verb} {id} is lost");
            continue;
        }
        let id: OutboxId = id.parse().expect("an id");
        let turn = id.turn;
        let entries = store.timeline(turn.conversation, turn.seq, 1);
        let entries = entries.expect("readable");
        assert_eq!(entries[0].turn, turn, "{verb} {id} is lost");
        let receipt = store.receipt(id).expect("readable");
        let open = store.outbox(turn.conversation).expect("readable");
        let open = open.iter().find(|row| row.id == id);
        match verb.as_str() {
            "settled" => assert!(receipt.is_some() && open.is_none(), "{verb} {id}"),
            "claimed" => assert!(
                receipt.is_some() || open.is_some_and(|row| row.attempts == 1),
                "{verb} {id}"
            ),
            _ => assert!(receipt.is_some() != open.is_some(), "{verb} {id}"),
        }
    }
    let mut turns: BTreeMap<String, u32> = BTreeMap::new();
    let ids: BTreeSet<_> = acknowledged.iter().map(|(_, id)| id.clone()).collect();
    for id in ids.iter().filter_map(|id| id.parse::<OutboxId>().ok()) {
        let story = store.timeline(id.turn.conversation, InboxSeq(0), usize::MAX);
        for entry in story.expect("readable") {
            let key = format!("{}", entry.turn);
            *turns.entry(key).or_default() = 1;
        }
    }
    assert!(turns.values().all(|count| *count == 1));
}

#[test]
fn a_killed_process_has_lost_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut acknowledged = Vec::new();
    for round in 0..4 {
        fs::write(
            directory.path().join("first"),
            (round * 100_000).to_string(),
        )
        .expect("written");
        let lines = 150 + usize::try_from(round).expect("small") * 37;
        let more = run_child(directory.path(), lines);
        assert!(more.len() >= lines, "{} acknowledged", more.len());
        acknowledged.extend(more);
        check(directory.path(), &acknowledged);
    }
}

#[test]
fn a_crash_at_any_named_point_has_lost_nothing() {
    for (point, nth) in POINTS {
        let directory = tempfile::tempdir().expect("a directory");
        fs::write(directory.path().join("point"), format!("{point} {nth}")).expect("written");
        let acknowledged = run_child(directory.path(), usize::MAX);
        assert!(acknowledged.len() > 10, "{point}: {}", acknowledged.len());
        check(directory.path(), &acknowledged);
    }
}
