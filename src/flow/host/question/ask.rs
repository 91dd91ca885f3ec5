//! `c.ask(slot, key, #{ kind, tries, invalid, on_fail, timeout, on_timeout, args })`:
//! asks an open question and returns its answer.

use rhai::{Map, Module};

use super::kinds::Kind;
use super::{Question, Rules, put};
use crate::domain::JournalKind;
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::run::Offer;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "ask",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str| {
            placed(&call, ask(&call, c, slot, key, &Map::new()))
        },
    );
    module.set_native_fn(
        "ask",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str, options: Map| {
            placed(&call, ask(&call, c, slot, key, &options))
        },
    );
}

fn ask(call: &Call<'_>, c: &Handle, slot: &str, key: &str, options: &Map) -> Verb<rhai::Dynamic> {
    let rules = Rules::read("ask", options, &["kind"])?;
    let kind = match options.get("kind") {
        None => Kind::default(),
        Some(kind) => kind.clone().try_cast().ok_or_else(|| {
            Stop::misuse("ask: `kind` is text(), int(), order_no() or another kind")
        })?,
    };
    let stage = c.with(|run| Ok(run.stage.clone()))?;
    put(
        c,
        JournalKind::Ask,
        slot,
        |run| {
            Ok(Question {
                slot: slot.into(),
                key: key.into(),
                text: run.text(key, &rules.args)?,
                choices: Vec::new(),
                rules: rules.clone(),
                kind_word: kind.wrong_word(),
                wrong: None,
            })
        },
        |offer| match offer {
            Offer::Said(text) | Offer::Picked(text) => kind.read(text, &stage, call),
        },
    )
}
