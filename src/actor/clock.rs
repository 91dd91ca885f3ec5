//! The only ticker of the house: due timers, put-off sends, inbox rows whose wake-up was
//! lost, old dedupe marks. Everything it finds, it finds in the store.

use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef};

use crate::domain::{ConversationId, Timestamp};
use crate::store::StoreFault;
use crate::telemetry::{DeadQueue, OutboxDepth, field};

use super::kit::Kit;
use super::root;

const TICK_EVERY: Duration = Duration::from_millis(100);
const TIMERS_EVERY: Duration = Duration::from_millis(500);
const LEFT_LYING_EVERY: Duration = Duration::from_secs(5);
/// A row this old should have been handled: its wake-up was lost.
const LEFT_LYING_AGE: Duration = Duration::from_secs(5);
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// Versions of the flows that nobody is inside by now.
const FORGET_EVERY: Duration = Duration::from_secs(3600);
/// Timers fired, and rows swept, in one go.
const BATCH_MAX: usize = 1000;

pub struct Ticker;

pub struct State {
    kit: Arc<Kit>,
    root: ActorRef<root::Msg>,
    timers: Timestamp,
    left_lying: Timestamp,
    /// Where the next look at what was left lying begins; `None` at the start.
    looked_until: Option<ConversationId>,
    sweep: Timestamp,
    forget: Timestamp,
}

impl Actor for Ticker {
    type Msg = ();
    type State = State;
    type Arguments = (Arc<Kit>, ActorRef<root::Msg>);

    async fn pre_start(
        &self,
        myself: ActorRef<()>,
        (kit, root): (Arc<Kit>, ActorRef<root::Msg>),
    ) -> Result<State, ActorProcessingErr> {
        let now = kit.clock.now();
        // what a stop or a crash left behind, however young
        for (tenant, conversation) in kit.store.open_work()? {
            let _ = root.cast(root::Msg::Look(tenant.clone(), conversation));
            let _ = root.cast(root::Msg::LookOut(tenant, conversation));
        }
        myself.send_interval(TICK_EVERY, || ());
        Ok(State {
            kit,
            root,
            timers: now,
            left_lying: now,
            looked_until: None,
            sweep: now,
            forget: now,
        })
    }

    async fn handle(
        &self,
        _: ActorRef<()>,
        (): (),
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        let _ = state.root.cast(root::Msg::Tick);
        if let Err(fault) = state.pass_time().await {
            tracing::error!(%fault, "the clock could not use the store");
        }
        Ok(())
    }
}

impl State {
    async fn pass_time(&mut self) -> Result<(), StoreFault> {
        let now = self.kit.clock.now();
        if elapsed(&mut self.timers, now, TIMERS_EVERY) {
            for (tenant, conversation) in self.kit.store.fire_due(now, BATCH_MAX).await? {
                let _ = self.root.cast(root::Msg::Look(tenant, conversation));
            }
        }
        if elapsed(&mut self.left_lying, now, LEFT_LYING_EVERY) {
            self.look_for_what_was_left(now);
            self.measure(now)?;
            self.judge_canaries().await;
            self.kit.store.erase_due(now, BATCH_MAX).await?;
        }
        if elapsed(&mut self.sweep, now, SWEEP_EVERY) {
            self.kit.store.sweep(now, BATCH_MAX).await?;
        }
        if elapsed(&mut self.forget, now, FORGET_EVERY) {
            self.forget_versions();
        }
        Ok(())
    }
}

/// Whether `every` has passed since `last`, which is then moved on. A wall clock that was
/// set back stops nothing.
fn elapsed(last: &mut Timestamp, now: Timestamp, every: Duration) -> bool {
    let due = now < *last || now.since(*last) >= every;
    if due {
        *last = now;
    }
    due
}

impl State {
    async fn judge_canaries(&self) {
        for (tenant, walls) in &self.kit.tenants {
            match walls.press.judge_canary().await {
                Ok(None) => {}
                Ok(Some(why)) => {
                    tracing::error!({ field::TENANT } = %tenant, why, "the canary was stopped: it did worse than the current version");
                }
                Err(fault) => {
                    tracing::error!({ field::TENANT } = %tenant, %fault, "a failing canary could not be stopped");
                }
            }
        }
    }

    /// Beside the ticking: it reads every conversation.
    fn forget_versions(&self) {
        for (tenant, walls) in &self.kit.tenants {
            let (tenant, press) = (tenant.clone(), walls.press.clone());
            tokio::spawn(async move {
                match press.forget().await {
                    Ok(gone) => {
                        for bundle in gone {
                            tracing::info!({ field::TENANT } = %tenant, bundle, "a version that nobody is inside is forgotten");
                        }
                    }
                    Err(fault) => {
                        tracing::error!({ field::TENANT } = %tenant, %fault, "versions could not be forgotten");
                    }
                }
            });
        }
    }

    /// What operators see of the queues.
    fn measure(&self, now: Timestamp) -> Result<(), StoreFault> {
        let (depth, trouble) = (self.kit.store.depth(), self.kit.store.trouble()?);
        let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
        self.kit.metrics.outbox(&OutboxDepth {
            ready: count(depth.messages - depth.started - depth.unknown),
            started: count(depth.started),
            unknown: count(depth.unknown),
            oldest: depth.oldest_outbox.map(|at| now.since(at)),
        });
        self.kit
            .metrics
            .dead_letters(DeadQueue::Inbox, count(trouble.dead_letters));
        Ok(())
    }

    /// Work whose wake-up was lost: by a crash, a pause, or a mailbox that is gone.
    /// A slice at a time: those whose work cannot be done hide nobody.
    fn look_for_what_was_left(&mut self, now: Timestamp) {
        let before = Timestamp(now.ms() - i64::try_from(LEFT_LYING_AGE.as_millis()).unwrap_or(0));
        let store = &self.kit.store;
        let found = store.left_lying(before, self.looked_until.take(), BATCH_MAX);
        if found.len() == BATCH_MAX {
            self.looked_until = found.last().map(|left| left.conversation);
        }
        for left in found {
            let Ok(Some(conversation)) = self.kit.store.load(left.conversation) else {
                continue;
            };
            let tenant = conversation.tenant;
            // a call that nobody is making is for the conversation to find
            if left.inbox || store.open_calls(left.conversation) > 0 {
                let _ = self
                    .root
                    .cast(root::Msg::Look(tenant.clone(), left.conversation));
            }
            if left.outbox {
                let _ = self
                    .root
                    .cast(root::Msg::LookOut(tenant, left.conversation));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_back_goes_on_ticking() {
        let (mut last, every) = (Timestamp::from_seconds(7200), Duration::from_secs(5));
        assert!(!elapsed(&mut last, Timestamp::from_seconds(7204), every));
        assert!(elapsed(&mut last, Timestamp::from_seconds(7205), every));
        assert!(elapsed(&mut last, Timestamp::from_seconds(5), every));
        assert!(!elapsed(&mut last, Timestamp::from_seconds(9), every));
        assert!(elapsed(&mut last, Timestamp::from_seconds(10), every));
    }
}
