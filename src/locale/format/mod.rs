//! Numbers, money, days and times as people write them in Arabic and English.
//!
//! The house writes Western digits, the day before the month's name in both languages
//! (numeric dates flip inside right-to-left text), and a twelve-hour clock.

mod calendar;
mod moment;
mod number;
#[cfg(test)]
mod tests;

pub use moment::{DayForm, Moment};
pub(crate) use moment::{today, zone};
pub(crate) use number::Amount;

use super::{Arg, Digits, Language, Style};
use crate::domain::Timestamp;

/// A value that cannot be written because it is not what it says it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write a value as a {expected}")]
pub struct FormatFault {
    pub expected: &'static str,
}

/// `1,234.5` of `1234.5`.
pub fn number(value: &str, language: Language, digits: Digits) -> Result<String, FormatFault> {
    Ok(Amount::read(value)?.number(language, digits))
}

/// `SAR 1,234.50`, `1,234.50 ر.س.`: rounded and padded to the currency's minor unit.
pub fn money(
    amount: &str,
    currency: &str,
    language: Language,
    digits: Digits,
) -> Result<String, FormatFault> {
    Ok(Amount::read(amount)?.money(currency, language, digits))
}

/// `today`, `Thursday, 26 November 2026` within a week, else `26 December 2026`.
/// `value` is an ISO date, or a moment that is shown in the tenant's time zone.
pub fn day(
    value: &str,
    language: Language,
    style: &Style,
    now: Timestamp,
) -> Result<String, FormatFault> {
    let moment = Moment::read_day(value, style, now)?;
    Ok(moment.day(DayForm::Near, style.hijri, language, style.digits))
}

/// `7:05 PM`, `7:05 م`; `value` is an ISO time, or a moment.
pub fn time(
    value: &str,
    language: Language,
    style: &Style,
    now: Timestamp,
) -> Result<String, FormatFault> {
    Ok(Moment::read_time(value, style, now)?.time(language, style.digits))
}

/// A value by itself, in a title or a template's parameter, where no message is around it.
pub fn alone(
    value: &Arg,
    language: Language,
    style: &Style,
    now: Timestamp,
) -> Result<String, FormatFault> {
    Ok(match value {
        Arg::Text(text) | Arg::Id(text) | Arg::Phone(text) => text.clone(),
        Arg::Int(number) => Amount::from(*number).number(language, style.digits),
        Arg::Decimal(text) => number(text, language, style.digits)?,
        Arg::Day(iso) => day(iso, language, style, now)?,
        Arg::Time(iso) => time(iso, language, style, now)?,
        Arg::Moment(iso) => Moment::read_day(iso, style, now)?.day_and_time(style, language),
        Arg::Money { amount, currency } => money(amount, currency, language, style.digits)?,
        Arg::List(items) => list(items, language),
    })
}

/// `A, B and C`, `أ، ب وج`.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S], language: Language) -> String {
    let (comma, last) = match language {
        Language::Arabic => ("، ", " و"),
        Language::English => (", ", " and "),
    };
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(if index + 1 == items.len() {
                last
            } else {
                comma
            });
        }
        out.push_str(item.as_ref());
    }
    out
}

/// ASCII digits in the digits asked for; other characters stay.
fn in_digits(text: String, language: Language, digits: Digits) -> String {
    match (language, digits) {
        (Language::Arabic, Digits::Native) => text.chars().map(native).collect(),
        (Language::Arabic | Language::English, _) => text,
    }
}

fn native(c: char) -> char {
    c.to_digit(10)
        .and_then(|digit| char::from_u32(u32::from('٠') + digit))
        .unwrap_or(c)
}
