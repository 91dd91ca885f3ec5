//! The shop's orders: one in each state, and some to return.

use super::{Asked, found};
use crate::domain::{CallAnswer, Value};

const FILE: &[u8] = include_bytes!("../../../examples/shop/orders.json");

pub(super) fn get(asked: &Asked<'_>) -> CallAnswer {
    found(find(asked))
}

/// The order that the argument `order_no` names.
pub(super) fn find(asked: &Asked<'_>) -> Option<Value> {
    asked.find(FILE, "orders", "order_no")
}

pub(super) fn all(asked: &Asked<'_>) -> Vec<Value> {
    asked.list(FILE, "orders")
}
