//! Slots that are read and never filled, emptied or passed on under another name, and
//! assigned to instead of set.

use std::collections::BTreeSet;

use rhai::{Expr, Position};

use super::Desk;
use super::calls::{Call, Literal, literal};
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
        let forgotten = calls.verb("forget").filter_map(|call| call.whole(0));
        let passed_on = calls.verb("handoff").flat_map(passed_on);
        let quoted: Vec<_> = forgotten.chain(passed_on).collect();
        let quoted = quoted.iter().map(|(slot, at)| (slot, at, 2));
        let read = calls.slots.iter().map(|(slot, at)| (slot, at, 0));
        for (slot, at, quotes) in read.chain(quoted) {
            if !filled.contains(slot) {
                let what = format!("slot `{slot}` is neither declared nor filled in this flow");
                let help = nearest(slot, filled.iter().map(String::as_str));
                let finding = Diagnostic::error("F0208", &flow.path, *at, what);
                let characters = slot.chars().count() + quotes;
                found.push(finding.spanning(characters).help(help));
            }
        }
        for (slot, at) in &calls.assigned {
            let what = format!("slot `{slot}` is assigned to, and slots are only read so");
            let help = Some(format!("write `c.set(\"{slot}\", …)`"));
            let finding = Diagnostic::error("F0310", &flow.path, *at, what);
            found.push(finding.spanning(slot.chars().count()).help(help));
        }
    }
    found
}

/// Slots that a ticket shall carry.
fn passed_on(call: &Call) -> Vec<(String, Position)> {
    let fields = call.map(0).unwrap_or_default().into_iter();
    let lists = fields.filter_map(|(name, list)| match list {
        Expr::Array(slots, _) if name == "fields" => Some(slots.iter()),
        _ => None,
    });
    let named = lists.flatten().filter_map(|slot| match literal(slot)? {
        Literal::Whole(slot, at) => Some((slot, at)),
        Literal::Begins(..) => None,
    });
    named.collect()
}
