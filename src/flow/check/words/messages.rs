//! Messages that are named and not there, in some language.

use rhai::Position;

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Call, Calls, Literal, Role, literal, named};
use crate::flow::script::{Flow, Globals, Trigger};
use crate::locale::Catalog;

pub(super) fn check(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        for call in &read.calls.all {
            let keys = named(call, Role::Message)
                .into_iter()
                .map(|key| key.literal);
            let titles = titles(&read.calls, call).into_iter().map(|(key, _)| key);
            let keys = keys.chain(titles);
            found.extend(keys.filter_map(|key| missing(catalog, read.flow, &key)));
        }
        found.extend(triggers(catalog, read.flow));
    }
    found.extend(commands(catalog, desk.globals));
    found
}

/// `<slot>-<id>` of each `opt(id)` that brings no title of its own, and how many characters
/// the id itself has.
pub(super) fn titles(calls: &Calls, call: &Call) -> Vec<(Literal, usize)> {
    let (Some((slot, _)), Some(offer)) = (call.whole(0), calls.offered(call)) else {
        return Vec::new();
    };
    let titles = offer.opts().filter_map(|opt| match opt {
        [id] => match literal(id)? {
            Literal::Whole(id, at) => Some((
                Literal::Whole(format!("{slot}-{id}"), at),
                id.chars().count(),
            )),
            Literal::Begins(id, at) => Some((
                Literal::Begins(format!("{slot}-{id}"), at),
                id.chars().count(),
            )),
        },
        _ => None,
    });
    titles.collect()
}

fn missing(catalog: &Catalog, flow: &Flow, key: &Literal) -> Option<Diagnostic> {
    let (text, at, whole) = match key {
        Literal::Whole(text, at) => (text, *at, true),
        Literal::Begins(text, at) => (text, *at, false),
    };
    let there = |tag: &&str| {
        if whole {
            catalog.has(tag, text, None) || catalog.lends(text)
        } else {
            let mut keys = catalog.keys(tag);
            keys.any(|known| known.starts_with(text.as_str()))
        }
    };
    let lacking: Vec<&str> = catalog
        .tags()
        .into_iter()
        .filter(|tag| !there(tag))
        .collect();
    let tag = *lacking.first()?;
    let tags = lacking.join("`, `");
    let what = if whole {
        format!("message `{text}` is missing in `{tags}`")
    } else {
        format!("no message in `{tags}` begins with `{text}`")
    };
    let near = nearest_name(text, catalog.keys(tag)).filter(|_| whole);
    let finding = Diagnostic::error("L0401", &flow.path, at, what);
    Some(finding.quoting(text).meant_quoted(near))
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
    let known = tags.first().map(|tag| nearest_name(key, catalog.keys(tag)));
    let mut finding = Diagnostic::error("L0401", path, at, what).meant(known.flatten());
    // Its place is that of the declaration around it.
    finding.suggestion = None;
    finding
}
