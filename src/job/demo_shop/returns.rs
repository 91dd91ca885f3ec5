//! Returns: those of the file, and one for each line of a delivered order, whose number
//! follows from order and line. `ORD-1002`, second line: `RMA-100202`. Asking twice for
//! the same return therefore gives the same one.

use super::{Asked, found, ok, orders, refused, text, with};
use crate::domain::{CallAnswer, Value};

const FILE: &[u8] = include_bytes!("../../../examples/shop/returns.json");
/// The parcel has to be on its way within so many days.
const SHIP_WITHIN_DAYS: i64 = 7;

pub(super) fn create(asked: &Asked<'_>) -> CallAnswer {
    let Some(order) = orders::find(asked) else {
        return refused(404);
    };
    let sku = asked.number("sku");
    let made = of_lines(asked, &order);
    match made.into_iter().find(|entry| text(entry, "sku") == sku) {
        Some(entry) => CallAnswer {
            status: 201,
            ..ok(complete(asked, entry))
        },
        None => refused(422),
    }
}

pub(super) fn get(asked: &Asked<'_>) -> CallAnswer {
    found(find(asked).map(|entry| complete(asked, entry)))
}

/// The returns of one order that the shop knows of.
pub(super) fn list(asked: &Asked<'_>) -> CallAnswer {
    if orders::find(asked).is_none() {
        return refused(404);
    }
    let order_no = asked.number("order_no");
    let known = asked.list(FILE, "returns").into_iter();
    let known = known
        .filter(|entry| text(entry, "order_no") == order_no)
        .map(|entry| complete(asked, entry));
    let returns = Value::List(known.collect());
    ok(with(Value::Null, [("returns", returns)]))
}

pub(super) fn book_pickup(asked: &Asked<'_>) -> CallAnswer {
    let Some(entry) = find(asked) else {
        return refused(404);
    };
    let entry = complete(asked, entry);
    let wanted = asked.text("day");
    let offered = match entry.get("pickup_days") {
        Some(Value::List(days)) => days.iter().find(|day| text(day, "id") == wanted),
        Some(_) | None => None,
    };
    match offered.cloned() {
        Some(day) => ok(with(entry, [("pickup", day)])),
        None => refused(409),
    }
}

/// By its number: one of the file, or one that was created.
fn find(asked: &Asked<'_>) -> Option<Value> {
    let created = || {
        let rma = asked.number("rma");
        let all = orders::all(asked);
        let mut made = all.iter().flat_map(|order| of_lines(asked, order));
        made.find(|entry| text(entry, "rma") == rma)
    };
    asked.find(FILE, "returns", "rma").or_else(created)
}

/// What each line of a delivered order would be returned as.
fn of_lines(asked: &Asked<'_>, order: &Value) -> Vec<Value> {
    let order_no = text(order, "order_no");
    let (Some(Value::List(lines)), "delivered") = (order.get("lines"), text(order, "status"))
    else {
        return Vec::new();
    };
    let ship_by = jiff::Span::new().days(SHIP_WITHIN_DAYS);
    let ship_by = asked.today.saturating_add(ship_by).to_string();
    let digits = order_no.trim_start_matches("ORD-");
    let made = lines.iter().zip(1..).map(|(line, place)| {
        let fields = [
            ("rma", format!("RMA-{digits}{place:02}")),
            ("order_no", order_no.to_owned()),
            ("sku", text(line, "sku").to_owned()),
            ("status", "waiting_parcel".to_owned()),
            ("ship_by", ship_by.clone()),
        ];
        let fields = fields.map(|(name, field)| (name, Value::Text(field)));
        with(Value::Null, fields)
    });
    made.collect()
}

/// With what it takes to hand the parcel over.
fn complete(asked: &Asked<'_>, entry: Value) -> Value {
    let file = asked.file(FILE);
    let handover = file.get("handover");
    let part = |name: &str| handover.and_then(|of| of.get(name)).cloned();
    let label = part("label_url").unwrap_or_default();
    let label = label.as_text().unwrap_or("");
    let label = label.replace("{rma}", text(&entry, "rma"));
    with(
        entry,
        [
            ("label_url", Value::Text(label)),
            ("drop_off", part("drop_off").unwrap_or_default()),
            ("pickup_days", part("pickup_days").unwrap_or_default()),
        ],
    )
}
