//! Opening hours as people write them: `sun-thu 09:00-18:00, sat 10:00-14:00`. In the
//! tenant's time zone, which this page need not know.

use crate::app::settings::parse::Setting;
use crate::domain::Hours;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MIDNIGHT: u16 = 24 * 60;

/// `None`: always open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OpeningHours {
    written: String,
    pub hours: Option<Hours>,
}

impl OpeningHours {
    pub fn always() -> Self {
        Self {
            written: "always".into(),
            hours: None,
        }
    }
}

impl Setting for OpeningHours {
    const ALLOWED: &'static str = "always, closed, or days with hours such as \
        `sun-thu 09:00-18:00, sat 10:00-14:00 16:00-20:00, daily 20:00-02:00`";

    fn read(text: &str) -> Option<Self> {
        let written = text.to_ascii_lowercase();
        let hours = match written.as_str() {
            "always" => None,
            "closed" => Some(Hours::default()),
            week => Some(read_week(week)?),
        };
        Some(Self { written, hours })
    }

    fn show(&self) -> String {
        self.written.clone()
    }
}

fn read_week(text: &str) -> Option<Hours> {
    let mut hours = Hours::default();
    for part in text.split(',') {
        let mut words = part.split_whitespace();
        let days = read_days(words.next()?)?;
        let spans: Vec<(u16, u16)> = words.map(read_span).collect::<Option<_>>()?;
        if spans.is_empty() {
            return None;
        }
        for day in days {
            for span in &spans {
                open(&mut hours, day, *span);
            }
        }
    }
    hours.days.iter_mut().for_each(join);
    Some(hours)
}

/// `sat`, `sun-thu` (over the end of the week as well) or `daily`.
fn read_days(word: &str) -> Option<Vec<usize>> {
    let day = |name: &str| DAYS.iter().position(|day| *day == name);
    match word.split_once('-') {
        None if word == "daily" => Some((0..7).collect()),
        None => Some(vec![day(word)?]),
        Some((first, last)) => {
            let (first, last) = (day(first)?, day(last)?);
            let length = (last + 7 - first) % 7;
            Some((first..=first + length).map(|day| day % 7).collect())
        }
    }
}

fn read_span(word: &str) -> Option<(u16, u16)> {
    let (from, until) = word.split_once('-')?;
    let (from, until) = (read_time(from)?, read_time(until)?);
    (from != until && from < MIDNIGHT).then_some((from, until))
}

/// `09:00`; `24:00` is the day's end.
fn read_time(word: &str) -> Option<u16> {
    let (hour, minute) = word.split_once(':')?;
    let two_digits = |text: &str| {
        let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u16>().ok())?
    };
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    let time = hour * 60 + minute;
    (minute < 60 && time <= MIDNIGHT).then_some(time)
}

/// Hours that end before they begin go on into the next day.
fn open(hours: &mut Hours, day: usize, (from, until): (u16, u16)) {
    if from < until {
        hours.days[day].push((from, until));
        return;
    }
    hours.days[day].push((from, MIDNIGHT));
    if until > 0 {
        hours.days[(day + 1) % 7].push((0, until));
    }
}

/// In order, without overlaps.
fn join(spans: &mut Vec<(u16, u16)>) {
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let touches = next.0 <= kept.1;
        if touches {
            kept.1 = kept.1.max(next.1);
        }
        touches
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> [Vec<(u16, u16)>; 7] {
        let read = OpeningHours::read(text).and_then(|read| read.hours);
        read.expect(text).days
    }

    #[test]
    fn a_week_is_read_as_people_write_it() {
        let week = days("sun-thu 09:00-18:00, Sat 10:00-14:00 16:00-20:00");
        let workday = vec![(540, 1080)];
        let saturday = vec![(600, 840), (960, 1200)];
        assert_eq!(week[..4], vec![workday.clone(); 4]);
        assert_eq!(week[4..], [vec![], saturday, workday]);
        assert_eq!(days("fri 00:00-24:00")[4], [(0, 1440)]);
        assert_eq!(days("closed"), <[Vec<_>; 7]>::default());
        assert_eq!(OpeningHours::read("always"), Some(OpeningHours::always()));
    }

    #[test]
    fn hours_past_midnight_belong_to_the_next_day_too() {
        let week = days("sun 20:00-02:00");
        assert_eq!((&week[6], &week[0]), (&vec![(1200, 1440)], &vec![(0, 120)]));
        assert_eq!(days("daily 20:00-02:00")[3], [(0, 120), (1200, 1440)]);
        assert_eq!(
            days("mon 09:00-12:00 11:00-13:00, mon 13:00-14:00")[0],
            [(540, 840)]
        );
    }

    #[test]
    fn what_is_not_clear_is_refused() {
        for wrong in [
            "",
            "sun-thu",
            "09:00-18:00",
            "sun 9-18",
            "sun 9:00-18:00",
            "sun 09:00",
            "sun 09:00-09:00",
            "sun 24:00-02:00",
            "sun 09:60-18:00",
            "sun 09:00-24:01",
            "sunday 09:00-18:00",
            "sun-thu 09:00-18:00,",
        ] {
            assert_eq!(OpeningHours::read(wrong), None, "{wrong}");
        }
    }
}
