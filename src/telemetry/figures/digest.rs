//! The last minutes in a few figures, for people without a Prometheus at hand. Counters
//! only rise, so the digest is the difference to what they were a few minutes ago.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::metrics::Inner;
use super::timing::Spread;
use super::words::{HookOutcome, SentOutcome};
use crate::domain::Timestamp;

/// How far back the digest looks, when it was asked for that long ago.
const LOOK_BACK: Duration = Duration::from_secs(5 * 60);
/// Looks closer together than this share one memory.
const STRIDE: Duration = Duration::from_secs(30);

/// Figures since about five minutes ago (`span` says since when), or since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    pub span: Duration,
    /// Webhook requests: to their answer; failed are those not answered 200.
    pub webhooks: Figures,
    /// Requests to providers and operations; failed are tries that did not succeed.
    pub providers: Figures,
    /// Runs of scripts.
    pub steps: Figures,
    /// Messages closed; failed are those that the provider did not take. No times.
    pub messages: Figures,
}

/// Counts and percentiles of one kind of work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    pub count: u64,
    pub failed: u64,
    pub p50: Duration,
    pub p95: Duration,
    pub p99: Duration,
}

impl Figures {
    /// The share that failed, in thousandths; 0 when nothing happened.
    #[must_use]
    pub fn failed_permille(&self) -> u64 {
        (self.failed * 1000).checked_div(self.count).unwrap_or(0)
    }
}

/// What the counters said at one moment.
#[derive(Debug, Clone, Copy, Default)]
struct Sample {
    acks: Spread,
    hooks: u64,
    hooks_failed: u64,
    providers: Spread,
    provider_errors: u64,
    steps: Spread,
    messages: u64,
    messages_failed: u64,
}

/// Samples of earlier looks, oldest first.
#[derive(Debug, Default)]
pub(super) struct Past(Mutex<VecDeque<(Timestamp, Sample)>>);

impl Past {
    /// Remembers this look and compares it with the oldest within reach. The first one
    /// compares with zero, and spans nothing.
    pub(super) fn digest(&self, metrics: &Inner, now: Timestamp) -> Digest {
        let sample = Sample::take(metrics);
        let mut past = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while past
            .get(1)
            .is_some_and(|(at, _)| now.since(*at) >= LOOK_BACK)
        {
            past.pop_front();
        }
        let (since, before) = past.front().copied().unwrap_or((now, Sample::default()));
        if past.back().is_none_or(|(at, _)| now.since(*at) >= STRIDE) {
            past.push_back((now, sample));
        }
        sample.compared_with(&before, now.since(since))
    }
}

impl Sample {
    fn take(metrics: &Inner) -> Self {
        let answered_well = metrics.incoming.hooks.sum_of(HookOutcome::Accepted)
            + metrics.incoming.hooks.sum_of(HookOutcome::Duplicate);
        let hooks = metrics.incoming.hooks.sum();
        let suppressed = metrics.all.sent.sum_of(SentOutcome::Suppressed);
        Self {
            acks: metrics
                .incoming
                .acks
                .iter()
                .map(super::timing::Timing::spread)
                .fold(Spread::default(), Spread::plus),
            hooks,
            hooks_failed: hooks - answered_well.min(hooks),
            providers: metrics.all.requests.spread(),
            provider_errors: metrics.outgoing.errors.sum(),
            steps: metrics.all.steps.spread(),
            messages: metrics.all.sent.sum() - suppressed,
            messages_failed: metrics.all.sent.sum_of(SentOutcome::Failed),
        }
    }

    fn compared_with(&self, before: &Self, span: Duration) -> Digest {
        let webhooks = timed(self.acks.since(before.acks));
        let providers = timed(self.providers.since(before.providers));
        let messages = Figures {
            count: self.messages.saturating_sub(before.messages),
            failed: self.messages_failed.saturating_sub(before.messages_failed),
            ..Figures::default()
        };
        Digest {
            span,
            webhooks: Figures {
                count: self.hooks.saturating_sub(before.hooks),
                failed: self.hooks_failed.saturating_sub(before.hooks_failed),
                ..webhooks
            },
            providers: Figures {
                failed: self.provider_errors.saturating_sub(before.provider_errors),
                ..providers
            },
            steps: timed(self.steps.since(before.steps)),
            messages,
        }
    }
}

fn timed(spread: Spread) -> Figures {
    Figures {
        count: spread.count(),
        failed: 0,
        p50: spread.percentile(50),
        p95: spread.percentile(95),
        p99: spread.percentile(99),
    }
}
