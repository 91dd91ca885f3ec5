//! The only place that reads the machine's clock and rolls its dice.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::domain::{Clock, Dice, Timestamp};

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

/// Chance for jitter; nothing secret depends on it.
#[must_use]
pub fn dice() -> Dice {
    Dice::new(fastrand::f64)
}
