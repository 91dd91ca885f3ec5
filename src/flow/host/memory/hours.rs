//! `c.hours(queue)`: `#{ open, next_open, closes }`, when people answer in that queue. The
//! moments can be shown in a message as they are. In a queue that never closes `next_open`
//! shows as "at any time" and `closes` is `()`, which it also is while a queue is closed.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan, Zoned};
use rhai::{Dynamic, Map, Module};

use crate::domain::{Hours, JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::host::shown::Shown;
use crate::flow::stage::Stage;
use crate::flow::words;
use crate::locale::Arg;

/// Days ahead in which an opening is looked for.
const DAYS_AHEAD: i32 = 7;
const MINUTES_A_DAY: u16 = 24 * 60;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("hours", |call: Call<'_>, c: &mut Handle, queue: &str| {
        placed(&call, hours(c, queue))
    });
}

fn hours(c: &Handle, queue: &str) -> Verb<Dynamic> {
    c.with(|run| {
        let read = run.read_once(JournalKind::Read, &format!("hours:{queue}"), |run| {
            let outlook = look(&run.stage, queue);
            let moment = |at: Option<Zoned>| at.map_or(Value::Null, |at| Value::Text(text(&at)));
            let fields = [
                ("open".to_owned(), Value::Bool(outlook.open)),
                ("next_open".to_owned(), moment(outlook.next_open)),
                ("closes".to_owned(), moment(outlook.closes)),
            ];
            Value::Map(fields.into())
        })?;
        let moment = |name| {
            let text = read.get(name).and_then(Value::as_text);
            text.map_or(Dynamic::UNIT, |text| {
                Dynamic::from(Shown(Arg::Moment(text.into())))
            })
        };
        let mut shown = Map::new();
        let open = read.get("open") == Some(&Value::Bool(true));
        let mut next_open = moment("next_open");
        if open && next_open.is_unit() {
            let always = run.stage.label(run.tag(), words::HOURS_ALWAYS, None)?;
            next_open = Dynamic::from(Shown(Arg::Text(always)));
        }
        shown.insert("open".into(), open.into());
        shown.insert("next_open".into(), next_open);
        shown.insert("closes".into(), moment("closes"));
        Ok(shown.into())
    })
}

/// RFC 3339, in the tenant's own offset.
fn text(at: &Zoned) -> String {
    at.timestamp().display_with_offset(at.offset()).to_string()
}

/// When people answer in this queue again, while they do not.
pub(in crate::flow) fn opens(stage: &Stage, queue: &str) -> Option<Arg> {
    let outlook = look(stage, queue);
    let next = outlook.next_open.filter(|_| !outlook.open)?;
    Some(Arg::Moment(text(&next)))
}

struct Outlook {
    open: bool,
    next_open: Option<Zoned>,
    closes: Option<Zoned>,
}

fn look(stage: &Stage, queue: &str) -> Outlook {
    let always = Outlook {
        open: true,
        next_open: None,
        closes: None,
    };
    let queue = stage.tenant.queues.get(queue);
    let Some(hours) = queue.and_then(|queue| queue.hours.as_ref()) else {
        return always;
    };
    let zone = TimeZone::get(&stage.tenant.time_zone).unwrap_or(TimeZone::UTC);
    let Ok(now) = jiff::Timestamp::from_millisecond(stage.now.ms()) else {
        return always;
    };
    outlook(hours, &now.to_zoned(zone))
}

/// Hours that meet at midnight or overlap are one stretch.
fn outlook(hours: &Hours, now: &Zoned) -> Outlook {
    let mut stretches: Vec<(Zoned, Zoned)> = Vec::new();
    // yesterday too: its last hours may meet today's first
    for days in -1..=DAYS_AHEAD {
        let Ok(day) = now.date().checked_add(days.days()) else {
            continue;
        };
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        for (from, until) in hours.days.get(weekday).into_iter().flatten() {
            let (Some(from), Some(until)) = (at(now, day, *from), at(now, day, *until)) else {
                continue;
            };
            match stretches.last_mut() {
                Some(last) if from <= last.1 => last.1 = until.max(last.1.clone()),
                _ if from < until => stretches.push((from, until)),
                _ => {}
            }
        }
    }
    let current = stretches
        .iter()
        .find(|(from, until)| from <= now && now < until);
    let whole_week = SignedDuration::from_hours(24 * i64::from(DAYS_AHEAD));
    let ends = current.map(|(_, until)| until);
    let closes = ends.filter(|until| until.duration_since(now) < whole_week);
    Outlook {
        open: current.is_some(),
        next_open: stretches
            .iter()
            .find(|(from, _)| from > now)
            .map(|(from, _)| from.clone()),
        closes: closes.cloned(),
    }
}

