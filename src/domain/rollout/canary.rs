//! A new version for some of the new conversations, and when it has to end by itself.

use serde::{Deserialize, Serialize};

use crate::domain::{ContactId, Timestamp};

/// A version that a share of new conversations begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Canary {
    pub bundle: String,
    /// 1 to 99.
    pub percent: u8,
    pub since: Timestamp,
    pub limits: CanaryLimits,
}

/// When a canary ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanaryLimits {
    /// Turns before its rates mean anything.
    pub turns_min: u32,
    /// Percentage points by which more turns may fail than with the current version.
    pub faults_over: u8,
    /// The same for turns in which nothing understood her.
    pub fallbacks_over: u8,
}

impl Default for CanaryLimits {
    fn default() -> Self {
        Self {
            turns_min: 50,
            faults_over: 2,
            fallbacks_over: 10,
        }
    }
}

/// What became of the turns of one version since the canary began, or the process did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub turns: u32,
    pub faults: u32,
    pub fallbacks: u32,
}

impl Tally {
    pub fn count(&mut self, fault: bool, fallback: bool) {
        self.turns = self.turns.saturating_add(1);
        self.faults = self.faults.saturating_add(u32::from(fault));
        self.fallbacks = self.fallbacks.saturating_add(u32::from(fallback));
    }

    /// Hundredths of a percent; none of nothing.
    fn rate(self, count: u32) -> u64 {
        u64::from(count) * 10_000 / u64::from(self.turns.max(1))
    }
}

impl Canary {
    /// Whether a new conversation of this contact begins with it: always the same answer,
    /// and whoever was taken at a smaller share is taken at a larger one.
    #[must_use]
    pub fn takes(&self, contact: ContactId) -> bool {
        // FNV-1a, 64 bits (Fowler, Noll, Vo), over the version too: other versions try others
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in self.bundle.bytes().chain(contact.0) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // its low bits are weak in the last bytes
        let mixed = hash ^ (hash >> 32);
        mixed % 100 < u64::from(self.percent)
    }

    /// Why it has to end, if it has to.
    #[must_use]
    pub fn failing(&self, canary: Tally, current: Tally) -> Option<String> {
        let limits = self.limits;
        if canary.turns < limits.turns_min {
            return None;
        }
        for (what, ours, theirs, over) in [
            ("failed", canary.faults, current.faults, limits.faults_over),
            (
                "were not understood",
                canary.fallbacks,
                current.fallbacks,
                limits.fallbacks_over,
            ),
        ] {
            if canary.rate(ours) > current.rate(theirs) + u64::from(over) * 100 {
                return Some(format!(
                    "{ours} of {} turns {what}, with the current version {theirs} of {}",
                    canary.turns, current.turns
                ));
            }
        }
        None
    }
}
