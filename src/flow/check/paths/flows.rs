//! Flows that are named and not there.

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Literal, Role, named};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !desk.all_flows_read {
        return found;
    }
    for read in &desk.flows {
        let calls = read.calls.all.iter();
        for id in calls.flat_map(|call| named(call, Role::Flow)) {
            let Literal::Whole(id, at) = id.literal else {
                continue;
            };
            if !desk.ids.contains(&id.as_str()) {
                let what = format!("unknown flow `{id}`");
                let near = nearest_name(&id, desk.ids.iter().copied());
                let finding = Diagnostic::error("F0207", &read.flow.path, at, what);
                found.push(finding.quoting(&id).meant_quoted(near));
            }
        }
    }
    found
}
