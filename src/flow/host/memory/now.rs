//! `c.now()`: the moment this step first asked, by the tenant's clock, as
//! `2026-11-20T19:05:00+03:00`.

use jiff::tz::TimeZone;
use rhai::{Dynamic, Module};

use crate::domain::{JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("now", |call: Call<'_>, c: &mut Handle| {
        placed(&call, now(c))
    });
}

fn now(c: &Handle) -> Verb<Dynamic> {
    c.with(|run| {
        let now = run.read_once(JournalKind::Read, "now", |run| {
            let moment = jiff::Timestamp::from_millisecond(run.stage.now.ms()).unwrap_or_default();
            let zone = TimeZone::get(&run.stage.tenant.time_zone).unwrap_or(TimeZone::UTC);
            let offset = zone.to_offset(moment);
            Value::Text(moment.display_with_offset(offset).to_string())
        })?;
        Ok(from_value(&now))
    })
}
