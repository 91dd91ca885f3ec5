//! What a panic may say in a log: where it happened, never what it was about. A payload
//! can quote a customer's text or a token; a place in the source cannot.

use std::panic::PanicHookInfo;

/// The line for a panic hook: `app` installs the hook and writes the line.
#[must_use]
pub fn panic_line(info: &PanicHookInfo<'_>) -> String {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("unnamed");
    match info.location() {
        Some(place) => format!("a fault of ours at {place}, thread {name}"),
        None => format!("a fault of ours, thread {name}"),
    }
}
