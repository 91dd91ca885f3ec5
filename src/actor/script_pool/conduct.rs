//! How heavy a tenant's turns have been of late, and so which threads take its next one.
//! It looks at the processor time that a turn took, never at the time that passed: a turn
//! that waited for a busy machine has done no harm.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::Place;

/// A turn that took this much of a processor is heavy; ordinary ones take a tenth of it.
const HEAVY: Duration = Duration::from_millis(5);
/// So many heavy ones among the last 32 are a habit; fewer are bad luck.
const HABIT: u32 = 3;

/// One tenant's last 32 turns, a bit for each heavy one, the newest lowest.
#[derive(Debug, Default)]
pub struct Conduct(AtomicU32);

impl Conduct {
    /// Where the next turn runs. Whoever made a habit of heavy turns comes behind everybody
    /// else, until light ones have pushed the heavy ones out.
    #[must_use]
    pub fn place(&self) -> Place {
        if self.0.load(Ordering::Relaxed).count_ones() < HABIT {
            Place::Ahead
        } else {
            Place::Behind
        }
    }

    /// Notes what a turn took.
    pub fn note(&self, took: Duration) {
        let heavy = u32::from(took >= HEAVY);
        let push = |turns: u32| Some(turns << 1 | heavy);
        // the closure always has a value
        let _ = (self.0).fetch_update(Ordering::Relaxed, Ordering::Relaxed, push);
    }
}

/// Processor time of this thread so far.
pub fn processor_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(spent).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_habit_comes_behind_and_is_forgiven() {
        let conduct = Conduct::default();
        conduct.note(HEAVY);
        conduct.note(HEAVY);
        assert_eq!(conduct.place(), Place::Ahead, "twice is bad luck");
        conduct.note(HEAVY);
        assert_eq!(conduct.place(), Place::Behind);
        for _ in 0..29 {
            conduct.note(HEAVY / 10);
        }
        assert_eq!(conduct.place(), Place::Behind);
        conduct.note(HEAVY / 10);
        assert_eq!(conduct.place(), Place::Ahead, "pushed out");
    }
}
