//! Options that a verb does not know, and lengths of time that are none. Rhai finds out
//! when it calls.

use rhai::Expr;

use super::Desk;
use crate::domain::parse_span;
use crate::flow::check::Read;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Call, Literal, Offer, Role, literal, named, verb};
use crate::flow::script::Flow;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        for call in read.calls.all.iter().filter(|call| call.method) {
            found.extend(strange(read.flow, call));
            found.extend(no_spans(read.flow, call));
        }
        let choices = read.calls.verb("choose");
        found.extend(choices.flat_map(|call| repeated(read, call)));
    }
    found
}

/// Options that the verb does not know.
fn strange(flow: &Flow, call: &Call) -> Vec<Diagnostic> {
    let takes = verb(&call.name).map_or(&[][..], |verb| verb.takes);
    let maps = takes
        .iter()
        .enumerate()
        .filter_map(|(at, role)| match role {
            Role::Options(names) if !names.is_empty() => Some((call.args.get(at)?, names.concat())),
            _ => None,
        });
    let mut found = Vec::new();
    for (given, known) in maps {
        let Expr::Map(map, _) = given else {
            continue;
        };
        let strange = map.0.iter().map(|(name, _)| name);
        found.extend(
            strange
                .filter(|name| !known.contains(&name.as_str()))
                .map(|name| {
                    let what = format!("`{}` has no option `{}`", call.name, name.as_str());
                    let near = nearest_name(&name.name, known.iter().copied());
                    let finding = Diagnostic::error("F0310", &flow.path, name.pos, what);
                    finding.spanning(name.name.chars().count()).meant(near)
                }),
        );
    }
    found
}

fn no_spans(flow: &Flow, call: &Call) -> Vec<Diagnostic> {
    let spans = named(call, Role::Span).into_iter();
    let wrong = spans.filter_map(|span| {
        let Literal::Whole(span, at) = span.literal else {
            return None;
        };
        parse_span(&span).err()?;
        let what = format!("`{span}` is no length of time");
        let help = "write a whole number and s, m, h or d: `\"30m\"`";
        let finding = Diagnostic::error("F0310", &flow.path, at, what);
        Some(finding.quoting(&span).hint(help))
    });
    wrong.collect()
}

/// Options that are offered twice under one id.
fn repeated(read: &Read<'_>, call: &Call) -> Vec<Diagnostic> {
    let mut ids: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let offer = read.calls.offered(call);
    for opt in offer.iter().flat_map(Offer::opts) {
        let Some(Literal::Whole(id, at)) = opt.first().and_then(literal) else {
            continue;
        };
        if ids.contains(&id) {
            let what = format!("the option `{id}` is offered twice");
            let finding = Diagnostic::error("W0505", &read.flow.path, at, what);
            found.push(finding.quoting(&id));
        }
        ids.push(id);
    }
    found
}
