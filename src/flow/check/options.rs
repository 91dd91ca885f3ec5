//! Options that a verb does not know, and lengths of time that are none. Rhai finds out
//! when it calls.

use rhai::Expr;

use super::Desk;
use super::calls::{Call, Literal, literal};
use crate::domain::parse_span;
use crate::flow::diagnostic::{Diagnostic, nearest};
use crate::flow::host::{
    API_OPTIONS, ASK_OPTIONS, HANDOFF_FIELDS, QUESTION_OPTIONS, REMIND_OPTIONS,
};
use crate::flow::script::Flow;

/// Options that hold a length of time.
const SPANS: &[&str] = &["timeout", "gather", "slow_after"];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let asked = [QUESTION_OPTIONS, ASK_OPTIONS].concat();
    let verbs: [(&str, usize, &[&str]); 7] = [
        ("ask", 2, &asked),
        ("choose", 3, QUESTION_OPTIONS),
        ("confirm", 2, QUESTION_OPTIONS),
        ("review", 2, QUESTION_OPTIONS),
        ("api", 2, API_OPTIONS),
        ("handoff", 0, HANDOFF_FIELDS),
        ("remind", 1, REMIND_OPTIONS),
    ];
    let mut found = Vec::new();
    for (flow, calls) in &desk.flows {
        for (verb, at, names) in verbs {
            let calls = calls.verb(verb);
            found.extend(calls.flat_map(|call| judge(flow, call, at, names)));
        }
        let choices = calls.verb("choose");
        found.extend(choices.flat_map(|call| repeated(flow, call)));
    }
    found
}

fn judge(flow: &Flow, call: &Call, at: usize, names: &[&str]) -> Vec<Diagnostic> {
    let Some(Expr::Map(map, _)) = call.args.get(at) else {
        return Vec::new();
    };
    let verb = &call.name;
    let findings = map.0.iter().filter_map(|(name, value)| {
        if !names.contains(&name.as_str()) {
            let what = format!("`{verb}` has no option `{}`", name.as_str());
            let help = nearest(&name.name, names.iter().copied());
            let finding = Diagnostic::error("F0310", &flow.path, name.pos, what);
            return Some(finding.spanning(name.name.chars().count()).help(help));
        }
        if !SPANS.contains(&name.as_str()) {
            return None;
        }
        let Literal::Whole(span, at) = literal(value)? else {
            return None;
        };
        parse_span(&span).err()?;
        let what = format!("`{span}` is no length of time");
        let help = Some("write a whole number and s, m, h or d: `\"30m\"`".into());
        let finding = Diagnostic::error("F0310", &flow.path, at, what);
        Some(finding.spanning(span.chars().count() + 2).help(help))
    });
    findings.collect()
}

/// Options that are offered twice under one id.
fn repeated(flow: &Flow, call: &Call) -> Vec<Diagnostic> {
    let Some(Expr::Array(options, _)) = call.args.get(2) else {
        return Vec::new();
    };
    let mut ids: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for option in options {
        let Expr::FnCall(opt, _) = option else {
            continue;
        };
        let Some(Literal::Whole(id, at)) = opt.args.first().and_then(literal) else {
            continue;
        };
        if ids.contains(&id) {
            let what = format!("the option `{id}` is offered twice");
            let finding = Diagnostic::error("W0505", &flow.path, at, what);
            found.push(finding.spanning(id.chars().count() + 2));
        }
        ids.push(id);
    }
    found
}
