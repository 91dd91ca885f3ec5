//! Steps that are named and not there, that nothing names, and ways out of a step that are
//! said and not taken.

use rhai::{AST, ASTNode, Expr, Position, Stmt};

use super::Desk;
use super::calls::{CONVERSATION, Call, Calls, Literal, literal};
use crate::flow::diagnostic::{Diagnostic, nearest};
use crate::flow::script::Flow;

/// Options of questions that name a step, and where each verb takes its options.
const OPTIONS: &[&str] = &[
    "on_fail",
    "on_timeout",
    "on_nobody",
    "on_closed",
    "on_cancel",
    "step",
];
/// Verbs that lead out of a step, when what they give is returned.
const LEAVING: &[&str] = &["to", "again", "to_flow", "run_flow", "done", "handoff"];
const FIRST: &str = "start";
const QUESTIONS: &[(&str, usize)] = &[
    ("ask", 2),
    ("choose", 3),
    ("confirm", 2),
    ("handoff", 0),
    ("remind", 1),
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (flow, calls) in &desk.flows {
        let mut named: Vec<Literal> = Vec::new();
        named.extend(calls.verb("to").filter_map(|call| call.text(0)));
        named.extend(calls.verb("again").filter_map(|call| call.text(1)));
        named.extend(calls.verb("run_flow").filter_map(|call| call.text(2)));
        for (verb, at) in QUESTIONS {
            named.extend(calls.verb(verb).flat_map(|call| options(call, *at)));
        }
        found.extend(unreached(flow, calls, &named));
        found.extend(not_returned(flow));
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

/// Steps that no way leads to; nothing is said of a flow whose ways are not all known.
fn unreached(flow: &Flow, calls: &Calls, named: &[Literal]) -> Vec<Diagnostic> {
    let ways = calls.verb("to").map(|call| call.text(0));
    let ways = ways.chain(calls.verb("again").map(|call| call.text(1)));
    // A misspelt way may have meant the step.
    let known = |way: Option<Literal>| matches!(way, Some(Literal::Whole(step, _)) if flow.steps.contains_key(&step));
    if !ways.into_iter().all(known) {
        return Vec::new();
    }
    let reached = |step: &str| {
        step == FIRST
            || flow.manifest.on_expire.as_deref() == Some(step)
            || calls.all.iter().any(|call| call.name == step)
            || named
                .iter()
                .any(|way| matches!(way, Literal::Whole(name, _) if name == step))
    };
    let lost = flow.steps.iter().filter(|(step, _)| !reached(step));
    let findings = lost.map(|(step, line)| {
        let line = u16::try_from(*line).unwrap_or(u16::MAX);
        let what = format!("nothing leads to the step `{step}`");
        let at = Position::new(line, 1);
        Diagnostic::error("F0202", &flow.path, at, what).warning()
    });
    findings.collect()
}

/// `c.to("next");` in the middle of a step: the step goes on below it.
fn not_returned(flow: &Flow) -> Vec<Diagnostic> {
    let mut dropped = Vec::new();
    for body in bodies(&flow.ast) {
        follow(&body, true, &mut dropped);
    }
    let findings = dropped.into_iter().map(|(verb, at)| {
        let what = format!("`{verb}` leads nowhere here: the step goes on below it");
        let help = Some(format!("write `return c.{verb}(…)`"));
        let finding = Diagnostic::error("F0203", &flow.path, at, what);
        finding.spanning(verb.len()).help(help)
    });
    findings.collect()
}

/// The statements of each function. A walk shows them without their function, so each goes
/// to the innermost one around it.
fn bodies(ast: &AST) -> Vec<Vec<Stmt>> {
    let place = |at: Position| (at.line(), at.position());
    let functions = ast.shared_lib().iter_script_fn_info();
    let spans: Vec<_> = functions
        .map(|(.., function)| {
            let body = &function.body;
            (place(body.start_position()), place(body.end_position()))
        })
        .collect();
    let mut bodies = vec![Vec::new(); spans.len()];
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = path {
            let at = place(statement.position());
            let around = spans.iter().enumerate();
            let around = around.filter(|(_, (start, end))| *start <= at && at <= *end);
            if let Some((function, _)) = around.max_by_key(|(_, (start, _))| *start) {
                bodies[function].push((*statement).clone());
            }
        }
        true
    });
    bodies
}

/// Notes ways out that are not taken. The value of the last statement is what a function
/// returns, if the function ends there.
fn follow(statements: &[Stmt], ends: bool, dropped: &mut Vec<(String, Position)>) {
    let last = statements.len().saturating_sub(1);
    for (at, statement) in statements.iter().enumerate() {
        let ends = ends && at == last;
        match statement {
            Stmt::Expr(expression) if !ends => dropped.extend(leaving(expression)),
            Stmt::If(flow, _) | Stmt::TryCatch(flow, _) => {
                follow(flow.body.statements(), ends, dropped);
                follow(flow.branch.statements(), ends, dropped);
            }
            Stmt::Block(block) => follow(block.statements(), ends, dropped),
            Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                follow(flow.body.statements(), false, dropped);
            }
            Stmt::For(looped, _) => follow(looped.2.body.statements(), false, dropped),
            Stmt::Switch(switch, _) => {
                for case in &switch.1.expressions {
                    if let Expr::Stmt(block) = &case.rhs {
                        follow(block.statements(), ends, dropped);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The verb of `c.to(…)` and its like.
fn leaving(expression: &Expr) -> Option<(String, Position)> {
    let Expr::Dot(pair, ..) = expression else {
        return None;
    };
    let (Expr::Variable(left, ..), Expr::MethodCall(call, at)) = (&pair.lhs, &pair.rhs) else {
        return None;
    };
    let is_verb = left.1.as_str() == CONVERSATION && LEAVING.contains(&call.name.as_str());
    is_verb.then(|| (call.name.to_string(), *at))
}

fn options(call: &Call, at: usize) -> Vec<Literal> {
    let fields = call.map(at).unwrap_or_default().into_iter();
    let steps = fields.filter(|(name, _)| OPTIONS.contains(&name.as_str()));
    steps
        .filter_map(|(_, step): (String, &Expr)| literal(step))
        .collect()
}
