//! When to stop trying: a breaker over the last seconds of one lane. It opens on a share
//! of failures, never on a count alone, and lets one probe through after a pause.

use std::time::Duration;

use crate::telemetry::Circuit;

/// When a lane opens, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerSettings {
    /// Calls younger than this count.
    pub window: Duration,
    /// Fewer calls than this never open it.
    pub calls_min: u32,
    /// Opens at this share of failures.
    pub failed_percent: u32,
    /// Until the first probe, and between probes; lengthened by up to a quarter at random.
    pub pause: Duration,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self {
            window: Duration::from_secs(30),
            calls_min: 20,
            failed_percent: 50,
            pause: Duration::from_secs(15),
        }
    }
}

/// The window is counted in this many slots, the oldest of which is dropped as a whole.
const SLOTS: u32 = 6;
/// A probe that was never heard of again does not block the next one for longer.
const PROBE_LOST_AFTER: Duration = Duration::from_secs(60);
/// Told to those who come while a probe is out.
const PROBE_WAIT: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Breaker {
    settings: BreakerSettings,
    slots: [Slot; SLOTS as usize],
    state: State,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Which stretch of time it counts, as ticks over the length of a slot.
    number: u128,
    calls: u32,
    failures: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Open { until: Duration },
    Probing { since: Duration },
}

/// Leave to make one call; hand it back to [`Breaker::record`] with what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) probe: bool,
}

impl Breaker {
    pub(super) fn new(settings: BreakerSettings) -> Self {
        Self {
            settings,
            slots: [Slot::default(); SLOTS as usize],
            state: State::Closed,
        }
    }

    /// # Errors
    /// How long to wait before asking again.
    pub(super) fn admit(&mut self, now: Duration) -> Result<Pass, Duration> {
        match self.state {
            State::Closed => return Ok(Pass { probe: false }),
            State::Open { until } if now < until => return Err(until.saturating_sub(now)),
            State::Probing { since } if now < since + PROBE_LOST_AFTER => return Err(PROBE_WAIT),
            State::Open { .. } | State::Probing { .. } => {}
        }
        self.state = State::Probing { since: now };
        Ok(Pass { probe: true })
    }

    /// Counts the outcome of a call. Returns the new state when it changed. `chance` is in
    /// `0.0..1.0`.
    pub(super) fn record(
        &mut self,
        pass: Pass,
        failed: bool,
        now: Duration,
        chance: f64,
    ) -> Option<Circuit> {
        match self.state {
            State::Closed => {
                self.count(failed, now);
                if !(failed && self.tripped(now)) {
                    return None;
                }
            }
            State::Probing { .. } if pass.probe && !failed => {
                self.slots = [Slot::default(); SLOTS as usize];
                self.state = State::Closed;
                return Some(Circuit::Closed);
            }
            State::Probing { .. } if pass.probe => {}
            // Calls that had left before it opened say nothing about now.
            State::Probing { .. } | State::Open { .. } => return None,
        }
        let pause = self
            .settings
            .pause
            .mul_f64(1.0 + 0.25 * chance.clamp(0.0, 1.0));
        self.state = State::Open { until: now + pause };
        Some(Circuit::Open)
    }

    fn slot_number(&self, now: Duration) -> u128 {
        now.as_nanos() / (self.settings.window / SLOTS).as_nanos().max(1)
    }

    fn count(&mut self, failed: bool, now: Duration) {
        let number = self.slot_number(now);
        let at = usize::try_from(number % u128::from(SLOTS)).unwrap_or(0);
        let slot = &mut self.slots[at];
        if slot.number != number {
            *slot = Slot {
                number,
                ..Slot::default()
            };
        }
        slot.calls = slot.calls.saturating_add(1);
        slot.failures = slot.failures.saturating_add(u32::from(failed));
    }

    fn tripped(&self, now: Duration) -> bool {
        let newest = self.slot_number(now);
        let live = self
            .slots
            .iter()
            .filter(|slot| slot.number + u128::from(SLOTS) > newest);
        let (calls, failures) = live.fold((0_u64, 0_u64), |(calls, failures), slot| {
            (
                calls + u64::from(slot.calls),
                failures + u64::from(slot.failures),
            )
        });
        calls >= u64::from(self.settings.calls_min)
            && failures * 100 >= calls * u64::from(self.settings.failed_percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1000);
    const CALL: Pass = Pass { probe: false };

    fn tried(outcomes: &[bool]) -> (Breaker, Option<Circuit>) {
        let mut breaker = Breaker::new(BreakerSettings::default());
        let mut last = None;
        for failed in outcomes {
            last = breaker.record(CALL, *failed, NOW, 0.0).or(last);
        }
        (breaker, last)
    }

    #[test]
    fn it_opens_at_half_of_twenty_and_not_before() {
        assert_eq!(tried(&[true; 19]).1, None);
        assert_eq!(tried(&[true; 20]).1, Some(Circuit::Open));
        let mut mixed = [false; 21];
        mixed[11..].fill(true);
        assert_eq!(tried(&mixed[..20]).1, None, "nine of twenty");
        assert_eq!(tried(&mixed).1, None, "ten of twenty-one");
        mixed[10] = true;
        assert_eq!(tried(&mixed).1, Some(Circuit::Open), "ten of twenty");
    }

    #[test]
    fn old_failures_are_forgotten() {
        let (mut breaker, _) = tried(&[true; 19]);
        let later = NOW + Duration::from_secs(31);
        assert_eq!(breaker.record(CALL, true, later, 0.0), None);
        assert!(breaker.admit(later).is_ok());
    }

    #[test]
    fn one_probe_decides() {
        let (mut breaker, _) = tried(&[true; 20]);
        assert_eq!(breaker.admit(NOW), Err(Duration::from_secs(15)));
        assert_eq!(
            breaker.record(CALL, false, NOW, 0.0),
            None,
            "an old call closes nothing"
        );
        let later = NOW + Duration::from_secs(15);
        let probe = breaker.admit(later).expect("the probe");
        assert_eq!(breaker.admit(later), Err(PROBE_WAIT), "only one");
        assert_eq!(
            breaker.record(CALL, false, later, 0.0),
            None,
            "an old call closes nothing"
        );
        assert_eq!(breaker.record(probe, true, later, 1.0), Some(Circuit::Open));
        assert_eq!(
            breaker.admit(later),
            Err(Duration::from_millis(18_750)),
            "with jitter"
        );
        let later = later + Duration::from_secs(19);
        let probe = breaker.admit(later).expect("the next probe");
        assert_eq!(
            breaker.record(probe, false, later, 0.0),
            Some(Circuit::Closed)
        );
        assert_eq!(
            breaker.record(CALL, true, later, 0.0),
            None,
            "the past is forgotten"
        );
        assert_eq!(breaker.admit(later), Ok(CALL));
    }

    #[test]
    fn a_probe_that_vanished_does_not_block_for_good() {
        let (mut breaker, _) = tried(&[true; 20]);
        let later = NOW + Duration::from_secs(15);
        assert!(breaker.admit(later).is_ok());
        assert!(breaker.admit(later + PROBE_LOST_AFTER).is_ok());
    }
}
