//! Moments and spans. A moment is milliseconds since 1970 UTC; a span is a
//! `Duration`. Nothing here reads a clock: `app` makes one [`Clock`] and hands it down.

use std::fmt;
use std::ops::Add;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Timestamp(pub i64);

impl Timestamp {
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// How long ago `earlier` was; zero when it is not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)),
        )
    }
}

/// The time as the house sees it: the wall clock, and ticks that never go back.
/// Made by `app` from the machine, or by a test that moves it by hand.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    ticks: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl Clock {
    pub fn new(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        ticks: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            ticks: Arc::new(ticks),
        }
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// Monotonic time since an arbitrary start; only differences mean something.
    #[must_use]
    pub fn ticks(&self) -> Duration {
        (self.ticks)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// A source of chance for jitter: a number in `0.0..1.0`. Made by `app`.
#[derive(Clone)]
pub struct Dice(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Dice {
    pub fn new(roll: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(roll))
    }

    #[must_use]
    pub fn roll(&self) -> f64 {
        (self.0)()
    }
}

impl fmt::Debug for Dice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dice")
    }
}

/// A span an author or operator wrote that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read span `{0}`: expected a number and ms, s, m, h or d, such as 10m or 24h")]
pub struct SpanFault(pub String);

/// Reads `250ms`, `90s`, `10m`, `2h`, `3d`.
///
/// # Errors
/// When there is no whole number, no known unit, or more than 3,650 days.
pub fn parse_span(text: &str) -> Result<Duration, SpanFault> {
    let fault = || SpanFault(text.into());
    let trimmed = text.trim();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let count: u64 = trimmed[..digits].parse().map_err(|_| fault())?;
    let unit_ms = match trimmed[digits..].trim() {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(fault()),
    };
    let span_ms = count.checked_mul(unit_ms).ok_or_else(fault)?;
    if span_ms > 3_650 * 86_400_000 {
        Err(fault())
    } else {
        Ok(Duration::from_millis(span_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_number_and_a_unit() {
        for (text, ms) in [
            ("250ms", 250),
            ("90s", 90_000),
            ("10m", 600_000),
            ("2h", 7_200_000),
            ("3d", 259_200_000),
        ] {
            assert_eq!(parse_span(text), Ok(Duration::from_millis(ms)), "{text}");
        }
        for wrong in ["", "10", "m", "-1s", "1.5h", "9999999d", "10 weeks", "١٠m"] {
            assert!(parse_span(wrong).is_err(), "{wrong}");
        }
    }
}
