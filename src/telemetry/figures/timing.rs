//! How long things take: a histogram without a lock, from which percentiles can be read
//! inside the process too.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::{EncodeMetric, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::{MetricType, TypedMetric};

/// Upper bounds in microseconds: from a script's step to a provider's time-out.
const BOUNDS_US: [u64; 18] = [
    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 5_000_000, 10_000_000, 30_000_000,
];
/// The bounds, and everything above the last.
const BUCKETS: usize = BOUNDS_US.len() + 1;

/// A cheap handle; clones count into the same buckets.
#[derive(Debug, Clone, Default)]
pub struct Timing(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    buckets: [AtomicU64; BUCKETS],
    sum_us: AtomicU64,
}

impl Timing {
    pub fn observe(&self, took: Duration) {
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS_US.partition_point(|bound| *bound < took_us);
        self.0.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.0.sum_us.fetch_add(took_us, Ordering::Relaxed);
    }

    pub(super) fn spread(&self) -> Spread {
        Spread(std::array::from_fn(|at| {
            self.0.buckets[at].load(Ordering::Relaxed)
        }))
    }
}

impl TypedMetric for Timing {
    const TYPE: MetricType = MetricType::Histogram;
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the format wants seconds as a float; microseconds stay exact for 285 years"
)]
fn seconds(us: u64) -> f64 {
    us as f64 / 1_000_000.0
}

impl EncodeMetric for Timing {
    fn encode(&self, mut encoder: MetricEncoder<'_>) -> Result<(), std::fmt::Error> {
        let spread = self.spread();
        let bounds = BOUNDS_US.into_iter().map(seconds);
        let buckets: Vec<_> = bounds.chain([f64::INFINITY]).zip(spread.0).collect();
        let sum = seconds(self.0.sum_us.load(Ordering::Relaxed));
        encoder.encode_histogram::<NoLabelSet>(sum, spread.count(), &buckets, None)
    }

    fn metric_type(&self) -> MetricType {
        Self::TYPE
    }
}

/// What the buckets held at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Spread([u64; BUCKETS]);

impl Spread {
    pub(super) fn count(&self) -> u64 {
        self.0.iter().sum()
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] + other.0[at]))
    }

    /// What was added since `earlier`.
    pub(super) fn since(self, earlier: Self) -> Self {
        Self(std::array::from_fn(|at| {
            self.0[at].saturating_sub(earlier.0[at])
        }))
    }

    /// The time within which `percent` of all fell, read between the bounds of its bucket;
    /// zero when there was nothing.
    pub(super) fn percentile(&self, percent: u64) -> Duration {
        let rank = (self.count() * percent).div_ceil(100);
        let (mut below, mut lower_us) = (0, 0);
        for (count, upper_us) in self.0.into_iter().zip(BOUNDS_US) {
            if count > 0 && below + count >= rank {
                let into = (upper_us - lower_us) * (rank - below) / count;
                return Duration::from_micros(lower_us + into);
            }
            (below, lower_us) = (below + count, upper_us);
        }
        Duration::from_micros(if rank == 0 { 0 } else { lower_us })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_fall_into_the_right_bucket() {
        let timing = Timing::default();
        assert_eq!(timing.spread().percentile(95), Duration::ZERO);
        for _ in 0..95 {
            timing.observe(Duration::from_millis(2));
        }
        for _ in 0..5 {
            timing.observe(Duration::from_millis(700));
        }
        let spread = timing.spread();
        let ms = |percent| spread.percentile(percent).as_micros() / 1000;
        assert!((1..=2).contains(&ms(50)), "{}", ms(50));
        assert!((1..=2).contains(&ms(95)), "{}", ms(95));
        assert!((500..=1000).contains(&ms(99)), "{}", ms(99));
        assert_eq!(spread.since(spread).count(), 0);
        timing.observe(Duration::from_secs(3600));
        let last = timing.spread().since(spread);
        assert_eq!(last.percentile(99), Duration::from_secs(30));
    }
}
