//! `c.confirm(slot, key)`: asks for yes or no and returns `true` or `false`.

use rhai::{Dynamic, Map, Module};

use super::{Choice, Question, Rules, Subject, put};
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
        Subject::new(JournalKind::Confirm, slot, key),
        |run| {
            let text = run.text(key, &rules.args)?;
            let yes = choice(run, "yes", words::YES)?;
            let no = choice(run, "no", words::NO)?;
            Ok(Question {
                choices: vec![yes, no],
                ..Question::new(slot, key, text, &rules)
            })
        },
        |offer| {
            let meant = match offer {
                Offer::Picked(id) => Some(id == "yes"),
                Offer::Said(text) => extract::yes_no(text),
                Offer::Skipped | Offer::Thing(_) => None,
            };
            Ok(meant.map(Value::Bool).ok_or(None))
        },
    )
}
