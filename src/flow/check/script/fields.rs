//! Fields that what a verb gives does not have: `c.contact.phne`, `r.okay`. Rhai finds out
//! when it reads them.

use rhai::Expr;

use super::Desk;
use crate::flow::check::Read;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Field, How};

/// What the conversation's properties and verbs give.
const GIVEN: &[(&str, &[&str])] = &[
    ("contact", &["phone", "name", "staff"]),
    ("handoff_result", &["agent", "outcome"]),
    ("hours", &["open", "next_open", "closes"]),
    ("api", &["ok", "status", "body", "error"]),
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        let fields = read.calls.fields.iter();
        found.extend(fields.filter_map(|field| strange(read, field)));
    }
    found
}

fn strange(read: &Read<'_>, field: &Field) -> Option<Diagnostic> {
    let variable = read
        .calls
        .given_to(&field.of, field.inside.as_deref(), field.at);
    let source = match variable.as_slice() {
        [] => field.of.clone(),
        [only] if only.how == How::Begins => verb_of(&only.value)?,
        _ => return None,
    };
    let (_, known) = GIVEN.iter().find(|(name, _)| *name == source)?;
    if known.contains(&field.name.as_str()) {
        return None;
    }
    let what = format!("what `c.{source}` gives has no field `{}`", field.name);
    let finding = Diagnostic::error("F0102", &read.flow.path, field.at, what);
    let finding = finding.spanning(field.name.chars().count());
    match nearest_name(&field.name, known.iter().copied()) {
        None => Some(finding.hint(format!("it has {}", known.join(", ")))),
        near => Some(finding.meant(near)),
    }
}

/// `api` of `c.api(…)`, `contact` of `c.contact`.
fn verb_of(value: &Expr) -> Option<String> {
    let Expr::Dot(pair, ..) = value else {
        return None;
    };
    match (&pair.lhs, &pair.rhs) {
        (Expr::Variable(c, ..), Expr::MethodCall(call, _)) if c.1 == "c" => {
            Some(call.name.to_string())
        }
        (Expr::Variable(c, ..), Expr::Property(name, _)) if c.1 == "c" => Some(name.2.to_string()),
        _ => None,
    }
}
