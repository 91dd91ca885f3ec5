//! The shop that ships with the program: it answers the `shop.*` operations as the contract
//! in `examples/shop/README.md` says, from files whose dates move with today.
//!
//! It keeps nothing. A number that it gives out follows from the call alone, so the same
//! call gets the same number again, also after a restart.

mod appointments;
mod calendar;
mod jobs;
mod orders;
mod returns;

use std::collections::BTreeMap;

use super::json::value_from_json;
use crate::domain::{CallAnswer, CallError, CallRequest, OutboxId, Timestamp, Value};

/// `time_zone` is the tenant's, so that "today" is the customer's.
#[must_use]
pub fn answer(call: &CallRequest, time_zone: &str, now: Timestamp) -> CallAnswer {
    let asked = Asked {
        call,
        today: calendar::today(time_zone, now),
    };
    match call.operation.as_str() {
        "shop.get_order" => orders::get(&asked),
        "shop.create_return" => returns::create(&asked),
        "shop.get_return" => returns::get(&asked),
        "shop.list_returns" => returns::list(&asked),
        "shop.book_pickup" => returns::book_pickup(&asked),
        "shop.list_appointments" => appointments::list(&asked),
        "shop.get_appointment" => appointments::get(&asked),
        "shop.confirm_appointment" => appointments::confirm(&asked),
        "shop.reschedule_appointment" => appointments::reschedule(&asked),
        "shop.get_job" => jobs::get(&asked),
        "shop.list_jobs" => jobs::list(&asked),
        "shop.check_in" => jobs::check_in(&asked),
        "shop.report_issue" => jobs::report_issue(&asked),
        _ => failed(0, CallError::Refused),
    }
}

/// A call and the day it is made on.
struct Asked<'a> {
    call: &'a CallRequest,
    today: jiff::civil::Date,
}

impl Asked<'_> {
    /// An argument as a shop compares it: without spaces around, in capitals.
    fn number(&self, name: &str) -> String {
        self.text(name).trim().to_uppercase()
    }

    fn text(&self, name: &str) -> &str {
        let given = self.call.arguments.get(name);
        given.and_then(Value::as_text).unwrap_or("")
    }

    /// The list at `field` of an embedded file, as it stands today.
    fn list(&self, file: &[u8], field: &str) -> Vec<Value> {
        match self.file(file).get(field) {
            Some(Value::List(items)) => items.clone(),
            Some(_) | None => Vec::new(),
        }
    }

    fn file(&self, file: &[u8]) -> Value {
        let file = value_from_json(file).expect("a test reads the embedded files");
        calendar::dated(file, self.today)
    }

    /// The entry whose `field` is the argument of the same name.
    fn find(&self, file: &[u8], list: &str, field: &str) -> Option<Value> {
        let wanted = self.number(field);
        let mut entries = self.list(file, list).into_iter();
        entries.find(|entry| text(entry, field) == wanted)
    }
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value.get(field).and_then(Value::as_text).unwrap_or("")
}

/// The map with these fields put over its own.
fn with(value: Value, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let mut map = match value {
        Value::Map(map) => map,
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Decimal(_)
        | Value::Text(_)
        | Value::List(_)
        | Value::Secret(_) => BTreeMap::new(),
    };
    map.extend(fields.into_iter().map(|(name, field)| (name.into(), field)));
    Value::Map(map)
}

/// Six digits that belong to this call and, as far as a demo needs it, to no other.
fn digits_of(id: &OutboxId) -> u64 {
    let fold = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    id.to_string().bytes().fold(0xcbf2_9ce4_8422_2325, fold) % 1_000_000
}

fn ok(body: Value) -> CallAnswer {
    CallAnswer {
        ok: true,
        status: 200,
        body,
        error: None,
    }
}

/// The entry, or "there is none".
fn found(entry: Option<Value>) -> CallAnswer {
    entry.map_or_else(|| refused(404), ok)
}

fn refused(status: u16) -> CallAnswer {
    failed(status, CallError::Http)
}

fn failed(status: u16, error: CallError) -> CallAnswer {
    CallAnswer {
        ok: false,
        status,
        body: Value::Null,
        error: Some(error),
    }
}
