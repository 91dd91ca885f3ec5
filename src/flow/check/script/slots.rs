//! Slots that are read and never filled, emptied or passed on under another name, and
//! assigned to instead of set.

use std::collections::BTreeSet;

use rhai::Expr;

use super::Desk;
use crate::flow::check::Read;
use crate::flow::diagnostic::{Diagnostic, differ_by, nearest_name};
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
        let indexed = calls.indexed.iter().map(|(slot, at)| (slot, at, true));
        let plain = calls.slots.iter().map(|(slot, at)| (slot, at, false));
        for (slot, at, quoted) in plain.chain(indexed).chain(quoted) {
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
        found.extend(misspelt(read));
        found.extend(handed_on(desk, read));
        for (slot, at) in &calls.assigned {
            let what = format!("slot `{slot}` is assigned to, and slots are only read so");
            let finding = Diagnostic::error("F0310", &flow.path, *at, what);
            let finding = finding.spanning(slot.chars().count());
            found.push(finding.hint(format!("write `c.set(\"{slot}\", …)`")));
        }
    }
    found
}

/// Slots that are filled, not declared, read nowhere, and spelt much like a declared one.
fn misspelt(read: &Read<'_>) -> Vec<Diagnostic> {
    let (flow, calls) = (read.flow, &read.calls);
    let declared = || flow.manifest.slots.keys().map(String::as_str);
    let mut found = Vec::new();
    for call in &calls.all {
        for filled in named(call, Role::Fills) {
            let Literal::Whole(slot, at) = filled.literal else {
                continue;
            };
            let by_name = calls.slots.iter().chain(&calls.indexed);
            let is_read = by_name.into_iter().any(|(name, _)| *name == slot);
            if is_read || declared().any(|name| name == slot) {
                continue;
            }
            if let Some(near) = declared().find(|name| almost(&slot, name)) {
                let what =
                    format!("slot `{slot}` is filled and never read, and `{near}` is declared");
                let finding = Diagnostic::error("F0208", &flow.path, at, what).warning();
                found.push(finding.quoting(&slot).meant_quoted(Some(near)));
            }
        }
    }
    found
}

/// One slip of the finger apart, and long enough that this is no accident.
fn almost(one: &str, other: &str) -> bool {
    one.len() > 3 && differ_by(one, other, 1)
}

/// Slots that another flow is begun with, and does not know.
fn handed_on(desk: &Desk<'_>, read: &Read<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let calls = read.calls.all.iter().filter(|call| call.method);
    for call in calls.filter(|call| ["to_flow", "run_flow"].contains(&call.name.as_str())) {
        let (Some((id, _)), Some(Expr::Map(given, _))) = (call.whole(0), call.args.get(1)) else {
            continue;
        };
        let Some(other) = desk.flows.iter().find(|read| read.flow.manifest.id == id) else {
            continue;
        };
        let mut known: BTreeSet<&str> = other
            .flow
            .manifest
            .slots
            .keys()
            .map(String::as_str)
            .collect();
        known.extend(other.calls.slots.iter().map(|(slot, _)| slot.as_str()));
        for (slot, _) in given
            .0
            .iter()
            .filter(|(slot, _)| !known.contains(slot.name.as_str()))
        {
            let what = format!("the flow `{id}` has no slot `{}`", slot.name);
            let near = nearest_name(&slot.name, known.iter().copied());
            let finding = Diagnostic::error("F0208", &read.flow.path, slot.pos, what);
            found.push(finding.spanning(slot.name.chars().count()).meant(near));
        }
    }
    found
}
