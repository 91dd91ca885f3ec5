//! Steps that are named and not there.

use rhai::Expr;

use super::Desk;
use super::calls::{Call, Literal, literal};
use crate::flow::diagnostic::{Diagnostic, nearest};

/// Options of questions that name a step, and where each verb takes its options.
const OPTIONS: &[&str] = &["on_fail", "on_timeout"];
const QUESTIONS: &[(&str, usize)] = &[("ask", 2), ("choose", 3), ("confirm", 2)];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (flow, calls) in &desk.flows {
        let mut named: Vec<Literal> = Vec::new();
        named.extend(calls.verb("to").filter_map(|call| call.text(0)));
        named.extend(calls.verb("again").filter_map(|call| call.text(1)));
        for (verb, at) in QUESTIONS {
            named.extend(calls.verb(verb).flat_map(|call| options(call, *at)));
        }
        for step in named {
            let Literal::Whole(step, at) = step else {
                continue;
            };
            if !flow.steps.contains_key(&step) {
                let what = format!("unknown step `{step}`");
                let help = nearest(&step, flow.steps.keys().map(String::as_str));
                let finding = Diagnostic::error("F0201", &flow.path, at, what);
                found.push(finding.spanning(step.chars().count() + 2).help(help));
            }
        }
    }
    found
}

fn options(call: &Call, at: usize) -> Vec<Literal> {
    let fields = call.map(at).unwrap_or_default().into_iter();
    let steps = fields.filter(|(name, _)| OPTIONS.contains(&name.as_str()));
    steps
        .filter_map(|(_, step): (String, &Expr)| literal(step))
        .collect()
}