/// A minute of the day by the clock on the wall. One that the clock skips is the next that
/// there is; one that comes twice is the first.
fn at(now: &Zoned, day: Date, minute: u16) -> Option<Zoned> {
    let (day, minute) = if minute >= MINUTES_A_DAY {
        (day.checked_add(1.days()).ok()?, minute - MINUTES_A_DAY)
    } else {
        (day, minute)
    };
    let time = Time::new(
        i8::try_from(minute / 60).ok()?,
        i8::try_from(minute % 60).ok()?,
        0,
        0,
    );
    let local = day.to_datetime(time.ok()?);
    local.to_zoned(now.time_zone().clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(days: [&[(u16, u16)]; 7], now: &str) -> (bool, String, String) {
        let hours = Hours {
            days: days.map(<[_]>::to_vec),
        };
        let now: Zoned = now.parse().expect("a moment");
        let outlook = outlook(&hours, &now);
        let moment = |at: Option<Zoned>| at.map_or_else(|| "-".into(), |at| text(&at));
        (
            outlook.open,
            moment(outlook.next_open),
            moment(outlook.closes),
        )
    }

    const DAY: &[(u16, u16)] = &[(9 * 60, 17 * 60)];
    const SPLIT: &[(u16, u16)] = &[(9 * 60, 12 * 60), (16 * 60, 22 * 60)];

    #[test]
    fn a_week_of_hours_is_read_by_the_clock_on_the_wall() {
        let week = [DAY, DAY, DAY, SPLIT, &[], DAY, DAY];
        let rows = [
            (
                "2026-11-16T08:59[Asia/Riyadh]",
                false,
                "2026-11-16T09:00:00+03:00",
                "-",
            ),
            (
                "2026-11-16T09:00[Asia/Riyadh]",
                true,
                "2026-11-17T09:00:00+03:00",
                "2026-11-16T17:00:00+03:00",
            ),
            (
                "2026-11-16T17:00[Asia/Riyadh]",
                false,
                "2026-11-17T09:00:00+03:00",
                "-",
            ),
            (
                "2026-11-19T13:00[Asia/Riyadh]",
                false,
                "2026-11-19T16:00:00+03:00",
                "-",
            ),
            (
                "2026-11-20T19:00[Asia/Riyadh]",
                false,
                "2026-11-21T09:00:00+03:00",
                "-",
            ),
        ];
        for (now, open, next, closes) in rows {
            let expected = (open, next.to_owned(), closes.to_owned());
            assert_eq!(told(week, now), expected, "{now}");
        }
    }

    #[test]
    fn hours_past_midnight_and_round_the_clock_do_not_close_at_midnight() {
        let late: &[(u16, u16)] = &[(18 * 60, 26 * 60)];
        let week = [late; 7];
        let (open, _, closes) = told(week, "2026-11-17T01:00[Asia/Riyadh]");
        assert_eq!((open, closes.as_str()), (true, "2026-11-17T02:00:00+03:00"));
        let whole: &[(u16, u16)] = &[(0, MINUTES_A_DAY)];
        let (open, next, closes) = told([whole; 7], "2026-11-17T23:59[Asia/Riyadh]");
        assert_eq!((open, next.as_str(), closes.as_str()), (true, "-", "-"));
    }

    #[test]
    fn a_clock_that_is_moved_moves_no_opening() {
        // Cairo went to summer time at midnight of Friday, 24 April 2026.
        let week = [DAY; 7];
        let told = told(week, "2026-04-23T18:00[Africa/Cairo]");
        assert_eq!(told.1, "2026-04-24T09:00:00+03:00");
    }
}
