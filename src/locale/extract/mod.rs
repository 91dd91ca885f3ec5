//! Values read out of what a customer typed, in either language and any digits.

use super::text;
use crate::domain::Timestamp;

/// `ORD-1001`, from `ord 1001`, `#1001`, `طلب رقم ١٠٠١`.
#[must_use]
pub fn order_no(text: &str) -> Option<String> {
    let digits: String = text::clean(text)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    (4..=10)
        .contains(&digits.len())
        .then(|| format!("ORD-{digits}"))
}

#[must_use]
pub fn int(text: &str) -> Option<i64> {
    text::clean(text).parse().ok()
}

/// A decimal in ASCII digits without grouping: `1234.50`.
#[must_use]
pub fn decimal(text: &str) -> Option<String> {
    let clean = text::clean(text);
    clean.parse::<f64>().ok().map(|_| clean)
}

/// An ISO date, `2026-11-20`.
#[must_use]
pub fn date(text: &str, _now: Timestamp, _time_zone: &str) -> Option<String> {
    text::clean(text)
        .parse::<jiff::civil::Date>()
        .ok()
        .map(|date| date.to_string())
}

#[must_use]
pub fn email(text: &str) -> Option<String> {
    text::clean(text)
        .split(' ')
        .find(|word| word.contains('@'))
        .map(String::from)
}

#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    match text::key(text).as_str() {
        "نعم" | "yes" => Some(true),
        "لا" | "no" => Some(false),
        _ => None,
    }
}
