//! `c.mark(event)`, `c.mark(event, #{ … })`: leaves a row for funnels and dashboards.

use std::collections::BTreeMap;

use rhai::{Map, Module};

use super::handle::{Call, Handle, Stop, Verb, placed};
use crate::domain::{JournalKind, Session, Value};
use crate::flow::value::{to_value, veiled};

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
            let fields = veiled_fields(to_fields(fields)?, &run.draft.session);
            Ok(run.draft.mark(event, fields)?)
        })
    })
}

/// The fields with secrets among them veiled.
pub(in crate::flow) fn veiled_fields(
    fields: BTreeMap<String, Value>,
    session: &Session,
) -> BTreeMap<String, Value> {
    let fields = fields.into_iter();
    let veil = |(name, value)| (name, veiled(value, session));
    fields.map(veil).collect()
}

/// A script's map as fields that last.
pub(super) fn to_fields(given: &Map) -> Result<BTreeMap<String, Value>, Stop> {
    let fields = given.iter();
    fields
        .map(|(name, value)| Ok((name.to_string(), to_value(value)?)))
        .collect()
}
