//! `c.locale`: the tag of the language she is answered in, `ar` or `en`.

use rhai::Module;

use crate::domain::JournalKind;
use crate::flow::host::handle::Handle;
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_getter_fn("locale", |c: &mut Handle| {
        c.with(|run| {
            let tag = run.read_once(JournalKind::Read, "locale", |run| run.tag().into())?;
            Ok(from_value(&tag))
        })
    });
}
