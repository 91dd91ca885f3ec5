//! A rate with a burst, as one moment in time: how far the caller has run ahead of a
//! steady pace (the generic cell rate algorithm of ATM traffic management).

use std::time::Duration;

/// One unit every `every` in the long run, and up to `burst` at once after a rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub every: Duration,
    pub burst: u32,
}

impl Rate {
    /// A business number of WhatsApp: 80 messages a second unless Meta raised it (Meta,
    /// "Throughput").
    pub const WHATSAPP_NUMBER: Self = Self::per_second(80, 20);
    /// One customer from one number: a message every six seconds, bursts of up to 45
    /// borrowed from the future (Meta, "Pair rate limits").
    pub const WHATSAPP_PAIR: Self = Self {
        every: Duration::from_secs(6),
        burst: 45,
    };

    #[must_use]
    pub const fn per_second(count: u32, burst: u32) -> Self {
        let every = Duration::from_nanos(1_000_000_000 / if count == 0 { 1 } else { count as u64 });
        Self { every, burst }
    }
}

/// The use made of a rate. Times are ticks of the house's clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pace {
    /// When everything taken so far would have been earned at the steady pace.
    paid_until: Duration,
    /// Told to wait by the other side.
    held_until: Duration,
}

impl Pace {
    /// How long until one more may be taken; zero is now.
    pub(super) fn wait(&self, rate: Rate, now: Duration) -> Duration {
        let ahead = rate.every.saturating_mul(rate.burst.saturating_sub(1));
        let earned = self.paid_until.saturating_sub(ahead);
        earned.saturating_sub(now).max(self.held(now))
    }

    /// How long the other side still wants to be left alone.
    pub(super) fn held(&self, now: Duration) -> Duration {
        self.held_until.saturating_sub(now)
    }

    pub(super) fn take(&mut self, rate: Rate, units: u32, now: Duration) {
        self.paid_until = self.paid_until.max(now) + rate.every.saturating_mul(units);
    }

    pub(super) fn hold(&mut self, until: Duration) {
        self.held_until = self.held_until.max(until);
    }

    /// Nothing left to remember: as good as new.
    pub(super) fn rested(&self, now: Duration) -> bool {
        self.paid_until.max(self.held_until) <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_at_once_and_then_the_steady_pace() {
        let rate = Rate::WHATSAPP_PAIR;
        let mut pace = Pace::default();
        let start = Duration::from_secs(1000);
        for n in 0..45 {
            assert_eq!(pace.wait(rate, start), Duration::ZERO, "{n}");
            pace.take(rate, 1, start);
        }
        assert_eq!(pace.wait(rate, start), Duration::from_secs(6));
        let later = start + Duration::from_secs(6);
        pace.take(rate, 1, later);
        assert_eq!(pace.wait(rate, later), Duration::from_secs(6));
    }

    #[test]
    fn in_a_day_a_rate_lets_through_what_it_says_and_no_more() {
        let rate = Rate::per_second(80, 20);
        let (mut pace, mut now, mut sent) = (Pace::default(), Duration::ZERO, 0_u32);
        while now < Duration::from_secs(60) {
            now += pace.wait(rate, now);
            pace.take(rate, 1, now);
            sent += 1;
        }
        assert!((4800..=4820).contains(&sent), "{sent}");
    }

    #[test]
    fn a_hold_outlasts_what_was_earned() {
        let rate = Rate::per_second(10, 1);
        let mut pace = Pace::default();
        pace.hold(Duration::from_secs(5));
        assert_eq!(
            pace.wait(rate, Duration::from_secs(1)),
            Duration::from_secs(4)
        );
        assert!(!pace.rested(Duration::from_secs(1)) && pace.rested(Duration::from_secs(5)));
    }
}
