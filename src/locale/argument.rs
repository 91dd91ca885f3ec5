//! What a message is given to say, and the taste of the tenant it is said for.

use std::collections::BTreeMap;

/// The values of a message's variables, by name without `$`.
pub type Args = BTreeMap<String, Arg>;

/// A value with its meaning, so that each language can write it its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Somebody's words: shown cleaned of direction marks, controls and WhatsApp's own marks.
    Text(String),
    Int(i64),
    /// `12.50`, in ASCII digits, never a float.
    Decimal(String),
    /// `2026-11-20`, or an RFC 3339 moment, shown as a day.
    Day(String),
    /// `19:05`, or an RFC 3339 moment, shown as a time of day.
    Time(String),
    /// An RFC 3339 moment, shown as a day and a time of day.
    Moment(String),
    /// A decimal amount and an ISO 4217 code.
    Money {
        amount: String,
        currency: String,
    },
    /// E.164.
    Phone(String),
    /// An order number, a tracking code: shown letter by letter.
    Id(String),
    List(Vec<String>),
}

/// How a tenant wants messages written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    pub bidi: Bidi,
    pub digits: Digits,
    /// Days are written in the Umm al-Qura calendar.
    pub hijri: bool,
    /// `Asia/Riyadh`.
    pub time_zone: String,
    /// ISO 3166: `SA`, `AE`, `EG`.
    pub country: String,
    /// Where a message is looked for after the contact's own language, before English.
    pub locale_default: String,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            bidi: Bidi::Isolates,
            digits: Digits::Latin,
            hijri: false,
            time_zone: "Asia/Riyadh".into(),
            country: "SA".into(),
            locale_default: "ar".into(),
        }
    }
}

/// How values are kept from reordering inside a right-to-left line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bidi {
    /// Unicode isolates around each value.
    #[default]
    Isolates,
    /// Direction marks only, for clients that show boxes for isolates.
    Marks,
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// 0 1 2
    #[default]
    Latin,
    /// ٠ ١ ٢ in Arabic, unchanged in English.
    Native,
}
