//! The registered families, room by room of the house. A new figure is one field and one
//! line here, and one method on [`Metrics`](super::Metrics).

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Metric, Registry};

use super::metrics::Build;
use super::tally::{Labels, Tally};
use super::timing::Timing;
use super::words::{
    ActorKind, DeadQueue, ErrorClass, HookOutcome, LocaleWord, OutboxState, Peer, SentKind,
    SentOutcome, StatusWord, UnknownEnd, Word,
};

/// Flows, outcomes and reasons come from scripts: so many of each get their own series.
const SCRIPT_LABELS_MAX: usize = 200;
/// Stands for everything past a cap.
pub(super) const OTHER: Cow<'static, str> = Cow::Borrowed("other");

/// What comes in by the front door.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) hooks: Tally<Peer, HookOutcome>,
    pub(super) acks: Vec<Timing>,
    pub(super) duplicates: Counter,
    pub(super) statuses: Tally<StatusWord>,
}

impl Incoming {
    pub(super) fn new(r: &mut Registry) -> Self {
        let help = "Webhook requests by answer";
        let hooks = tally(r, "webhook_requests", help, ["provider", "outcome"]);
        let help = "From the last byte of a webhook to its answer";
        let acks: Family<Labels, Timing> = family(r, "webhook_ack_duration_seconds", help);
        let help = "Messages that had been taken in before";
        let duplicates = single(r, "webhook_duplicates", help);
        let help = "Statuses that providers reported of our messages";
        let statuses = tally(r, "message_status", help, ["status", ""]);
        let acks = each(&acks, "provider", Peer::ALL);
        Self {
            hooks,
            acks,
            duplicates,
            statuses,
        }
    }
}

/// What is on its way out.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) errors: Tally<Peer, ErrorClass>,
    pub(super) unknown_ends: Tally<UnknownEnd>,
    pub(super) rows: Vec<Gauge>,
    pub(super) oldest_s: Gauge<f64, AtomicU64>,
    pub(super) dead: Vec<Gauge>,
}

impl Outgoing {
    pub(super) fn new(r: &mut Registry) -> Self {
        let help = "Tries at a provider or an operation that did not succeed";
        let errors = tally(r, "provider_errors", help, ["provider", "class"]);
        let help = "Sends whose answer was lost, by how they ended";
        let unknown_ends = tally(r, "unknown_sends", help, ["outcome", ""]);
        let rows: Family<Labels, Gauge> = family(r, "outbox_messages", "Rows on their way out");
        let help = "Age of the oldest row on its way out";
        let oldest_s = single(r, "outbox_oldest_age_seconds", help);
        let help = "Rows that were given up and wait for a person";
        let dead: Family<Labels, Gauge> = family(r, "dead_letters", help);
        Self {
            errors,
            unknown_ends,
            rows: each(&rows, "state", OutboxState::ALL),
            oldest_s,
            dead: each(&dead, "queue", DeadQueue::ALL),
        }
    }
}

/// How the process itself is doing.
#[derive(Debug)]
pub(super) struct House {
    pub(super) conversations: Gauge,
    pub(super) restarts: Tally<ActorKind>,
    pub(super) missing_messages: Tally<LocaleWord>,
    pub(super) store_bytes: Gauge,
    pub(super) reload_ok: Gauge,
}

impl House {
    pub(super) fn new(r: &mut Registry, build: Build) -> Self {
        let info: Family<Labels, Gauge> = family(r, "build_info", "What is running");
        let labels = vec![
            ("version", Cow::Borrowed(build.version)),
            ("revision", Cow::Borrowed(build.revision)),
            ("rustc", Cow::Borrowed(build.rustc)),
        ];
        info.get_or_create(&labels).set(1);
        let help = "Conversations awake in memory";
        let conversations = single(r, "conversations_active", help);
        let help = "Actors started again after a fault";
        let restarts = tally(r, "actor_restarts", help, ["kind", ""]);
        let help = "Messages that had to fall back to another language";
        let missing_messages = tally(r, "locale_missing_messages", help, ["locale", ""]);
        let store_bytes = single(r, "store_size_bytes", "The store on disk");
        let help = "1 when the last load of settings and flows succeeded";
        let reload_ok = single(r, "config_last_reload_successful", help);
        Self {
            conversations,
            restarts,
            missing_messages,
            store_bytes,
            reload_ok,
        }
    }
}

