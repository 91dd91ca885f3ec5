//! A call that writes before the customer has seen what is written.

use std::collections::BTreeSet;

use super::Desk;
use crate::domain::Tenant;
use crate::flow::check::Read;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::{Call, Target};

const FIRST: &str = "start";

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let Some(tenant) = desk.tenant else {
        return Vec::new();
    };
    desk.flows
        .iter()
        .flat_map(|read| early(read, tenant))
        .collect()
}

fn early(read: &Read<'_>, tenant: &Tenant) -> Vec<Diagnostic> {
    let reviews = |step: &str| {
        let calls = read.calls.of_step(step).into_iter();
        calls
            .filter(|call| call.method && call.name == "review")
            .map(place)
            .min()
    };
    let unseen = reached(read, FIRST, |step| reviews(step).is_none());
    let mut found = Vec::new();
    for step in unseen {
        for call in read.calls.of_step(step) {
            let Some((name, at)) = writes(call, tenant) else {
                continue;
            };
            let after = reviews(step).is_some_and(|review| review < place(call));
            let later = reached(read, step, |_| true);
            let reviewed = later.iter().any(|step| reviews(step).is_some());
            if !after && reviewed {
                let what = format!("`{name}` writes before the review");
                let help = "call it in a step that the review leads to";
                let finding = Diagnostic::error("F0210", &read.flow.path, at, what);
                found.push(finding.warning().quoting(&name).hint(help));
            }
        }
    }
    found
}

/// The operation of `c.api(…)`, where it changes something at the shop.
fn writes(call: &Call, tenant: &Tenant) -> Option<(String, rhai::Position)> {
    if !call.method || call.name != "api" {
        return None;
    }
    let (name, at) = call.whole(0)?;
    tenant.operations.get(&name)?.writes().then_some((name, at))
}

/// Steps that lie ahead of `from`, itself among them, going on only from those that `pass`.
fn reached<'a>(
    read: &'a Read<'_>,
    from: &'a str,
    pass: impl Fn(&str) -> bool,
) -> BTreeSet<&'a str> {
    let (mut reached, mut todo) = (BTreeSet::new(), vec![from]);
    while let Some(step) = todo.pop() {
        if !reached.insert(step) || !pass(step) {
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

fn place(call: &Call) -> (Option<usize>, Option<usize>) {
    (call.at.line(), call.at.position())
}
