//! The table says what is registered, and the page says what the table says.

use std::collections::{BTreeMap, BTreeSet};

use super::table::VERBS;
use super::{definitions, embedded, json};
use crate::flow::host;
use crate::flow::script::declaring_module;

/// Registered for Rhai's own use: indexers, setters, `c.slots.contains(…)`.
const INWARD: &[&str] = &["contains"];

type Names = BTreeMap<String, BTreeSet<usize>>;

/// What a script can call, by name, and with how many arguments, the conversation counted.
/// Rhai writes `say(_, _)`.
fn registered() -> Names {
    let mut names = Names::new();
    for module in [host::module(), declaring_module()] {
        for signature in module.gen_fn_signatures_with_mapper(Into::into) {
            let (name, taken) = signature.split_once('(').expect("a call");
            let name = name.trim().trim_start_matches("get$");
            let inward = name.contains('$') || INWARD.contains(&name);
            if !inward {
                let counts = names.entry(name.into()).or_default();
                counts.insert(taken.matches('_').count());
            }
        }
    }
    names
}

#[test]
fn the_table_holds_what_is_registered_and_nothing_else() {
    let mut told = Names::new();
    for verb in VERBS {
        let object = usize::from(verb.on_conversation());
        let counts = told.entry(verb.name().into()).or_default();
        counts.extend(verb.counts().iter().map(|count| count + object));
        assert!(!verb.doc.is_empty() && !verb.doc.ends_with('.'), "{verb:?}");
    }
    assert_eq!(told, registered());
}

#[test]
fn the_page_for_authors_is_up_to_date() {
    let page = include_str!("../../../flows/README.md");
    let fresh = embedded(page).expect("both marks");
    assert!(
        fresh == page,
        "run: cargo run -- flow api --into flows/README.md"
    );
    assert_eq!(embedded("no marks"), None);
}

#[test]
fn editors_and_tools_get_every_overload() {
    let file = definitions();
    for expected in [
        "fn say(c: Conversation, key: String) -> ();",
        "fn say(c: Conversation, key: String, args: Map) -> ();",
        "fn get slots(c: Conversation) -> Slots;",
        "fn day(date: String) -> Value;",
        "fn int(least: int, most: int) -> Kind;",
    ] {
        assert!(file.contains(expected), "{expected}");
    }
    let all: serde_json::Value = serde_json::from_str(&json()).expect("JSON");
    assert_eq!(all.as_array().map(Vec::len), Some(VERBS.len()));
}
