//! `c.confirm(slot, key)`: asks for yes or no and returns `true` or `false`.

use rhai::{Dynamic, Map, Module};

use super::{Choice, Question, Rules, put};
use crate::domain::{JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::host::run::{Offer, Run};
use crate::flow::words;
use crate::locale::extract;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "confirm",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str| {
            placed(&call, confirm(c, slot, key, &Map::new()))
        },
    );
    module.set_native_fn(
        "confirm",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str, rules: Map| {
            placed(&call, confirm(c, slot, key, &rules))
        },
    );
}

fn confirm(c: &Handle, slot: &str, key: &str, rules: &Map) -> Verb<Dynamic> {
    let rules = Rules::read("confirm", rules, &[])?;
    let choice = |run: &Run, id: &str, label: &str| {
        let title = run.stage.label(run.tag(), label, None)?;
        let id = id.to_owned();
        Ok::<_, crate::locale::RenderFault>(Choice {
            id,
            title,
            description: None,
        })
    };
    put(
        c,
        JournalKind::Confirm,
        slot,
        |run| {
            Ok(Question {
                slot: slot.into(),
                key: key.into(),
                text: run.text(key, &rules.args)?,
                choices: vec![
                    choice(run, "yes", words::YES)?,
                    choice(run, "no", words::NO)?,
                ],
                rules: rules.clone(),
                kind_word: None,
                wrong: None,
            })
        },
        |offer| {
            let meant = match offer {
                Offer::Picked(id) => Some(id == "yes"),
                Offer::Said(text) => extract::yes_no(text),
            };
            Ok(meant.map(Value::Bool).ok_or(None))
        },
    )
}
