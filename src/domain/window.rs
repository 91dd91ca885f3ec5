//! The 24-hour service window: free-form messages may go out until a day after the
//! customer last wrote (Meta, "Sending messages"). Closed ten minutes early, because a
//! message still has to travel.

use std::time::Duration;

use super::Timestamp;

/// 24 hours less the ten minutes.
pub const SERVICE_WINDOW: Duration = Duration::from_secs(24 * 3600 - 10 * 60);

/// When the window closes for our purposes, counted from her last message.
#[must_use]
pub fn closes_at(last_inbound: Timestamp) -> Timestamp {
    last_inbound + SERVICE_WINDOW
}

#[must_use]
pub fn is_open(last_inbound: Option<Timestamp>, now: Timestamp) -> bool {
    last_inbound.is_some_and(|at| now < closes_at(at))
}
