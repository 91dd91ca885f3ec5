//! The only place that reads the machine's clock and rolls its dice.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::domain::{Clock, Dice, Timestamp};
use crate::flow::Limits;
use crate::http::sim::PushClock;

/// The wall clock and the monotonic clock of this machine.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the clock"
)]
pub fn clock() -> Clock {
    let started = Instant::now();
    Clock::new(
        || {
            let since = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default();
            Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        },
        move || started.elapsed(),
    )
}

/// The same clock, and a way to move its days forward; its ticks stay what they are.
#[must_use]
pub fn movable_clock() -> (Clock, PushClock) {
    let (clock, ahead) = (clock(), Arc::new(AtomicI64::new(0)));
    let (wall, ticks) = (clock.clone(), clock);
    let read = Arc::clone(&ahead);
    let moved = Clock::new(
        move || Timestamp(wall.now().ms().saturating_add(read.load(Ordering::Relaxed))),
        move || ticks.ticks(),
    );
    let push = move |span: Duration| {
        let span = i64::try_from(span.as_millis()).unwrap_or(0);
        ahead.fetch_add(span, Ordering::Relaxed);
    };
    (moved, Arc::new(push))
}

/// What a turn may spend, its time included.
#[must_use]
pub fn limits(clock: Clock) -> Limits {
    Limits {
        ticks: Some(Arc::new(move || clock.ticks())),
        ..Limits::default()
    }
}

/// Chance for jitter; nothing secret depends on it.
#[must_use]
pub fn dice() -> Dice {
    Dice::new(fastrand::f64)
}
