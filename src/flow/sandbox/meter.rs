//! Our own count of what a turn has spent. Rhai's count starts anew in each native
//! callback, so a comparer that never ends would run for ever inside `sort`; this one
//! counts across all of them, and once exhausted it stays exhausted.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::limits::{Limits, PRINTED_BYTES_MAX, TICK_EVERY};

/// Why the meter stopped a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flow) enum Exhausted {
    Operations,
    Wall,
}

/// Spent by one turn: all of its step runs together.
pub(in crate::flow) struct Meter {
    limits: Limits,
    started: Duration,
    operations: AtomicU64,
    printed: Mutex<String>,
}

impl Meter {
    pub fn start(limits: &Limits) -> Self {
        Self {
            started: limits
                .ticks
                .as_ref()
                .map(|ticks| ticks())
                .unwrap_or_default(),
            limits: limits.clone(),
            operations: AtomicU64::new(0),
            printed: Mutex::new(String::new()),
        }
    }

    /// Counts one operation.
    pub fn step(&self) -> Option<Exhausted> {
        let spent = self.operations.fetch_add(1, Ordering::Relaxed) + 1;
        if spent > self.limits.operations {
            return Some(Exhausted::Operations);
        }
        if !spent.is_multiple_of(TICK_EVERY) {
            return None;
        }
        let ticks = self.limits.ticks.as_ref()?;
        (ticks().saturating_sub(self.started) > self.limits.wall).then_some(Exhausted::Wall)
    }

    /// Keeps what a script prints: control characters escaped, the first 4 KiB.
    pub fn print(&self, text: &str) {
        let Ok(mut printed) = self.printed.lock() else {
            return;
        };
        for character in text.chars().take(PRINTED_BYTES_MAX).chain(['\n']) {
            if printed.len() >= PRINTED_BYTES_MAX {
                return;
            }
            if character.is_control() && character != '\n' {
                printed.extend(character.escape_default());
            } else {
                printed.push(character);
            }
        }
    }

    pub fn printed(&self) -> String {
        self.printed
            .lock()
            .map(|text| text.clone())
            .unwrap_or_default()
    }
}
