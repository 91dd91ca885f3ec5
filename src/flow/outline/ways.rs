//! The ways out of a flow's steps: what each leads to, and on what occasion.

use std::collections::BTreeSet;

use rhai::{Expr, Position};

use super::calls::{Call, Calls, Literal};
use super::verbs::{Role, named};
use crate::flow::script::Flow;

/// Why a way is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::flow) enum Kind {
    /// `c.to` and other verbs that are returned.
    Goes,
    /// `c.again`: at most so many times.
    Again,
    /// Too many wrong answers.
    Fails,
    /// No answer in time.
    TimesOut,
    /// The whole flow fell silent.
    Expires,
    /// `c.remind`.
    Reminds,
    /// Nobody took it, they closed it, the customer called it off.
    AfterPeople,
    /// `c.run_flow` came back.
    Returns,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::flow) enum Target {
    Step(String),
    Flow(String),
    /// A queue of people.
    People(String),
    /// The flow's end, with its outcome.
    End(String),
    /// Named at run time.
    Unknown,
}

#[derive(Debug, Clone)]
pub(in crate::flow) struct Way {
    pub from: String,
    pub to: Target,
    pub kind: Kind,
    /// `on_nobody`, where an option names it.
    pub option: Option<String>,
    pub at: Position,
}

/// Every way of a flow. What a shared function does counts for each step that calls it.
pub(in crate::flow) fn ways(flow: &Flow, calls: &Calls) -> Vec<Way> {
    let mut found = Vec::new();
    for step in flow.steps.keys() {
        for call in calls.of_step(step) {
            found.extend(of_call(step, call));
        }
    }
    if let Some(step) = &flow.manifest.on_expire {
        found.push(Way {
            from: String::new(),
            to: Target::Step(step.clone()),
            kind: Kind::Expires,
            option: None,
            at: Position::NONE,
        });
    }
    found
}

fn of_call(step: &str, call: &Call) -> Vec<Way> {
    let way = |to, kind, option: Option<String>, at| Way {
        from: step.to_owned(),
        to,
        kind,
        option,
        at,
    };
    let mut found: Vec<Way> = named(call, Role::Step)
        .into_iter()
        .map(|named| {
            let kind = kind(call, named.option.as_deref());
            match named.literal {
                Literal::Whole(step, at) => way(Target::Step(step), kind, named.option, at),
                Literal::Begins(_, at) => way(Target::Unknown, kind, named.option, at),
            }
        })
        .collect();
    let told = |role| match named(call, role).into_iter().next() {
        Some(named) => match named.literal {
            Literal::Whole(text, _) => Some(text),
            Literal::Begins(..) => None,
        },
        None => None,
    };
    match call.name.as_str() {
        "to" if found.is_empty() => found.push(way(Target::Unknown, Kind::Goes, None, call.at)),
        "again" => {
            let itself = Target::Step(step.to_owned());
            found.push(way(itself, Kind::Again, None, call.at));
        }
        "to_flow" | "run_flow" => {
            let target = told(Role::Flow).map_or(Target::Unknown, Target::Flow);
            found.push(way(target, Kind::Goes, None, call.at));
        }
        "handoff" => {
            let queue = told(Role::Queue).unwrap_or_default();
            found.push(way(Target::People(queue), Kind::Goes, None, call.at));
        }
        "done" => {
            let outcome = match call.text(0) {
                Some(Literal::Whole(text, _)) => text,
                Some(Literal::Begins(..)) | None => String::new(),
            };
            found.push(way(Target::End(outcome), Kind::Goes, None, call.at));
        }
        _ => {}
    }
    found
}

fn kind(call: &Call, option: Option<&str>) -> Kind {
    match (option, call.name.as_str()) {
        (Some("on_fail"), _) => Kind::Fails,
        (Some("on_timeout"), _) => Kind::TimesOut,
        (Some("step"), _) => Kind::Reminds,
        (Some(_), _) => Kind::AfterPeople,
        (None, "run_flow") => Kind::Returns,
        (None, _) => Kind::Goes,
    }
}

impl Calls {
    /// The calls of a step, with those of the functions that it calls, in order of place.
    pub fn of_step(&self, step: &str) -> Vec<&Call> {
        let (mut inside, mut todo) = (BTreeSet::new(), vec![step]);
        let mut found: Vec<&Call> = Vec::new();
        while let Some(function) = todo.pop() {
            if !inside.insert(function) {
                continue;
            }
            let own = self.all.iter();
            for call in own.filter(|call| call.inside.as_deref() == Some(function)) {
                todo.push(&call.name);
                todo.extend(call.args.iter().filter_map(pointed));
                found.push(call);
            }
        }
        found.sort_by_key(|call| (call.at.line(), call.at.position()));
        found
    }
}

/// The function of `Fn("name")` handed on.
fn pointed(argument: &Expr) -> Option<&str> {
    let Expr::FnCall(call, _) = argument else {
        return None;
    };
    match call.args.first() {
        Some(Expr::StringConstant(name, _)) if call.name.as_str() == "Fn" => Some(name),
        _ => None,
    }
}
