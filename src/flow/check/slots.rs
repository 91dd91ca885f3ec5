//! Slots that are read and never filled.

use std::collections::BTreeSet;

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest};

/// Verbs that fill the slot they name first.
const FILLING: &[&str] = &["ask", "choose", "confirm", "set"];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (flow, calls) in &desk.flows {
        let declared = flow.manifest.slots.keys().cloned();
        let mut filled: BTreeSet<String> = declared.collect();
        for verb in FILLING {
            filled.extend(
                calls
                    .verb(verb)
                    .filter_map(|call| call.whole(0))
                    .map(|(slot, _)| slot),
            );
        }
        for (slot, at) in &calls.slots {
            if !filled.contains(slot) {
                let what = format!("slot `{slot}` is neither declared nor filled in this flow");
                let help = nearest(slot, filled.iter().map(String::as_str));
                let finding = Diagnostic::error("F0208", &flow.path, *at, what);
                found.push(finding.spanning(slot.chars().count()).help(help));
            }
        }
    }
    found
}
