//! Ways through a step that end nowhere: a way out that is said and not taken, and a step
//! that runs off its end.

use rhai::{ASTFlags, Expr, Position, Stmt};

use super::Desk;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::{bodies, leaving};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        let flow = read.flow;
        let called = |name: &str| read.calls.all.iter().any(|call| call.name == name);
        for body in bodies(&flow.ast) {
            let mut dropped = Vec::new();
            follow(&body.statements, true, &mut dropped);
            let lost = !dropped.is_empty();
            found.extend(dropped.into_iter().map(|(verb, at)| {
                let what = format!("`{verb}` leads nowhere here: the step goes on below it");
                let help = format!("write `return c.{verb}(…)`");
                let finding = Diagnostic::error("F0203", &flow.path, at, what);
                finding.spanning(verb.len()).hint(help)
            }));
            // A function that others call need not lead anywhere itself.
            let is_step = flow.steps.contains_key(&body.name) && !called(&body.name);
            if is_step && !lost && !ends(&body.statements) {
                let what = format!("the step `{}` can run off its end", body.name);
                let finding = Diagnostic::error("F0203", &flow.path, body.end, what).warning();
                let help = "the flow ends there: write `return c.done(\"…\")`, or lead on";
                found.push(finding.spanning(1).hint(help));
            }
        }
    }
    found
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

/// Whether every way through these statements gives something that may lead on.
fn ends(statements: &[Stmt]) -> bool {
    statements.iter().any(|statement| match statement {
        // `throw` is a way out as well.
        Stmt::Return(value, flags, _) => {
            flags.contains(ASTFlags::BREAK) || value.as_ref().is_some_and(|it| leads(it))
        }
        Stmt::If(..) | Stmt::TryCatch(..) | Stmt::Block(_) | Stmt::Switch(..) => {
            statement_leads(statement)
        }
        Stmt::While(flow, _) => flow.expr.is_unit() && !breaks(flow.body.statements()),
        _ => false,
    }) || statements.last().is_some_and(statement_leads)
}

fn statement_leads(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(value) => leads(value),
        // A function of the flow's own may give anything.
        Stmt::FnCall(..) => true,
        Stmt::If(flow, _) | Stmt::TryCatch(flow, _) => {
            ends(flow.body.statements()) && ends(flow.branch.statements())
        }
        Stmt::Block(block) => ends(block.statements()),
        Stmt::Switch(switch, _) => {
            let cases = &switch.1;
            cases.def_case.is_some() && cases.expressions.iter().all(|case| leads(&case.rhs))
        }
        _ => false,
    }
}

/// Whether a value may be a way out; what cannot be told apart is given the benefit.
fn leads(value: &Expr) -> bool {
    match value {
        Expr::Dot(pair, ..) => match (&pair.lhs, &pair.rhs) {
            (Expr::Variable(..), Expr::MethodCall(call, _)) => {
                crate::flow::outline::verb(&call.name).is_none() || leaving(value).is_some()
            }
            _ => true,
        },
        Expr::Stmt(block) => ends(block.statements()),
        Expr::Variable(..) | Expr::FnCall(..) | Expr::Index(..) | Expr::Coalesce(..) => true,
        _ => false,
    }
}

fn breaks(statements: &[Stmt]) -> bool {
    statements.iter().any(|statement| match statement {
        Stmt::BreakLoop(..) => true,
        Stmt::If(flow, _) | Stmt::TryCatch(flow, _) => {
            breaks(flow.body.statements()) || breaks(flow.branch.statements())
        }
        Stmt::Block(block) => breaks(block.statements()),
        _ => false,
    })
}
