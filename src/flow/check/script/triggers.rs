//! Two that answer to one thing: commands with one id, flows that start at one button, at
//! one template's reply or at the same words. One of them would never be heard.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rhai::Position;

use super::Desk;
use crate::flow::check::Read;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::Call;
use crate::locale::{Catalog, text};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = commands(desk);
    let mut first: BTreeMap<Trigger, &Read<'_>> = BTreeMap::new();
    for read in &desk.flows {
        for (trigger, named, at) in read.calls.all.iter().filter_map(trigger) {
            match first.entry(trigger) {
                Entry::Vacant(place) => {
                    place.insert(read);
                }
                Entry::Occupied(other) => {
                    let what = format!(
                        "`{named}` starts `{}` already",
                        other.get().flow.manifest.id
                    );
                    let finding = Diagnostic::error("F0214", &read.flow.path, at, what);
                    found.push(finding.quoting(&named));
                }
            }
        }
    }
    found.extend(desk.catalog.iter().flat_map(|catalog| words(desk, catalog)));
    found
}

fn commands(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let commands = &desk.globals.commands;
    let again = commands.iter().enumerate().filter(|(place, command)| {
        let before = &commands[..*place];
        before.iter().any(|other| other.id == command.id)
    });
    again
        .map(|(_, command)| {
            let what = format!("the command `{}` is declared twice", command.id);
            Diagnostic::error("F0109", "globals.rhai", command.at, what)
        })
        .collect()
}

/// What a flow starts at; a template's reply with its button, phrases by their key.
type Trigger = (&'static str, String, String);

/// With the text that is to be underlined.
fn trigger(call: &Call) -> Option<(Trigger, String, Position)> {
    // Inside of a step it is a kind of answer.
    if call.name == "order_no" && call.inside.is_none() {
        return Some((
            ("order_no", String::new(), String::new()),
            "order_no".into(),
            call.at,
        ));
    }
    let kinds = ["phrases", "button", "template_reply"];
    let kind = kinds.into_iter().find(|kind| call.name == *kind)?;
    let (named, at) = call.whole(0).filter(|_| !call.method)?;
    let button = match kind {
        "template_reply" => call.whole(1)?.0,
        _ => String::new(),
    };
    Some(((kind, named.clone(), button), named, at))
}

/// The same words under two keys.
fn words(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut first: BTreeMap<String, (&str, String)> = BTreeMap::new();
    for read in &desk.flows {
        let triggers = read.calls.all.iter().filter_map(trigger);
        for ((kind, key, _), ..) in triggers {
            if kind != "phrases" {
                continue;
            }
            for tag in catalog.tags() {
                for phrase in catalog.phrases(tag, &key) {
                    let own = (read.flow.manifest.id.as_str(), key.clone());
                    let other = first.entry(text::key(&phrase)).or_insert(own);
                    if other.0 == read.flow.manifest.id || other.1 == key {
                        continue;
                    }
                    let what = format!("`{phrase}` starts `{}` already", other.0);
                    found.extend(
                        place(catalog, tag, &key, &phrase).map(|at| {
                            Diagnostic::wording("F0214", &at, phrase.chars().count(), what)
                        }),
                    );
                }
            }
        }
    }
    found
}

/// Where a phrase stands in its message.
fn place(catalog: &Catalog, tag: &str, key: &str, phrase: &str) -> Option<crate::locale::Position> {
    for attribute in [None, Some("also")] {
        for passage in catalog.passages(tag, key, attribute) {
            for (text, at) in passage.stretches.iter().flatten() {
                if let Some(before) = text.find(phrase) {
                    let mut at = at.clone();
                    at.column += text[..before].chars().count();
                    return Some(at);
                }
            }
        }
    }
    catalog.position(tag, key, None).cloned()
}
