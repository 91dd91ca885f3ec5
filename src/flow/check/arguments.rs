//! Variables that a message needs and a script does not give.

use std::collections::BTreeSet;

use super::Desk;
use super::calls::{Call, fields};
use crate::flow::diagnostic::Diagnostic;
use crate::flow::script::Flow;
use crate::locale::Catalog;

/// What every message is given.
const ALWAYS: &str = "brand";

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = desk.catalog else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (flow, calls) in &desk.flows {
        for call in calls.verb("say") {
            found.extend(judge(catalog, flow, call, 0, said(call)));
        }
        for (verb, options) in [("ask", 2), ("choose", 3), ("confirm", 2)] {
            for call in calls.verb(verb) {
                found.extend(judge(catalog, flow, call, 1, asked(call, options)));
            }
        }
    }
    found
}

/// Names in `c.say(key, #{ … })`; `None` when the map is made elsewhere.
fn said(call: &Call) -> Option<BTreeSet<String>> {
    if call.args.len() < 2 {
        return Some(BTreeSet::new());
    }
    Some(call.map(1)?.into_iter().map(|(name, _)| name).collect())
}

/// Names in the `args` of a question.
fn asked(call: &Call, options: usize) -> Option<BTreeSet<String>> {
    if call.args.len() <= options {
        return Some(BTreeSet::new());
    }
    let options = call.map(options)?;
    let Some((_, args)) = options.into_iter().find(|(name, _)| name == "args") else {
        return Some(BTreeSet::new());
    };
    Some(fields(args)?.into_iter().map(|(name, _)| name).collect())
}

fn judge(
    catalog: &Catalog,
    flow: &Flow,
    call: &Call,
    key: usize,
    given: Option<BTreeSet<String>>,
) -> Vec<Diagnostic> {
    let (Some((key, at)), Some(given)) = (call.whole(key), given) else {
        return Vec::new();
    };
    let tags = catalog.tags().into_iter();
    let lacking = tags.flat_map(|tag| {
        let needed = catalog.variables_of(tag, &key, None).into_iter();
        let given = &given;
        needed
            .filter(move |variable| variable != ALWAYS && !given.contains(variable))
            .map(move |variable| (tag, variable))
    });
    let findings = lacking.map(|(tag, variable)| {
        let what = format!("message `{key}` needs `${variable}` in `{tag}`");
        let finding = Diagnostic::error("L0411", &flow.path, at, what);
        finding.spanning(key.chars().count() + 2)
    });
    findings.collect()
}
