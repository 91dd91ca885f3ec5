//! Messages that WhatsApp would refuse because the customer has been silent for 24 hours:
//! after that only an approved template may be sent.
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages>

use std::collections::BTreeSet;
use std::time::Duration;

use super::Desk;
use crate::domain::parse_span;
use crate::flow::check::Read;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::{Call, Kind, Literal, Role, Target, Turn, Way, named, verb};

const WINDOW: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    desk.flows.iter().flat_map(late).collect()
}

fn late(read: &Read<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let entered = read.ways.iter().filter(|way| outside(read, way));
    let mut todo: Vec<&str> = entered.filter_map(step).collect();
    let mut seen = BTreeSet::new();
    while let Some(entered) = todo.pop() {
        if !seen.insert(entered) {
            continue;
        }
        let calls = read.calls.of_step(entered);
        let Some((call, spoken)) = calls.into_iter().find_map(speaks) else {
            let out = read.ways.iter().filter(|way| way.from == entered);
            todo.extend(out.filter(|way| way.kind == Kind::Goes).filter_map(step));
            continue;
        };
        if spoken != "notify" {
            let what =
                format!("`{spoken}` may come after WhatsApp's window of 24 hours has closed");
            let help = format!(
                "`{entered}` is entered by a timer: begin with `c.notify(\"template\", …)`"
            );
            let finding = Diagnostic::error("W0509", &read.flow.path, call.at, what);
            found.push(finding.warning().spanning(spoken.len()).hint(help));
        }
    }
    found
}

fn step(way: &Way) -> Option<&str> {
    match &way.to {
        Target::Step(step) => Some(step),
        Target::Flow(_) | Target::People(_) | Target::End(_) | Target::Unknown => None,
    }
}

/// Whether the step may be entered when a day has passed without a word from her.
fn outside(read: &Read<'_>, way: &Way) -> bool {
    match way.kind {
        Kind::Expires => read.flow.manifest.expire.is_some_and(|span| span >= WINDOW),
        Kind::TimesOut | Kind::Reminds => {
            let calls = read.calls.of_step(&way.from);
            let call = calls.into_iter().find(|call| {
                let steps = named(call, Role::Step).into_iter();
                steps.map(|step| at(&step.literal)).any(|at| at == way.at)
            });
            call.is_some_and(long)
        }
        Kind::Goes | Kind::Again | Kind::Fails | Kind::AfterPeople | Kind::Returns => false,
    }
}

fn at(literal: &Literal) -> rhai::Position {
    match literal {
        Literal::Whole(_, at) | Literal::Begins(_, at) => *at,
    }
}

/// A reminder at a moment that is not known may well be tomorrow.
fn long(call: &Call) -> bool {
    let spans = named(call, Role::Span);
    let span = spans.iter().find_map(|span| match &span.literal {
        Literal::Whole(span, _) => parse_span(span).ok(),
        Literal::Begins(..) => None,
    });
    span.map_or(call.name == "remind", |span| span >= WINDOW)
}

fn speaks(call: &Call) -> Option<(&Call, &'static str)> {
    let verb = verb(&call.name).filter(|_| call.method)?;
    matches!(verb.turn, Turn::Speaks | Turn::Asks).then_some((call, verb.name))
}
