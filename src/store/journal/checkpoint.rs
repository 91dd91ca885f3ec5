//! The thread that brings sled up to date. It may be stopped or killed at any point:
//! sled says which frame it has come to, and everything after that is read from the
//! journal again.

use crate::store::books::Books;
use crate::telemetry::crash_point;

/// Nobody waits for this thread while it keeps up, so whoever answers goes first.
const NICENESS: i32 = 10;

/// Runs until the books are closed.
pub(in crate::store) fn keep_up(books: &Books) {
    // a system that refuses only loses a little latency
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
    while let Some(leaving) = books.next_leaving() {
        crash_point("before_checkpoint");
        let go_on = || {
            crash_point("amid_checkpoint");
            !books.is_closing()
        };
        match books.disk.absorb(&leaving.changes, leaving.up_to, &go_on) {
            Ok(true) => {
                crash_point("after_checkpoint");
                books.arrived();
            }
            Ok(false) => return,
            Err(fault) => {
                books.stop(&fault);
                return;
            }
        }
    }
}