/// Families with a label that is known only at run time.
#[derive(Debug)]
pub(super) struct OpenSets {
    pub(super) received: Family<Labels, Counter>,
    pub(super) sent: Family<Labels, Counter>,
    pub(super) requests: Family<Labels, Timing>,
    pub(super) circuit_state: Family<Labels, Gauge>,
    pub(super) circuit_opens: Family<Labels, Counter>,
    pub(super) steps: Family<Labels, Timing>,
    pub(super) flow_errors: Family<Labels, Counter>,
    pub(super) completions: Family<Labels, Counter>,
    pub(super) handoffs: Family<Labels, Counter>,
    pub(super) tenants: Names,
    pub(super) flows: Names,
    pub(super) script_words: Names,
}

impl OpenSets {
    pub(super) fn new(r: &mut Registry, tenant_labels_max: usize) -> Self {
        let help = "Messages by the first answer to their send";
        let sent = family(r, "messages_sent", help);
        let help = "From the first byte of a request to the last of its answer";
        let requests = family(r, "provider_request_duration_seconds", help);
        let help = "Requests for a person and what became of them";
        let handoffs = family(r, "handoffs", help);
        Self {
            received: family(r, "messages_received", "Messages that customers sent"),
            sent,
            requests,
            circuit_state: family(r, "circuit_state", "0 closed, 1 half open, 2 open"),
            circuit_opens: family(r, "circuit_opens", "Times a breaker opened"),
            steps: family(r, "flow_step_duration_seconds", "One run of a script"),
            flow_errors: family(r, "flow_errors", "Faults of scripts"),
            completions: family(r, "flow_completions", "Flows that came to an end"),
            handoffs,
            tenants: Names::new(tenant_labels_max),
            flows: Names::new(SCRIPT_LABELS_MAX),
            script_words: Names::new(SCRIPT_LABELS_MAX),
        }
    }
}

/// Sums over all tenants, lanes and flows, for the digest; not registered.
#[derive(Debug)]
pub(super) struct Totals {
    pub(super) sent: Tally<SentKind, SentOutcome>,
    pub(super) requests: Timing,
    pub(super) steps: Timing,
}

impl Totals {
    pub(super) fn new() -> Self {
        Self {
            sent: Tally::new(&Family::default(), &[], ["kind", "outcome"]),
            requests: Timing::default(),
            steps: Timing::default(),
        }
    }
}

/// Label values that somebody else chooses, up to a cap.
#[derive(Debug, Clone)]
pub(super) struct Names {
    max: usize,
    known: Arc<Mutex<HashSet<Box<str>>>>,
}

impl Names {
    fn new(max: usize) -> Self {
        Self {
            max,
            known: Arc::default(),
        }
    }

    /// The name itself, or `other` when there are too many already.
    pub(super) fn admit(&self, name: &str) -> Cow<'static, str> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains(name) {
            if known.len() >= self.max {
                return OTHER;
            }
            known.insert(name.into());
        }
        name.to_owned().into()
    }
}

fn single<M: Metric + Clone + Default>(r: &mut Registry, name: &str, help: &str) -> M {
    let metric = M::default();
    r.register(name, help, metric.clone());
    metric
}

fn family<M>(r: &mut Registry, name: &str, help: &str) -> Family<Labels, M>
where
    Family<Labels, M>: Metric + Clone + Default,
{
    single(r, name, help)
}

fn tally<A: Word, B: Word>(
    r: &mut Registry,
    name: &str,
    help: &str,
    labels: [&'static str; 2],
) -> Tally<A, B> {
    Tally::new(&family(r, name, help), &[], labels)
}

/// One series for every word, by its position.
fn each<W: Word, M: Clone>(family: &Family<Labels, M>, label: &'static str, words: &[W]) -> Vec<M> {
    let series = |word: &W| family.get_or_create_owned(&vec![(label, word.word().into())]);
    words.iter().map(series).collect()
}
