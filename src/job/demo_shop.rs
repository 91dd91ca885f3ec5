//! The shop that ships with the program: it answers `shop.get_order` as the contract in
//! `examples/shop/README.md` says, from orders whose dates move with today.

use std::collections::BTreeMap;

use super::json::value_from_json;
use crate::domain::{CallAnswer, CallError, CallRequest, Timestamp, Value};

const ORDERS: &[u8] = include_bytes!("../../examples/shop/orders.json");

/// `time_zone` is the tenant's, so that "today" is the customer's.
#[must_use]
pub fn answer(call: &CallRequest, time_zone: &str, now: Timestamp) -> CallAnswer {
    if call.operation != "shop.get_order" {
        return failed(0, CallError::Refused);
    }
    let wanted = call.arguments.get("order_no").and_then(Value::as_text);
    let wanted = wanted.unwrap_or("").trim().to_uppercase();
    let number = |order: &Value| {
        order
            .get("order_no")
            .and_then(Value::as_text)
            .map(str::to_owned)
    };
    match orders()
        .into_iter()
        .find(|order| number(order).as_deref() == Some(&wanted))
    {
        Some(order) => CallAnswer {
            ok: true,
            status: 200,
            body: dated(order, today(time_zone, now)),
            error: None,
        },
        None => failed(404, CallError::Http),
    }
}

fn failed(status: u16, error: CallError) -> CallAnswer {
    CallAnswer {
        ok: false,
        status,
        body: Value::Null,
        error: Some(error),
    }
}

fn orders() -> Vec<Value> {
    let file = value_from_json(ORDERS).expect("a test reads the embedded orders");
    match file.get("orders") {
        Some(Value::List(orders)) => orders.clone(),
        Some(_) | None => Vec::new(),
    }
}

fn today(time_zone: &str, now: Timestamp) -> jiff::civil::Date {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let now = jiff::Timestamp::from_millisecond(now.ms()).unwrap_or_default();
    now.to_zoned(zone).date()
}

/// Turns `{ "days": n }` into the day that is n days from today.
fn dated(value: Value, today: jiff::civil::Date) -> Value {
    match value {
        Value::Map(fields) => match days(&fields) {
            Some(days) => Value::Text(
                today
                    .saturating_add(jiff::Span::new().days(days))
                    .to_string(),
            ),
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

fn days(fields: &BTreeMap<String, Value>) -> Option<i64> {
    match fields.get("days") {
        Some(Value::Int(days)) if fields.len() == 1 && days.abs() <= 3650 => Some(*days),
        Some(_) | None => None,
    }
}
