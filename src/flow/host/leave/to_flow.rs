//! `c.to_flow(id)`, `c.to_flow(id, #{ slot: value })`: goes on with another flow.

use rhai::{Map, Module};

use super::Transition;
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::host::mark::to_fields;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("to_flow", |_: &mut Handle, flow: &str| {
        to_flow(flow, &Map::new())
    });
    module.set_native_fn(
        "to_flow",
        |call: Call<'_>, _: &mut Handle, flow: &str, slots: Map| {
            placed(&call, to_flow(flow, &slots))
        },
    );
}

fn to_flow(flow: &str, slots: &Map) -> Verb<Transition> {
    let slots = to_fields(slots)?;
    let flow = flow.into();
    Ok(Transition::ToFlow { flow, slots })
}
