//! Jobs of the field staff, arrivals, and issues found on the spot.

use super::{Asked, digits_of, found, ok, refused, with};
use crate::domain::{CallAnswer, Value};

const FILE: &[u8] = include_bytes!("../../../examples/shop/jobs.json");

pub(super) fn get(asked: &Asked<'_>) -> CallAnswer {
    found(find(asked))
}

/// Today's; every member of staff has the same here.
pub(super) fn list(asked: &Asked<'_>) -> CallAnswer {
    let all = asked.list(FILE, "jobs");
    ok(with(Value::Null, [("jobs", Value::List(all))]))
}

/// An arrival: of a customer with `appointment_no`, of staff with `job_no`.
pub(super) fn check_in(asked: &Asked<'_>) -> CallAnswer {
    if !asked.text("job_no").is_empty() && find(asked).is_none() {
        return refused(404);
    }
    created(asked, "check_in", "CHK")
}

pub(super) fn report_issue(asked: &Asked<'_>) -> CallAnswer {
    match find(asked) {
        Some(_) => created(asked, "issue", "ISS"),
        None => refused(404),
    }
}

fn find(asked: &Asked<'_>) -> Option<Value> {
    asked.find(FILE, "jobs", "job_no")
}

fn created(asked: &Asked<'_>, field: &'static str, letters: &str) -> CallAnswer {
    let number = format!("{letters}-{:06}", digits_of(&asked.call.id));
    CallAnswer {
        status: 201,
        ..ok(with(Value::Null, [(field, Value::Text(number))]))
    }
}
