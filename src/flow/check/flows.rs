//! Flows that are named and not there.

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !desk.all_flows_read {
        return found;
    }
    for (flow, calls) in &desk.flows {
        let ways = calls.verb("to_flow").chain(calls.verb("run_flow"));
        for (id, at) in ways.filter_map(|call| call.whole(0)) {
            if !desk.ids.contains(&id.as_str()) {
                let what = format!("unknown flow `{id}`");
                let help = nearest(&id, desk.ids.iter().copied());
                let finding = Diagnostic::error("F0207", &flow.path, at, what);
                found.push(finding.spanning(id.chars().count() + 2).help(help));
            }
        }
    }
    found
}
