//! Dates of the embedded files: `{ "days": n }` is the day n days from today, with
//! `"at": "16:00"` the moment on it, in the tenant's time zone.

use std::collections::BTreeMap;

use crate::domain::{Timestamp, Value};

const DAYS_MAX: i64 = 3650;

pub(super) fn today(time_zone: &str, now: Timestamp) -> jiff::civil::Date {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let now = jiff::Timestamp::from_millisecond(now.ms()).unwrap_or_default();
    now.to_zoned(zone).date()
}

pub(super) fn dated(value: Value, today: jiff::civil::Date) -> Value {
    match value {
        Value::Map(fields) => match date(&fields, today) {
            Some(date) => Value::Text(date),
            None => Value::Map(
                fields
                    .into_iter()
                    .map(|(name, field)| (name, dated(field, today)))
                    .collect(),
            ),
        },
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| dated(item, today)).collect())
        }
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Decimal(_)
        | Value::Text(_)
        | Value::Secret(_) => value,
    }
}

fn date(fields: &BTreeMap<String, Value>, today: jiff::civil::Date) -> Option<String> {
    let Some(Value::Int(days)) = fields.get("days") else {
        return None;
    };
    let near = days.abs() <= DAYS_MAX;
    let date = near.then(|| today.saturating_add(jiff::Span::new().days(*days)))?;
    match (fields.len(), fields.get("at").and_then(Value::as_text)) {
        (1, None) => Some(date.to_string()),
        (2, Some(time)) => Some(format!("{date}T{time}")),
        _ => None,
    }
}
