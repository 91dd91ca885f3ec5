//! Days and times of day, read from ISO text in a tenant's time zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::{FormatFault, calendar, in_digits};
use crate::domain::Timestamp;
use crate::locale::{Digits, Language, Style};

/// Days that are named by their weekday, counted from today.
const NEAR_DAYS: i32 = 7;

/// How much a day says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum DayForm {
    /// Today and its neighbours by word, a week by weekday and date, else the date.
    #[default]
    Near,
    /// Weekday and date.
    Long,
    /// The date alone.
    Short,
}

/// A day, perhaps with a time of day, as seen from the day it is told on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    date: Date,
    time: Option<Time>,
    today: Date,
}

impl Moment {
    /// Reads `2026-11-20`, `2026-11-20T19:05`, or a moment with its offset.
    pub fn read_day(text: &str, style: &Style, now: Timestamp) -> Result<Self, FormatFault> {
        let fault = FormatFault { expected: "date" };
        let zone = zone(&style.time_zone)?;
        let today = today(&zone, now).ok_or(fault.clone())?;
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            let local = instant.to_zoned(zone).datetime();
            return Ok(Self {
                date: local.date(),
                time: Some(local.time()),
                today,
            });
        }
        let local: DateTime = text.parse().map_err(|_| fault)?;
        let time = text.contains(['T', 't', ' ']).then(|| local.time());
        Ok(Self {
            date: local.date(),
            time,
            today,
        })
    }

    /// Reads `19:05`, or a moment.
    pub fn read_time(text: &str, style: &Style, now: Timestamp) -> Result<Self, FormatFault> {
        if let Ok(time) = text.parse::<Time>() {
            let today = today(&zone(&style.time_zone)?, now);
            let today = today.ok_or(FormatFault { expected: "time" })?;
            return Ok(Self {
                date: today,
                time: Some(time),
                today,
            });
        }
        Self::read_day(text, style, now)
            .ok()
            .filter(Self::has_time)
            .ok_or(FormatFault { expected: "time" })
    }

    #[must_use]
    pub fn has_time(&self) -> bool {
        self.time.is_some()
    }

    #[must_use]
    pub fn day(&self, form: DayForm, hijri: bool, language: Language, digits: Digits) -> String {
        let away = (self.date - self.today).get_days();
        let date = || {
            let hijri = hijri
                .then(|| calendar::hijri(self.date, language))
                .flatten();
            let date = hijri.unwrap_or_else(|| calendar::gregorian(self.date, language));
            in_digits(date, language, digits)
        };
        let with_weekday = || {
            let comma = match language {
                Language::Arabic => "،",
                Language::English => ",",
            };
            format!(
                "{}{comma} {}",
                calendar::weekday(self.date, language),
                date()
            )
        };
        match form {
            DayForm::Short => date(),
            DayForm::Long => with_weekday(),
            DayForm::Near => match neighbour(away, language) {
                Some(word) => word.into(),
                None if away.abs() <= NEAR_DAYS => with_weekday(),
                None => date(),
            },
        }
    }

    /// `tomorrow, 7:05 PM`; the day alone when there is no time of day.
    #[must_use]
    pub fn day_and_time(&self, style: &Style, language: Language) -> String {
        let day = self.day(DayForm::Near, style.hijri, language, style.digits);
        if self.time.is_none() {
            return day;
        }
        let comma = match language {
            Language::Arabic => "،",
            Language::English => ",",
        };
        format!("{day}{comma} {}", self.time(language, style.digits))
    }

    /// `7:05 PM`; empty when there is no time of day.
    #[must_use]
    pub fn time(&self, language: Language, digits: Digits) -> String {
        let Some(time) = self.time else {
            return String::new();
        };
        let half = match (language, time.hour() < 12) {
            (Language::Arabic, true) => "ص",
            (Language::Arabic, false) => "م",
            (Language::English, true) => "AM",
            (Language::English, false) => "PM",
        };
        let hour = (time.hour() + 11) % 12 + 1;
        let clock = format!("{hour}:{:02}\u{A0}{half}", time.minute());
        in_digits(clock, language, digits)
    }
}

/// The date in a zone at a moment.
pub(crate) fn today(zone: &TimeZone, now: Timestamp) -> Option<Date> {
    let now = jiff::Timestamp::from_millisecond(now.ms()).ok()?;
    Some(now.to_zoned(zone.clone()).date())
}

pub(crate) fn zone(name: &str) -> Result<TimeZone, FormatFault> {
    TimeZone::get(name).map_err(|_| FormatFault {
        expected: "date in a known time zone",
    })
}

fn neighbour(days_away: i32, language: Language) -> Option<&'static str> {
    let (arabic, english) = match days_away {
        -1 => ("أمس", "yesterday"),
        0 => ("اليوم", "today"),
        1 => ("غدًا", "tomorrow"),
        _ => return None,
    };
    Some(match language {
        Language::Arabic => arabic,
        Language::English => english,
    })
}
