//! Every figure that operators see, by name. Callers count through typed methods and
//! handles; no caller builds a label. Labels hold no phone, contact or conversation, and
//! what others choose (tenants, flows, reasons) gets series of its own only up to a cap.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::registry::Registry;

use super::digest::{Digest, Past};
use super::exposition;
use super::handles::{FlowMetrics, LaneMetrics, TenantMetrics};
use super::series::{House, Incoming, OTHER, OpenSets, Outgoing, Totals};
use super::words::{
    ActorKind, DeadQueue, ErrorClass, HookOutcome, LocaleWord, OutboxState, Peer, StatusWord, Task,
    UnknownEnd, Word,
};
use crate::domain::{ReceiptState, TenantId, Timestamp};

/// What was built: shown by `hiwar_build_info`.
#[derive(Debug, Clone, Copy)]
pub struct Build {
    pub version: &'static str,
    pub revision: &'static str,
    pub rustc: &'static str,
}

/// Rows on their way out, as the store counts them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxDepth {
    pub ready: u64,
    pub started: u64,
    pub unknown: u64,
    pub oldest: Option<Duration>,
}

/// The registry. Clones count into the same series.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    registry: Registry,
    pub(super) incoming: Incoming,
    pub(super) outgoing: Outgoing,
    house: House,
    open: OpenSets,
    pub(super) all: Totals,
    past: Past,
}

impl Metrics {
    /// At most `tenant_labels_max` tenants are counted by name, the others as `other`.
    #[must_use]
    pub fn new(build: Build, tenant_labels_max: usize) -> Self {
        let mut registry = Registry::with_prefix("hiwar");
        Self(Arc::new(Inner {
            house: House::new(&mut registry, build),
            incoming: Incoming::new(&mut registry),
            outgoing: Outgoing::new(&mut registry),
            open: OpenSets::new(&mut registry, tenant_labels_max),
            all: Totals::new(),
            past: Past::default(),
            registry,
        }))
    }

    /// A webhook request was answered so.
    pub fn hook(&self, peer: Peer, outcome: HookOutcome) {
        self.0.incoming.hooks.at(peer, outcome).inc();
    }

    /// From the last byte of the request to the answer.
    pub fn acknowledged(&self, peer: Peer, took: Duration) {
        self.0.incoming.acks[peer.index()].observe(took);
    }

    /// So many messages of a webhook had been taken in before.
    pub fn duplicates(&self, count: u64) {
        self.0.incoming.duplicates.inc_by(count);
    }

    /// A provider reported this state.
    pub fn status(&self, state: ReceiptState) {
        self.0.incoming.statuses.at(StatusWord::of(state), ()).inc();
    }

    /// A try did not succeed.
    pub fn error(&self, peer: Peer, class: ErrorClass) {
        self.0.outgoing.errors.at(peer, class).inc();
    }

    pub fn unknown_ended(&self, end: UnknownEnd) {
        self.0.outgoing.unknown_ends.at(end, ()).inc();
    }

    pub fn outbox(&self, depth: &OutboxDepth) {
        for (state, count) in [
            (OutboxState::Ready, depth.ready),
            (OutboxState::Started, depth.started),
            (OutboxState::Unknown, depth.unknown),
        ] {
            self.0.outgoing.rows[state.index()].set(gauge(count));
        }
        let oldest_s = depth.oldest.unwrap_or_default().as_secs_f64();
        self.0.outgoing.oldest_s.set(oldest_s);
    }

    pub fn dead_letters(&self, queue: DeadQueue, count: u64) {
        self.0.outgoing.dead[queue.index()].set(gauge(count));
    }

    pub fn conversation_woke(&self) {
        self.0.house.conversations.inc();
    }

    pub fn conversation_slept(&self) {
        self.0.house.conversations.dec();
    }

    pub fn restarted(&self, kind: ActorKind) {
        self.0.house.restarts.at(kind, ()).inc();
    }

    /// A person was asked for, came, or left.
    pub fn handoff(&self, event: &'static str, reason: &str) {
        let reason = self.0.open.script_words.admit(reason);
        let labels = vec![("event", event.into()), ("reason", reason)];
        self.0.open.handoffs.get_or_create(&labels).inc();
    }

    pub fn missing_message(&self, tag: &str) {
        self.0
            .house
            .missing_messages
            .at(LocaleWord::of(tag), ())
            .inc();
    }

    pub fn store_size(&self, bytes: u64) {
        self.0.house.store_bytes.set(gauge(bytes));
    }

    pub fn reloaded(&self, ok: bool) {
        self.0.house.reload_ok.set(i64::from(ok));
    }

    /// The counters of one tenant at one provider; keep the handle.
    #[must_use]
    pub fn tenant(&self, tenant: &TenantId, peer: Peer) -> TenantMetrics {
        let open = &self.0.open;
        let tenant = open.tenants.admit(tenant.as_str());
        let base = vec![("tenant", tenant), ("provider", peer.word().into())];
        TenantMetrics::new(&open.sent, &open.received, base, &self.0.all.sent)
    }

    /// The counters of one lane; keep the handle.
    #[must_use]
    pub fn lane(&self, tenant: &TenantId, peer: Peer, task: Task, lane: &str) -> LaneMetrics {
        let open = &self.0.open;
        let provider = ("provider", Cow::Borrowed(peer.word()));
        let tenant = open.tenants.admit(tenant.as_str());
        let lane = if tenant == OTHER {
            OTHER
        } else {
            lane.to_owned().into()
        };
        let circuit = vec![("tenant", tenant), provider.clone(), ("lane", lane)];
        let request = vec![provider, ("operation", task.word().into())];
        LaneMetrics {
            requests: open.requests.get_or_create_owned(&request),
            all: self.0.all.requests.clone(),
            state: open.circuit_state.get_or_create_owned(&circuit),
            opens: open.circuit_opens.get_or_create_owned(&circuit),
        }
    }

    /// The counters of one flow; keep the handle.
    #[must_use]
    pub fn flow(&self, flow: &str) -> FlowMetrics {
        let open = &self.0.open;
        let base = vec![("flow", open.flows.admit(flow))];
        FlowMetrics {
            steps: open.steps.get_or_create_owned(&base),
            all: self.0.all.steps.clone(),
            errors: open.flow_errors.clone(),
            completions: open.completions.clone(),
            words: open.script_words.clone(),
            base,
        }
    }

    /// The text for `/metrics`, of type [`exposition::CONTENT_TYPE`].
    #[must_use]
    pub fn render(&self) -> String {
        exposition::render(&self.0.registry)
    }

    /// The last minutes in a few figures, for `/health/metrics`.
    #[must_use]
    pub fn digest(&self, now: Timestamp) -> Digest {
        self.0.past.digest(&self.0, now)
    }
}

fn gauge(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
