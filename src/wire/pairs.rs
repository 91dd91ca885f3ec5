//! The limit between one number and one customer. Kept only for customers who were
//! written to in the last minutes, and never for more than a fixed number of them.

use std::collections::HashMap;
use std::time::Duration;

use super::rate::{Pace, Rate};
use crate::domain::ConversationId;

/// Customers remembered at once; more go unlimited, and the provider says so if it must.
const PAIRS_MAX: usize = 20_000;
/// Looks for forgettable ones at most this often when full.
const SWEEP_EVERY: Duration = Duration::from_secs(1);
/// 4^4 seconds is the longest wait that Meta's rule of 4^X is followed to.
const REFUSALS_MAX: u32 = 4;

#[derive(Debug)]
pub(super) struct Pairs {
    rate: Rate,
    known: HashMap<ConversationId, Pair>,
    next_sweep: Duration,
}

#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    pace: Pace,
    /// Refused in a row by the provider's own count.
    refusals: u32,
}

impl Pairs {
    pub(super) fn new(rate: Rate) -> Self {
        Self {
            rate,
            known: HashMap::new(),
            next_sweep: Duration::ZERO,
        }
    }

    /// How long until she may be written to; zero is now.
    pub(super) fn wait(&self, who: ConversationId, now: Duration) -> Duration {
        self.known
            .get(&who)
            .map_or(Duration::ZERO, |pair| pair.pace.wait(self.rate, now))
    }

    pub(super) fn take(&mut self, who: ConversationId, now: Duration) {
        let rate = self.rate;
        if let Some(pair) = self.pair(who, now) {
            pair.pace.take(rate, 1, now);
        }
    }

    /// The provider refused (Meta 131056): 1, 4, 16, 64, 256 seconds. Returns the wait.
    pub(super) fn refused(&mut self, who: ConversationId, now: Duration) -> Duration {
        let Some(pair) = self.pair(who, now) else {
            return Duration::from_secs(4_u64.pow(REFUSALS_MAX));
        };
        let wait = Duration::from_secs(4_u64.pow(pair.refusals));
        pair.refusals = (pair.refusals + 1).min(REFUSALS_MAX);
        pair.pace.hold(now + wait);
        wait
    }

    pub(super) fn accepted(&mut self, who: ConversationId) {
        if let Some(pair) = self.known.get_mut(&who) {
            pair.refusals = 0;
        }
    }

    /// Her entry, made when there is room.
    fn pair(&mut self, who: ConversationId, now: Duration) -> Option<&mut Pair> {
        if self.known.len() >= PAIRS_MAX && !self.known.contains_key(&who) {
            if now < self.next_sweep {
                return None;
            }
            self.next_sweep = now + SWEEP_EVERY;
            self.known.retain(|_, pair| !pair.pace.rested(now));
            if self.known.len() >= PAIRS_MAX {
                return None;
            }
        }
        Some(self.known.entry(who).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(n: u32) -> ConversationId {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&n.to_be_bytes());
        ConversationId(bytes)
    }

    const NOW: Duration = Duration::from_secs(3600);

    #[test]
    fn one_customer_waits_and_another_does_not() {
        let mut pairs = Pairs::new(Rate::WHATSAPP_PAIR);
        for _ in 0..45 {
            assert_eq!(pairs.wait(who(1), NOW), Duration::ZERO);
            pairs.take(who(1), NOW);
        }
        assert_eq!(pairs.wait(who(1), NOW), Duration::from_secs(6));
        assert_eq!(pairs.wait(who(2), NOW), Duration::ZERO);
    }

    #[test]
    fn a_refusal_waits_four_times_as_long_each_time_until_one_is_taken() {
        let mut pairs = Pairs::new(Rate::WHATSAPP_PAIR);
        let mut now = NOW;
        for wait_s in [1, 4, 16, 64, 256, 256] {
            let wait = pairs.refused(who(1), now);
            assert_eq!(wait, Duration::from_secs(wait_s));
            assert_eq!(pairs.wait(who(1), now), wait);
            now += wait;
            assert_eq!(pairs.wait(who(1), now), Duration::ZERO);
        }
        pairs.accepted(who(1));
        assert_eq!(pairs.refused(who(1), now), Duration::from_secs(1));
    }

    #[test]
    fn memory_is_bounded_and_the_rested_are_forgotten_first() {
        let mut pairs = Pairs::new(Rate::WHATSAPP_PAIR);
        let count = u32::try_from(PAIRS_MAX).expect("fits");
        (0..count).for_each(|n| pairs.take(who(n), NOW));
        pairs.take(who(count), NOW);
        assert_eq!(
            pairs.known.len(),
            PAIRS_MAX,
            "one too many is let through, unremembered"
        );
        assert_eq!(pairs.wait(who(count), NOW), Duration::ZERO);
        let later = NOW + Duration::from_secs(6);
        pairs.take(who(count), later);
        assert_eq!(pairs.known.len(), 1);
    }
}
