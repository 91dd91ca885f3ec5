//! `c.mark(event)`, `c.mark(event, #{ … })`: leaves a row for funnels and dashboards.

use std::collections::BTreeMap;

use rhai::{Map, Module};

use super::handle::{Call, Handle, Stop, Verb, placed};
use crate::domain::{JournalKind, Value};
use crate::flow::value::to_value;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("mark", |call: Call<'_>, c: &mut Handle, event: &str| {
        placed(&call, mark(c, event, &Map::new()))
    });
    module.set_native_fn(
        "mark",
        |call: Call<'_>, c: &mut Handle, event: &str, fields: Map| {
            placed(&call, mark(c, event, &fields))
        },
    );
}

fn mark(c: &Handle, event: &str, fields: &Map) -> Verb<()> {
    c.with(|run| {
        run.once(JournalKind::Mark, event, |run| {
            Ok(run.draft.mark(event, to_fields(fields)?)?)
        })
    })
}

/// A script's map as fields that last.
pub(super) fn to_fields(given: &Map) -> Result<BTreeMap<String, Value>, Stop> {
    let fields = given.iter();
    fields
        .map(|(name, value)| Ok((name.to_string(), to_value(value)?)))
        .collect()
}
