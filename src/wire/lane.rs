//! One lane: everything that goes to one number's provider or to one operation. A lane
//! that stands still holds up nobody else.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Client;

use super::breaker::{Breaker, BreakerSettings, Pass};
use super::exchange::{exchange, is_failure};
use super::fence::{self, Reach};
use super::pairs::Pairs;
use super::rate::{Pace, Rate};
use crate::domain::{CallFault, Clock, ConversationId, Dice, HttpCall, HttpReply};
use crate::telemetry::{Circuit, LaneMetrics, field};

/// After a breaker closed, what had piled up leaves at half the rate for so long.
const RECOVERY: Duration = Duration::from_secs(30);

/// What a lane is for and what it keeps to.
#[derive(Debug, Clone)]
pub struct LaneSettings {
    /// For logs: the number's id at its provider, or the operation.
    pub name: String,
    pub reach: Reach,
    /// `None`: no limit of the lane's own.
    pub rate: Option<Rate>,
    /// For one customer; `None`: no limit.
    pub pair: Option<Rate>,
    pub breaker: BreakerSettings,
}

/// Whether something may leave now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permit {
    /// It may, and has been counted.
    Go,
    /// Not before this has passed; nothing was counted.
    Wait(Duration),
}

/// A cheap handle; clones are the same lane.
#[derive(Debug, Clone)]
pub struct Lane(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: LaneSettings,
    client: Client,
    clock: Clock,
    dice: Dice,
    metrics: LaneMetrics,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    breaker: Breaker,
    pace: Pace,
    pairs: Option<Pairs>,
    /// Half the rate until then.
    recovering_until: Duration,
}

impl Lane {
    pub(super) fn new(
        settings: LaneSettings,
        client: Client,
        clock: Clock,
        dice: Dice,
        metrics: LaneMetrics,
    ) -> Self {
        let state = State {
            breaker: Breaker::new(settings.breaker),
            pace: Pace::default(),
            pairs: settings.pair.map(Pairs::new),
            recovering_until: Duration::ZERO,
        };
        Self(Arc::new(Inner {
            settings,
            client,
            clock,
            dice,
            metrics,
            state: Mutex::new(state),
        }))
    }

    /// Asks for leave to send one message to this customer. Ask before the row is claimed:
    /// waiting then costs nothing.
    #[must_use]
    pub fn permit(&self, who: ConversationId) -> Permit {
        let now = self.0.clock.ticks();
        let mut state = self.state();
        let rate = self.0.settings.rate;
        let lane_wait =
            rate.map_or_else(|| state.pace.held(now), |rate| state.pace.wait(rate, now));
        let pairs = state.pairs.as_ref();
        let pair_wait = pairs.map_or(Duration::ZERO, |pairs| pairs.wait(who, now));
        let wait = lane_wait.max(pair_wait);
        if !wait.is_zero() {
            return Permit::Wait(wait);
        }
        if let Some(rate) = rate {
            let units = if now < state.recovering_until { 2 } else { 1 };
            state.pace.take(rate, units, now);
        }
        if let Some(pairs) = &mut state.pairs {
            pairs.take(who, now);
        }
        Permit::Go
    }

    /// The other side wants everything from this lane to wait (Meta 130429, 80007).
    pub fn hold(&self, wait: Duration) {
        let until = self.0.clock.ticks() + wait;
        self.state().pace.hold(until);
    }

    /// The other side wants this customer left alone for a while (Meta 131056). Returns
    /// for how long: four times as long after each refusal in a row.
    #[must_use]
    pub fn refused(&self, who: ConversationId) -> Duration {
        let now = self.0.clock.ticks();
        let mut state = self.state();
        let pairs = state.pairs.as_mut();
        pairs.map_or(Rate::WHATSAPP_PAIR.every, |pairs| pairs.refused(who, now))
    }

    /// A message to this customer was taken: refusals before it are forgotten.
    pub fn accepted(&self, who: ConversationId) {
        if let Some(pairs) = &mut self.state().pairs {
            pairs.accepted(who);
        }
    }

    /// Carries one call out and waits for its whole answer, whatever its status. May be
    /// dropped at any time; the request may have left by then.
    ///
    /// # Errors
    /// When there is no answer; the kind tells whether the request can have been seen.
    pub async fn call(&self, call: HttpCall) -> Result<HttpReply, CallFault> {
        let inner = &*self.0;
        let url = fence::check(&call.url, inner.settings.reach)
            .map_err(|fenced| CallFault::Refused(fenced.to_string()))?;
        let pass = self.admit()?;
        let started = inner.clock.ticks();
        let result = exchange(&inner.client, url, call, &inner.clock).await;
        let now = inner.clock.ticks();
        inner.metrics.requested(now.saturating_sub(started));
        self.record(pass, is_failure(&result), now);
        result
    }

    fn admit(&self) -> Result<Pass, CallFault> {
        let pass = self.state().breaker.admit(self.0.clock.ticks());
        let pass = pass.map_err(|retry_after| CallFault::Open { retry_after })?;
        if pass.probe {
            self.0.metrics.circuit(Circuit::HalfOpen);
        }
        Ok(pass)
    }

    fn record(&self, pass: Pass, failed: bool, now: Duration) {
        let mut state = self.state();
        let changed = state.breaker.record(pass, failed, now, self.0.dice.roll());
        let Some(changed) = changed else { return };
        if changed == Circuit::Closed {
            state.recovering_until = now + RECOVERY;
        }
        drop(state);
        self.0.metrics.circuit(changed);
        let lane = self.0.settings.name.as_str();
        match changed {
            Circuit::Open => {
                tracing::warn!(
                    { field::EVENT } = "circuit.open",
                    lane,
                    "calls held back after failures"
                );
            }
            Circuit::Closed => {
                tracing::info!(
                    { field::EVENT } = "circuit.closed",
                    lane,
                    "calls go out again"
                );
            }
            Circuit::HalfOpen => {}
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
