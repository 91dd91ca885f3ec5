//! Answers that a script waits for and a question never gives: `"retrn" =>`.

use rhai::{Expr, Position};

use super::Desk;
use crate::flow::check::Read;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Call, Compared, How, Literal, arms, literal};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        for compared in &read.calls.compared {
            let Some(call) = question(read, compared) else {
                continue;
            };
            let Some(answers) = answers(read, call) else {
                continue;
            };
            let texts = match &compared.text {
                Some(text) => vec![text.clone()],
                None => arms(desk.source(read.flow), compared.at),
            };
            let strange = texts
                .into_iter()
                .filter(|(text, _)| !answers.contains(text));
            found.extend(strange.map(|(text, at)| never(read, call, &answers, &text, at)));
        }
    }
    found
}

fn never(read: &Read<'_>, call: &Call, answers: &[String], text: &str, at: Position) -> Diagnostic {
    let what = format!("this `{}` never gives `{text}`", call.name);
    let near = nearest_name(text, answers.iter().map(String::as_str));
    let finding = Diagnostic::error("F0213", &read.flow.path, at, what).quoting(text);
    if near.is_some() {
        return finding.meant_quoted(near);
    }
    finding.hint(format!("it gives {}", answers.join(", ")))
}

/// The question whose answer is looked at.
fn question<'a>(read: &'a Read<'_>, compared: &Compared) -> Option<&'a Call> {
    let value = match &compared.subject {
        Expr::Variable(variable, ..) => {
            let inside = compared.inside.as_deref();
            let given = read.calls.given_to(&variable.1, inside, compared.at);
            match given.as_slice() {
                [only] if only.how == How::Begins => &only.value,
                _ => return None,
            }
        }
        other => other,
    };
    let Expr::Dot(pair, ..) = value else {
        return None;
    };
    let Expr::MethodCall(_, at) = &pair.rhs else {
        return None;
    };
    let mut calls = read.calls.all.iter();
    calls.find(|call| call.method && call.at == *at)
}

/// All that a question can give; nothing where that is not known.
fn answers(read: &Read<'_>, call: &Call) -> Option<Vec<String>> {
    match call.name.as_str() {
        "choose" => read.calls.offered(call)?.ids(),
        "review" => Some(["yes", "stop", "edit"].map(String::from).to_vec()),
        "variant" => match call.args.get(1)? {
            Expr::Array(arms, _) => arms
                .iter()
                .map(|arm| match literal(arm)? {
                    Literal::Whole(arm, _) => Some(arm),
                    Literal::Begins(..) => None,
                })
                .collect(),
            _ => None,
        },
        "confirm" => Some(Vec::new()),
        _ => None,
    }
}
