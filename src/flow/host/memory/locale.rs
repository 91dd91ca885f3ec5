//! `c.locale`: the tag of the language she is answered in, `ar` or `en`.

use rhai::{Dynamic, Module};

use crate::domain::JournalKind;
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_getter_fn("locale", |call: Call<'_>, c: &mut Handle| {
        placed(&call, locale(c))
    });
}

fn locale(c: &Handle) -> Verb<Dynamic> {
    c.with(|run| {
        let tag = run.read_once(JournalKind::Read, "locale", |run| run.tag().into())?;
        Ok(from_value(&tag))
    })
}
