//! `c.run_flow(id, #{ slot: value }, next_step)`: goes through another flow and comes back
//! to `next_step`. This flow's slots wait untouched; `c.outcome` is what the other one
//! gave to `c.done`.

use rhai::{Map, Module};

use super::Transition;
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::host::mark::to_fields;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "run_flow",
        |call: Call<'_>, _: &mut Handle, flow: &str, slots: Map, then: &str| {
            placed(&call, run_flow(flow, &slots, then))
        },
    );
}

fn run_flow(flow: &str, slots: &Map, then: &str) -> Verb<Transition> {
    let slots = to_fields(slots)?;
    let (flow, then) = (flow.into(), then.into());
    Ok(Transition::RunFlow { flow, slots, then })
}
