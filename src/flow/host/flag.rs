//! `c.flag(name)`: whether the operator has turned something on. An unknown flag is off.

use rhai::{Dynamic, Module};

use super::handle::{Call, Handle, Verb, placed};
use crate::domain::{JournalKind, Value};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("flag", |call: Call<'_>, c: &mut Handle, name: &str| {
        placed(&call, flag(c, name))
    });
}

fn flag(c: &Handle, name: &str) -> Verb<Dynamic> {
    c.with(|run| {
        let flag = run.read_once(JournalKind::Flag, name, |run| {
            Value::Bool(
                run.stage
                    .tenant
                    .switches
                    .flags
                    .get(name)
                    .copied()
                    .unwrap_or(false),
            )
        })?;
        Ok(from_value(&flag))
    })
}
