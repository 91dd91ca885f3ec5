//! Days: written out, in figures, or counted from today.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::Timestamp;
use crate::locale::format::{today, zone};
use crate::locale::text;

/// Month names as keys. The Levantine ones of two words are left out.
const MONTHS: [&[&str]; 12] = [
    &["january", "يناير"],
    &["february", "فبراير", "شباط"],
    &["march", "مارس", "اذار"],
    &["april", "ابريل", "نيسان"],
    &["may", "مايو", "ايار"],
    &["june", "يونيو", "يونيه", "حزيران"],
    &["july", "يوليو", "يوليه", "تموز"],
    &["august", "اغسطس", "اب"],
    &["september", "سبتمبر", "ايلول"],
    &["october", "اكتوبر"],
    &["november", "نوفمبر"],
    &["december", "ديسمبر"],
];

/// Days counted from today, as keys; longer ones first.
const NEAR: [(&[&str], i32); 4] = [
    (
        &[
            "after tomorrow",
            "بعد غد",
            "بعد غدا",
            "بعد بكره",
            "بعد بكرا",
        ],
        2,
    ),
    (&["tomorrow", "tmrw", "غدا", "بكره", "بكرا", "باكر"], 1),
    (&["yesterday", "امس", "امبارح", "البارحه"], -1),
    (&["today", "اليوم", "النهارده"], 0),
];

/// A date without its year is looked for this far around today.
const HALF_A_YEAR_DAYS: i32 = 183;

/// The day named in a text as an ISO date. Figures are read day first; a missing year is
/// the one that brings the day nearest to today.
#[must_use]
pub fn date(text: &str, now: Timestamp, time_zone: &str) -> Option<String> {
    let today = today(&zone(time_zone).ok()?, now)?;
    let key = text::key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let is_short = || text::clean(text).matches('/').count() == 1 && words.len() == 2;
    written(&words, today)
        .or_else(|| words.windows(3).find_map(figures))
        .or_else(|| {
            is_short()
                .then(|| day_of(words[0], words[1].parse().ok()?, None, today))
                .flatten()
        })
        .or_else(|| near(&key, today))
        .map(|date| date.to_string())
}

/// `20 نوفمبر 2026`, `20th of Nov`, `November 20, 2026`.
fn written(words: &[&str], today: Date) -> Option<Date> {
    let at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words[at])?;
    let before = words[..at]
        .iter()
        .rev()
        .find(|word| !matches!(**word, "of" | "شهر"));
    let after = words.get(at + 1);
    let (day, year) = match before.filter(|word| figure(word).is_some()) {
        Some(day) => (*day, after),
        None => (*after?, words.get(at + 2)),
    };
    day_of(day, month, year.and_then(|year| full_year(year)), today)
}

/// `2026 11 20`, `20 11 2026`, `20 11 26`.
fn figures(words: &[&str]) -> Option<Date> {
    let [first, month, last] = words else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    let month = month.parse().ok()?;
    Date::new(full_year(year)?, month, figure(day)?).ok()
}

fn near(key: &str, today: Date) -> Option<Date> {
    let padded = format!(" {key} ");
    let is_said = |phrase: &&str| padded.contains(&format!(" {phrase} "));
    let (_, days) = NEAR
        .iter()
        .find(|(phrases, _)| phrases.iter().any(&is_said))?;
    today.checked_add(days.days()).ok()
}

fn day_of(day: &str, month: i8, year: Option<i16>, today: Date) -> Option<Date> {
    let day = figure(day)?;
    let in_year = |year| Date::new(year, month, day).ok();
    if let Some(year) = year {
        return in_year(year);
    }
    let years = [today.year(), today.year() + 1, today.year() - 1];
    let is_near = |date: &Date| (*date - today).get_days().abs() <= HALF_A_YEAR_DAYS;
    years.into_iter().filter_map(in_year).find(is_near)
}

/// `20`, `20th`.
fn figure(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    digits
        .unwrap_or(word)
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))
}

/// Four digits, or two of this century.
fn full_year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    match word.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// Arabic names in full; English ones also cut to three letters or more.
fn month(word: &str) -> Option<i8> {
    let is_meant = |name: &&str| {
        *name == word || (word.len() >= 3 && word.is_ascii() && name.starts_with(word))
    };
    let index = MONTHS
        .iter()
        .position(|names| names.iter().any(&is_meant))?;
    i8::try_from(index + 1).ok()
}
