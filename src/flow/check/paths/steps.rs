//! Steps that are named and not there, and steps that nothing leads to.

use std::collections::BTreeSet;

use rhai::Position;

use super::Desk;
use crate::flow::check::Read;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Kind, Target, Way};

const FIRST: &str = "start";

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        found.extend(unknown(read));
        found.extend(unreached(read));
    }
    found
}

fn unknown(read: &Read<'_>) -> Vec<Diagnostic> {
    let flow = read.flow;
    // Where the flow leads when it expires was looked at with its manifest.
    let named = read.ways.iter().filter(|way| way.kind != Kind::Expires);
    let lost = named.filter_map(|way| match &way.to {
        Target::Step(step) if !flow.steps.contains_key(step) => {
            let what = format!("unknown step `{step}`");
            let near = nearest_name(step, flow.steps.keys().map(String::as_str));
            let finding = Diagnostic::error("F0201", &flow.path, way.at, what);
            Some(finding.quoting(step).meant_quoted(near))
        }
        Target::Step(_)
        | Target::Flow(_)
        | Target::People(_)
        | Target::End(_)
        | Target::Unknown => None,
    });
    lost.collect()
}

/// Steps that no way leads to; nothing is said of a flow whose ways are not all known, for
/// a misspelt way may have meant the step.
fn unreached(read: &Read<'_>) -> Vec<Diagnostic> {
    let flow = read.flow;
    let known = |way: &Way| match &way.to {
        Target::Step(step) => flow.steps.contains_key(step),
        Target::Flow(_) | Target::People(_) | Target::End(_) => true,
        Target::Unknown => false,
    };
    if !read.ways.iter().all(known) {
        return Vec::new();
    }
    let reached = reached(read);
    let lost = flow.steps.iter().filter(|(step, _)| {
        // What is called is a function of the author's own.
        let called = read.calls.all.iter().any(|call| call.name == **step);
        !called && !reached.contains(step.as_str())
    });
    let findings = lost.map(|(step, line)| {
        let what = format!("nothing leads to the step `{step}`");
        let line = u16::try_from(*line).unwrap_or(u16::MAX);
        let at = Position::new(line, 4);
        let finding = Diagnostic::error("F0202", &flow.path, at, what).warning();
        finding.spanning(step.chars().count())
    });
    findings.collect()
}

/// Steps that the first one leads to, or the flow's expiry.
fn reached<'a>(read: &'a Read<'_>) -> BTreeSet<&'a str> {
    let (mut reached, mut todo) = (BTreeSet::new(), vec![FIRST, ""]);
    while let Some(step) = todo.pop() {
        if !reached.insert(step) {
            continue;
        }
        let out = read.ways.iter().filter(|way| way.from == step);
        todo.extend(out.filter_map(|way| match &way.to {
            Target::Step(next) => Some(next.as_str()),
            Target::Flow(_) | Target::People(_) | Target::End(_) | Target::Unknown => None,
        }));
    }
    reached
}
