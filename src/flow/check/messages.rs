//! Messages that are named and not there, in some language.

use rhai::{Expr, Position};

use super::Desk;
use super::calls::{Call, Literal, literal};
use crate::flow::diagnostic::{Diagnostic, nearest};
use crate::flow::script::{Flow, Globals, Trigger};
use crate::locale::Catalog;

/// Verbs, and which of their arguments is a message key.
const VERBS: &[(&str, usize)] = &[("say", 0), ("ask", 1), ("choose", 1), ("confirm", 1)];
/// Verbs, which of their arguments is a map of options, and which option is a key.
const OPTIONS: &[(&str, usize, &str)] = &[
    ("ask", 2, "invalid"),
    ("choose", 3, "invalid"),
    ("confirm", 2, "invalid"),
    ("handoff", 0, "say"),
    ("api", 2, "slow_say"),
];

pub(super) fn check(desk: &Desk<'_>, globals: &Globals) -> Vec<Diagnostic> {
    let Some(catalog) = desk.catalog else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (flow, calls) in &desk.flows {
        for (verb, at) in VERBS {
            let keys = calls.verb(verb).filter_map(|call| call.text(*at));
            found.extend(keys.flat_map(|key| missing(catalog, flow, &key)));
        }
        for (verb, at, option) in OPTIONS {
            let keys = calls
                .verb(verb)
                .filter_map(|call| named_option(call, *at, option));
            found.extend(keys.flat_map(|key| missing(catalog, flow, &key)));
        }
        let titles = calls.verb("choose").flat_map(titles);
        found.extend(titles.flat_map(|key| missing(catalog, flow, &key)));
        found.extend(triggers(catalog, flow));
    }
    found.extend(commands(catalog, globals));
    found
}

fn named_option(call: &Call, at: usize, option: &str) -> Option<Literal> {
    let fields = call.map(at)?;
    let (_, key) = fields.into_iter().find(|(name, _)| name == option)?;
    literal(key)
}

/// `<slot>-<id>` of each `opt(id)` that brings no title of its own.
fn titles(call: &Call) -> Vec<Literal> {
    let Some((slot, _)) = call.whole(0) else {
        return Vec::new();
    };
    let Some(Expr::Array(options, _)) = call.args.get(2) else {
        return Vec::new();
    };
    let titles = options.iter().filter_map(|option| match option {
        Expr::FnCall(opt, _) if opt.name.as_str() == "opt" && opt.args.len() == 1 => {
            match literal(opt.args.first()?)? {
                Literal::Whole(id, at) => Some(Literal::Whole(format!("{slot}-{id}"), at)),
                Literal::Begins(id, at) => Some(Literal::Begins(format!("{slot}-{id}"), at)),
            }
        }
        _ => None,
    });
    titles.collect()
}

fn missing(catalog: &Catalog, flow: &Flow, key: &Literal) -> Vec<Diagnostic> {
    let (text, at, whole) = match key {
        Literal::Whole(text, at) => (text, *at, true),
        Literal::Begins(text, at) => (text, *at, false),
    };
    let lacking = catalog.tags().into_iter().filter(|tag| {
        let there = if whole {
            catalog.has(tag, text, None)
        } else {
            catalog
                .keys(tag)
                .any(|known| known.starts_with(text.as_str()))
        };
        !there
    });
    let findings = lacking.map(|tag| {
        let what = if whole {
            format!("message `{text}` is missing in `{tag}`")
        } else {
            format!("no message in `{tag}` begins with `{text}`")
        };
        let help = nearest(text, catalog.keys(tag)).filter(|_| whole);
        let finding = Diagnostic::error("L0401", &flow.path, at, what);
        finding.spanning(text.chars().count() + 2).help(help)
    });
    findings.collect()
}

/// Phrases that start a flow: one language may have none, but not all.
fn triggers(catalog: &Catalog, flow: &Flow) -> Vec<Diagnostic> {
    let phrases = flow
        .manifest
        .triggers
        .iter()
        .filter_map(|trigger| match trigger {
            Trigger::Phrases(key) => Some(key),
            Trigger::OrderNo | Trigger::Button(_) | Trigger::TemplateReply { .. } => None,
        });
    let lost = phrases.filter(|key| nowhere(catalog, key));
    lost.map(|key| lost_phrases(catalog, &flow.path, Position::NONE, key))
        .collect()
}

fn commands(catalog: &Catalog, globals: &Globals) -> Vec<Diagnostic> {
    let lost = globals
        .commands
        .iter()
        .filter(|command| nowhere(catalog, &command.phrases));
    lost.map(|command| lost_phrases(catalog, "globals.rhai", command.at, &command.phrases))
        .collect()
}

fn nowhere(catalog: &Catalog, key: &str) -> bool {
    !catalog.tags().iter().any(|tag| catalog.has(tag, key, None))
}

fn lost_phrases(catalog: &Catalog, path: &str, at: Position, key: &str) -> Diagnostic {
    let what = format!("phrases `{key}` are in no language");
    let tags = catalog.tags();
    let known = tags.first().map(|tag| nearest(key, catalog.keys(tag)));
    Diagnostic::error("L0401", path, at, what).help(known.flatten())
}
