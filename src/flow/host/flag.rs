//! `c.flag(name)`: whether the operator has turned something on. An unknown flag is off.

use rhai::{Dynamic, Module};

use super::handle::Handle;
use crate::domain::{JournalKind, Value};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("flag", |c: &mut Handle, name: &str| {
        c.with(|run| {
            let flag = run.read_once(JournalKind::Flag, name, |run| {
                Value::Bool(run.stage.flags.get(name).copied().unwrap_or(false))
            })?;
            Ok::<Dynamic, _>(from_value(&flag))
        })
    });
}
