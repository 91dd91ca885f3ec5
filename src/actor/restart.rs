//! How often something may fail before it is left alone: a pure policy, because the actor
//! library has supervision events but no restart intensity. It holds no actor and no clock.

use std::collections::VecDeque;
use std::time::Duration;

use crate::domain::Timestamp;

/// Runs of one inbox row before it is parked as a dead letter.
pub const ROW_RUNS_MAX: u32 = 3;

/// At most `failures` within `window`; one more is too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intensity {
    pub failures: usize,
    pub window: Duration,
}

/// A tenant that fails ten times in a minute is paused; its inbox still accepts.
pub const TENANT: Intensity = Intensity {
    failures: 10,
    window: Duration::from_secs(60),
};
/// How long a paused tenant is left alone before it is tried again.
pub const TENANT_PAUSE: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Restart,
    Pause { until: Timestamp },
}

/// The failures of one tenant that still count.
#[derive(Debug, Default)]
pub struct Record {
    recent: VecDeque<Timestamp>,
}

impl Record {
    /// Takes in a failure and says what follows.
    pub fn failed(&mut self, intensity: Intensity, now: Timestamp) -> Verdict {
        while self
            .recent
            .front()
            .is_some_and(|at| now.since(*at) >= intensity.window)
        {
            self.recent.pop_front();
        }
        self.recent.push_back(now);
        if self.recent.len() < intensity.failures {
            return Verdict::Restart;
        }
        self.recent.clear();
        Verdict::Pause {
            until: now + TENANT_PAUSE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    #[test]
    fn ten_failures_in_a_minute_pause_a_tenant() {
        let mut record = Record::default();
        for second in 0..9 {
            assert_eq!(record.failed(TENANT, at(second)), Verdict::Restart);
        }
        assert_eq!(
            record.failed(TENANT, at(9)),
            Verdict::Pause { until: at(69) }
        );
        assert_eq!(
            record.failed(TENANT, at(70)),
            Verdict::Restart,
            "after the pause the count begins anew"
        );
    }

    #[test]
    fn failures_far_apart_never_pause() {
        let mut record = Record::default();
        for minute in 0..100 {
            assert_eq!(record.failed(TENANT, at(minute * 7)), Verdict::Restart);
        }
    }
}
