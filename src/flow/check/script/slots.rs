//! Slots that are read and never filled, emptied or passed on under another name, and
//! assigned to instead of set.

use std::collections::BTreeSet;

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Literal, Role, named};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        let (flow, calls) = (read.flow, &read.calls);
        let told = |role| {
            let named = calls.all.iter().flat_map(move |call| named(call, role));
            named.filter_map(|named| match named.literal {
                Literal::Whole(slot, at) => Some((slot, at)),
                Literal::Begins(..) => None,
            })
        };
        let declared = flow.manifest.slots.keys().cloned();
        let mut filled: BTreeSet<String> = declared.collect();
        filled.extend(told(Role::Fills).map(|(slot, _)| slot));
        let quoted: Vec<_> = told(Role::Slots).collect();
        let quoted = quoted.iter().map(|(slot, at)| (slot, at, true));
        let read = calls.slots.iter().map(|(slot, at)| (slot, at, false));
        for (slot, at, quoted) in read.chain(quoted) {
            if filled.contains(slot) {
                continue;
            }
            let what = format!("slot `{slot}` is neither declared nor filled in this flow");
            let near = nearest_name(slot, filled.iter().map(String::as_str));
            let finding = Diagnostic::error("F0208", &flow.path, *at, what);
            found.push(if quoted {
                finding.quoting(slot).meant_quoted(near)
            } else {
                finding.spanning(slot.chars().count()).meant(near)
            });
        }
        for (slot, at) in &calls.assigned {
            let what = format!("slot `{slot}` is assigned to, and slots are only read so");
            let finding = Diagnostic::error("F0310", &flow.path, *at, what);
            let finding = finding.spanning(slot.chars().count());
            found.push(finding.hint(format!("write `c.set(\"{slot}\", …)`")));
        }
    }
    found
}
