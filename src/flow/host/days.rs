//! Counting days: `days_between(from, until)` and `add_days(day, count)`. Both take a day or
//! a moment and look at its date as written; shops and `c.now()` write the business's own.

use jiff::civil::Date;
use rhai::{ImmutableString, Module};

use super::handle::{Call, Stop, Verb, placed};

/// Characters of an ISO date.
const DATE_LENGTH: usize = 10;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("days_between", |call: Call<'_>, from: &str, until: &str| {
        placed(&call, days_between(from, until))
    });
    module.set_native_fn("add_days", |call: Call<'_>, day: &str, count: i64| {
        placed(&call, add_days(day, count))
    });
}

/// Midnights from the one to the other; less than none when `until` is earlier.
fn days_between(from: &str, until: &str) -> Verb<i64> {
    let (from, until) = (date(from)?, date(until)?);
    Ok(i64::from((until - from).get_days()))
}

fn add_days(day: &str, count: i64) -> Verb<ImmutableString> {
    let span = jiff::Span::new().try_days(count);
    let moved = span.and_then(|span| date_of(day)?.checked_add(span));
    let moved = moved.map_err(|_| Stop::misuse(format!("add {count} days to `{day}`")))?;
    Ok(moved.to_string().into())
}

fn date(text: &str) -> Verb<Date> {
    let date = date_of(text);
    date.map_err(|_| Stop::misuse(format!("count days: `{text}` is no day")).into())
}

fn date_of(text: &str) -> Result<Date, jiff::Error> {
    text.get(..DATE_LENGTH).unwrap_or(text).parse()
}

#[cfg(test)]
mod tests {
    use super::{add_days, days_between};

    #[test]
    fn days_are_counted_by_their_dates() {
        for (from, until, days) in [
            ("2026-11-20", "2026-11-20", 0),
            ("2026-11-20", "2026-12-01", 11),
            ("2026-11-20", "2026-11-15", -5),
            ("2026-11-20T23:59:00+03:00", "2026-11-21T00:01", 1),
        ] {
            assert_eq!(days_between(from, until).ok(), Some(days), "{from} {until}");
        }
        assert!(days_between("2026-11-20", "tomorrow").is_err());
    }

    #[test]
    fn a_day_is_moved_over_the_end_of_a_year() {
        let moved = |day, count| add_days(day, count).ok().map(|day| day.to_string());
        assert_eq!(moved("2026-12-31", 1).as_deref(), Some("2027-01-01"));
        assert_eq!(moved("2026-03-01T10:00", -1).as_deref(), Some("2026-02-28"));
        assert_eq!(moved("9999-12-31", 1), None);
        assert_eq!(moved("tomorrow", 1), None);
    }
}
