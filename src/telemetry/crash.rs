//! Named places at which a test may end the process, as a power cut would: nothing is
//! unwound, nothing is flushed. Release builds contain none of them.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

static ARMED: OnceLock<(String, AtomicU32)> = OnceLock::new();

/// Ends the process when `point` is passed for the `nth` time (1 is the first). Only the
/// first call counts.
pub fn arm(point: &str, nth: u32) {
    if cfg!(debug_assertions) {
        let _ = ARMED.set((point.to_owned(), AtomicU32::new(nth.max(1))));
    }
}

/// A place where a crash must be harmless. Named `after_admit`, `before_commit`, …
pub fn crash_point(name: &'static str) {
    if !cfg!(debug_assertions) {
        return;
    }
    let Some((point, left)) = ARMED.get() else {
        return;
    };
    if point == name && left.fetch_sub(1, Ordering::AcqRel) == 1 {
        std::process::abort();
    }
}
