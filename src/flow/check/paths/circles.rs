//! Steps that lead in a circle without asking anything on the way: the turn would run into
//! its limit.

use std::collections::BTreeSet;

use super::Desk;
use crate::flow::check::Read;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::{Call, Kind, Target, Turn, Way, verb};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        let silent: Vec<&Way> = read.ways.iter().filter(|way| silent(read, way)).collect();
        let mut told = BTreeSet::new();
        for way in &silent {
            let Target::Step(next) = &way.to else {
                continue;
            };
            let Some(circle) = back(&silent, next, &way.from) else {
                continue;
            };
            let mut members = circle.clone();
            members.sort_unstable();
            if told.insert(members) {
                let what = format!(
                    "`{}` comes round to itself and nothing is asked on the way: {}",
                    way.from,
                    [vec![way.from.as_str()], circle].concat().join(", ")
                );
                let finding = Diagnostic::error("F0204", &read.flow.path, way.at, what);
                let help = "ask something inside the circle, or go round with `c.again`";
                found.push(finding.warning().quoting(next).hint(help));
            }
        }
    }
    found
}

/// Whether a step can be left this way in the very turn in which it was entered.
fn silent(read: &Read<'_>, way: &Way) -> bool {
    let waits = |call: &&Call| {
        let verb = verb(&call.name).filter(|_| call.method);
        verb.is_some_and(|verb| matches!(verb.turn, Turn::Asks | Turn::Waits))
    };
    way.kind == Kind::Goes
        && !read.calls.of_step(&way.from).iter().any(|call| {
            waits(call) && (call.at.line(), call.at.position()) < (way.at.line(), way.at.position())
        })
}

/// The steps from `from` to `home`, along these ways.
fn back<'a>(ways: &[&'a Way], from: &'a str, home: &str) -> Option<Vec<&'a str>> {
    let (mut seen, mut todo) = (BTreeSet::new(), vec![vec![from]]);
    while let Some(path) = todo.pop() {
        let last = *path.last()?;
        if last == home {
            return Some(path);
        }
        if !seen.insert(last) {
            continue;
        }
        for way in ways.iter().filter(|way| way.from == last) {
            if let Target::Step(next) = &way.to {
                todo.push([path.clone(), vec![next.as_str()]].concat());
            }
        }
    }
    None
}
