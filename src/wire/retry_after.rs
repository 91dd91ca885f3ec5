//! `Retry-After`, in either of its two forms (RFC 9110, 10.2.3).

use std::time::Duration;

use crate::domain::Timestamp;

/// Nobody is made to wait longer, whatever the other side says.
const WAIT_MAX: Duration = Duration::from_secs(24 * 3600);

/// Seconds, or a date that is compared with `now`; `None` for anything else.
pub(super) fn read(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    let wait = if let Ok(seconds) = text.parse() {
        Duration::from_secs(seconds)
    } else {
        let date = jiff::fmt::rfc2822::parse(text).ok()?;
        Timestamp(date.timestamp().as_millisecond()).since(now)
    };
    Some(wait.min(WAIT_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_others_ignored() {
        // 2015-10-21T07:28:00Z
        let now = Timestamp::from_seconds(1_445_412_480);
        for (text, wait_s) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Wed, 21 Oct 2015 07:29:30 GMT", Some(90)),
            ("Wed, 21 Oct 2015 07:00:00 GMT", Some(0)),
            ("99999999", Some(86_400)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(read(text, now), wait_s.map(Duration::from_secs), "{text}");
        }
    }
}
