//! Deliveries and visits, which may be confirmed and moved to one of the slots on offer.

use super::{Asked, found, ok, refused, text, with};
use crate::domain::{CallAnswer, Value};

const FILE: &[u8] = include_bytes!("../../../examples/shop/appointments.json");

/// Everybody has the same appointments here.
pub(super) fn list(asked: &Asked<'_>) -> CallAnswer {
    let all = asked.list(FILE, "appointments");
    ok(with(Value::Null, [("appointments", Value::List(all))]))
}

pub(super) fn get(asked: &Asked<'_>) -> CallAnswer {
    found(find(asked))
}

pub(super) fn confirm(asked: &Asked<'_>) -> CallAnswer {
    found(find(asked).map(|entry| with(entry, [("status", "confirmed".into())])))
}

pub(super) fn reschedule(asked: &Asked<'_>) -> CallAnswer {
    let Some(entry) = find(asked) else {
        return refused(404);
    };
    let wanted = asked.text("slot");
    let slot = match entry.get("slots") {
        Some(Value::List(slots)) => slots.iter().find(|slot| text(slot, "id") == wanted),
        Some(_) | None => None,
    };
    let Some(slot) = slot else {
        return refused(409);
    };
    let moved = ["starts_at", "ends_at"].map(|field| (field, text(slot, field).into()));
    let entry = with(entry.clone(), moved);
    ok(with(entry, [("status", "confirmed".into())]))
}

fn find(asked: &Asked<'_>) -> Option<Value> {
    asked.find(FILE, "appointments", "appointment_no")
}
