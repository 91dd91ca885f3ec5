//! Counters that belong to one tenant, one lane or one flow. Their owner asks
//! [`Metrics`](super::Metrics) once and keeps the handle.

use std::sync::OnceLock;
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;

use super::series::Names;
use super::tally::{Labels, Tally};
use super::timing::Timing;
use super::words::{Circuit, ContentWord, LocaleWord, SentKind, SentOutcome, Word};

/// Messages of one tenant at one provider.
#[derive(Debug, Clone)]
pub struct TenantMetrics {
    sent: Tally<SentKind, SentOutcome>,
    all_sent: Tally<SentKind, SentOutcome>,
    received: Family<Labels, Counter>,
    base: Labels,
    /// By kind and language, each resolved when first met: most never are.
    received_cells: Vec<OnceLock<Counter>>,
}

impl TenantMetrics {
    pub(super) fn new(
        sent: &Family<Labels, Counter>,
        received: &Family<Labels, Counter>,
        base: Labels,
        all_sent: &Tally<SentKind, SentOutcome>,
    ) -> Self {
        let cells = ContentWord::ALL.len() * LocaleWord::ALL.len();
        Self {
            sent: Tally::new(sent, &base, ["kind", "outcome"]),
            all_sent: all_sent.clone(),
            received: received.clone(),
            base,
            received_cells: vec![OnceLock::new(); cells],
        }
    }

    /// A customer's message was taken up, in the language of the conversation.
    pub fn received(&self, kind: ContentWord, locale: LocaleWord) {
        let cell = kind.index() * LocaleWord::ALL.len() + locale.index();
        let counter = self.received_cells[cell].get_or_init(|| {
            let mut labels = self.base.clone();
            labels.push(("type", kind.word().into()));
            labels.push(("locale", locale.word().into()));
            self.received.get_or_create_owned(&labels)
        });
        counter.inc();
    }

    /// A message was closed with its first answer.
    pub fn sent(&self, kind: SentKind, outcome: SentOutcome) {
        self.sent.at(kind, outcome).inc();
        self.all_sent.at(kind, outcome).inc();
    }
}

/// Requests and the breaker of one lane.
#[derive(Debug, Clone)]
pub struct LaneMetrics {
    pub(super) requests: Timing,
    pub(super) all: Timing,
    pub(super) state: Gauge,
    pub(super) opens: Counter,
}

impl LaneMetrics {
    pub fn requested(&self, took: Duration) {
        self.requests.observe(took);
        self.all.observe(took);
    }

    /// The breaker changed to this state.
    pub fn circuit(&self, state: Circuit) {
        let number = match state {
            Circuit::Closed => 0,
            Circuit::HalfOpen => 1,
            Circuit::Open => 2,
        };
        self.state.set(number);
        if state == Circuit::Open {
            self.opens.inc();
        }
    }
}

/// Steps, faults and ends of one flow.
#[derive(Debug, Clone)]
pub struct FlowMetrics {
    pub(super) steps: Timing,
    pub(super) all: Timing,
    pub(super) errors: Family<Labels, Counter>,
    pub(super) completions: Family<Labels, Counter>,
    pub(super) words: Names,
    pub(super) base: Labels,
}

impl FlowMetrics {
    pub fn stepped(&self, took: Duration) {
        self.steps.observe(took);
        self.all.observe(took);
    }

    /// A script's fault, by the code that `hiwar explain` knows.
    pub fn fault(&self, code: &str) {
        self.count(&self.errors, "code", code);
    }

    /// `done("served")`.
    pub fn completed(&self, outcome: &str) {
        self.count(&self.completions, "outcome", outcome);
    }

    fn count(&self, family: &Family<Labels, Counter>, name: &'static str, word: &str) {
        let mut labels = self.base.clone();
        labels.push((name, self.words.admit(word)));
        family.get_or_create(&labels).inc();
    }
}
