//! `c.slots.name`: reads what is remembered. A declared slot that is empty reads as `()`;
//! writing through it is an error that names `c.set`. After a method of a slot's value, such
//! as `c.slots.lines.map(…)`, the language writes the value back by itself: that is no error
//! while nothing has changed.

use rhai::{Dynamic, Module};

use crate::flow::draft::Mistake;
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::run::Run;
use crate::flow::value::{from_value, to_value};

/// What `c.slots` is: looks a slot up only when it is named.
#[derive(Clone)]
struct Slots(Handle);

const READ_ONLY: &str = "write to `c.slots`: it is read-only, use c.set(\"name\", value)";

pub(super) fn register(module: &mut Module) {
    module.set_getter_fn("slots", |c: &mut Handle| Ok(Slots(c.clone())));
    module.set_setter_fn("slots", |call: Call<'_>, _: &mut Handle, back: Dynamic| {
        placed(
            &call,
            if back.is::<Slots>() {
                Ok(())
            } else {
                read_only()
            },
        )
    });
    module.set_indexer_get_fn(|call: Call<'_>, slots: &mut Slots, name: &str| {
        placed(&call, slots.0.with(|run| read(run, name)))
    });
    module.set_indexer_set_fn(
        |call: Call<'_>, slots: &mut Slots, name: &str, back: Dynamic| {
            let same = slots.0.with(|run| Ok(is_unchanged(run, name, &back)))?;
            placed(&call, if same { Ok(()) } else { read_only() })
        },
    );
    module.set_native_fn("contains", |slots: &mut Slots, name: &str| {
        slots
            .0
            .with(|run| Ok(run.draft.session.slots.contains_key(name)))
    });
}

fn read(run: &Run, name: &str) -> Result<Dynamic, Stop> {
    if let Some(value) = run.draft.session.slots.get(name) {
        return Ok(from_value(value));
    }
    let flow = run.flow.as_ref();
    if flow.is_some_and(|flow| flow.manifest.slots.contains_key(name)) {
        return Ok(Dynamic::UNIT);
    }
    let what = format!("read slot `{name}`: it is neither declared nor filled");
    Err(Mistake::new("F0303", what).into())
}

fn is_unchanged(run: &Run, name: &str, back: &Dynamic) -> bool {
    let held = read(run, name).and_then(|held| Ok(to_value(&held)?));
    held.is_ok_and(|held| to_value(back).is_ok_and(|back| back == held))
}

fn read_only() -> Verb<()> {
    Err(Stop::misuse(READ_ONLY).into())
}
