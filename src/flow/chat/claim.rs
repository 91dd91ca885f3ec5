//! `=` lines: what must be so beside what was said.

use std::collections::BTreeMap;
use std::time::Duration;

use super::literal::{Signature, same, shown, value_of};
use super::mock::call;
use crate::domain::{
    CallRequest, Effect, HandoffEnd, Session, Timestamp, Trace, Value, parse_span,
};
use crate::flow::diagnostic::nearest;

const CLAIMS: &[&str] = &[
    "step", "slot", "outcome", "owner", "event", "mark", "timer", "no-timer", "opt_in", "opt_out",
    "call", "no-call", "no-send", "withheld", "fault", "rule", "lang",
];

#[derive(Debug, Clone)]
pub(super) enum Claim {
    /// `none`: between flows.
    Step(String),
    Slot(String, Value),
    /// How a flow ended.
    Outcome(String),
    Owner(String),
    Event(Signature),
    Mark(Signature),
    Timer(String, Option<Duration>),
    NoTimer(String),
    OptIn(String),
    OptOut(String),
    Call(Signature),
    NoCall,
    NoSend,
    /// The next message is not sent.
    Withheld(Option<String>),
    Fault(String),
    /// Which rule took the input.
    Rule(String),
    Lang(String),
}

/// What a claim is held against: how things stand, and what came of the last deed.
pub(super) struct Facts<'a> {
    pub session: &'a Session,
    pub now: Timestamp,
    pub language: &'a str,
    pub effects: &'a [Effect],
    pub calls: &'a [CallRequest],
    pub traces: &'a [Trace],
    pub sent: usize,
}

impl Claim {
    pub fn read(text: &str) -> Result<Self, String> {
        let end = text.find([' ', '(']).unwrap_or(text.len());
        let (word, rest) = (&text[..end], text[end..].trim());
        // `timer(name, 24h)` is `timer name 24h`
        let loose = rest.replace(['(', ')', ',', '"'], " ");
        let mut words = loose.split_whitespace().map(str::to_owned);
        let mut next = || {
            let missing = || format!("expected something after `= {word}`");
            words.next().ok_or_else(missing)
        };
        Ok(match word {
            "step" | "state" => Self::Step(next()?),
            "slot" | "var" => {
                let (name, value) = rest.split_once(' ').unwrap_or((rest, "()"));
                if name.is_empty() {
                    return Err("expected `= slot name \"value\"`".into());
                }
                Self::Slot(name.into(), value_of(value))
            }
            "outcome" => Self::Outcome(next()?),
            "owner" => Self::Owner(next()?),
            "event" => Self::Event(Signature::read_plain(rest)?),
            "mark" => Self::Mark(Signature::read_plain(rest)?),
            "timer" => {
                let name = next()?;
                let span = next().ok().map(|span| parse_span(&span)).transpose();
                Self::Timer(name, span.map_err(|fault| fault.to_string())?)
            }
            "no-timer" => Self::NoTimer(next()?),
            "opt_in" => Self::OptIn(next()?),
            "opt_out" => Self::OptOut(next()?),
            "call" => Self::Call(Signature::read(rest)?),
            "no-call" => Self::NoCall,
            "no-send" => Self::NoSend,
            "withheld" => Self::Withheld(next().ok()),
            "fault" => Self::Fault(next()?),
            "rule" => Self::Rule(rest.into()),
            "lang" => Self::Lang(next()?),
            other => {
                let hint = nearest(other, CLAIMS.iter().copied());
                let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
                return Err(format!("there is no `= {other}`{hint}"));
            }
        })
    }

    /// Holds it against the facts; what was found instead, when it does not hold.
    pub fn holds(&self, facts: &Facts<'_>) -> Result<(), Vec<String>> {
        let session = facts.session;
        match self {
            Self::Step(step) => is(step_now(session, step), step),
            Self::Slot(path, value) => {
                let found = slot(session, path).unwrap_or(&Value::Null);
                if same(value, found) {
                    Ok(())
                } else {
                    Err(vec![format!("= slot {path} {}", shown(found))])
                }
            }
            Self::Outcome(outcome) => among("outcome", outcome, &outcomes(facts.traces)),
            Self::Owner(owner) => is(session.owner.word().into(), owner),
            Self::Event(event) => matches("event", event, &events(facts.effects)),
            Self::Mark(mark) => matches("mark", mark, &marks(facts.effects)),
            Self::Timer(name, span) => timer(facts, name, *span),
            Self::NoTimer(name) => match timer(facts, name, None) {
                Ok(()) => Err(vec![format!("= timer {name}")]),
                Err(_) => Ok(()),
            },
            Self::OptIn(purpose) => {
                let agreed: Vec<_> = session.opt_ins.keys().cloned().collect();
                among("opt_in", purpose, &agreed)
            }
            Self::OptOut(purpose) => {
                if session.opt_ins.contains_key(purpose) {
                    Err(vec![format!("= opt_in {purpose}")])
                } else {
                    Ok(())
                }
            }
            Self::Call(wanted) => {
                let fits = |call: &CallRequest| {
                    wanted.fits(&call.operation, |name| call.arguments.get(name))
                };
                let made = facts.calls.iter();
                if facts.calls.iter().any(fits) {
                    Ok(())
                } else {
                    Err(made.map(|made| format!("= call {}", call(made))).collect())
                }
            }
            Self::NoCall if facts.calls.is_empty() => Ok(()),
            Self::NoCall => Err(facts
                .calls
                .iter()
                .map(|made| format!("= call {}", call(made)))
                .collect()),
            Self::NoSend if facts.sent == 0 => Ok(()),
            Self::NoSend => Err(vec![format!("{} messages were sent", facts.sent)]),
            // both are held against what is taken from the queue, by the player
            Self::Withheld(_) => Ok(()),
            Self::Fault(code) => among("fault", code, &faults(facts.traces)),
            Self::Rule(rule) => among("rule", rule, &rules(facts.traces)),
            Self::Lang(tag) => is(facts.language.into(), tag),
        }
    }
}

fn is(found: String, wanted: &str) -> Result<(), Vec<String>> {
    if found == wanted {
        Ok(())
    } else {
        Err(vec![found])
    }
}

fn among(word: &str, wanted: &str, found: &[String]) -> Result<(), Vec<String>> {
    if found.iter().any(|one| one == wanted) {
        Ok(())
    } else {
        Err(found.iter().map(|one| format!("= {word} {one}")).collect())
    }
}

/// With its flow when the claim names one.
fn step_now(session: &Session, wanted: &str) -> String {
    match &session.place {
        Some(place) if wanted.contains('.') => format!("{}.{}", place.flow, place.step),
        Some(place) => place.step.clone(),
        None => "none".into(),
    }
}

/// `order.lines.0.sku`
fn slot<'s>(session: &'s Session, path: &str) -> Option<&'s Value> {
    let mut parts = path.split('.');
    let mut value = session.slots.get(parts.next()?)?;
    for part in parts {
        value = match value {
            Value::List(items) => items.get(part.parse::<usize>().ok()?)?,
            Value::Map(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Decimal(_)
            | Value::Text(_)
            | Value::Secret(_) => value.get(part)?,
        };
    }
    Some(value)
}

fn outcomes(traces: &[Trace]) -> Vec<String> {
    let noted = traces.iter().flat_map(|trace| &trace.steps);
    noted
        .filter_map(|noted| noted.strip_prefix("done: ").map(str::to_owned))
        .collect()
}

fn faults(traces: &[Trace]) -> Vec<String> {
    let faults = traces.iter().filter_map(|trace| trace.fault.as_ref());
    faults.map(|fault| fault.code.clone()).collect()
}

fn rules(traces: &[Trace]) -> Vec<String> {
    traces.iter().map(|trace| trace.matched.clone()).collect()
}

type Named = (String, BTreeMap<String, Value>);

fn matches(word: &str, wanted: &Signature, found: &[Named]) -> Result<(), Vec<String>> {
    let fits = |(name, fields): &Named| wanted.fits(name, |field| fields.get(field));
    if found.iter().any(fits) {
        return Ok(());
    }
    let shown = found.iter().map(|(name, fields)| {
        let fields = fields.iter().map(|(k, v)| format!(" {k}={}", shown(v)));
        format!("= {word} {name}{}", fields.collect::<String>())
    });
    Err(shown.collect())
}

fn marks(effects: &[Effect]) -> Vec<Named> {
    let mark = |effect: &Effect| match effect {
        Effect::Mark { event, fields } => Some((event.clone(), fields.clone())),
        Effect::Say { .. }
        | Effect::Call(_)
        | Effect::SetTimer(_)
        | Effect::CancelTimer { .. }
        | Effect::Handoff(_)
        | Effect::Consent { .. }
        | Effect::OptIn(_)
        | Effect::HandoffEnded { .. } => None,
    };
    effects.iter().filter_map(mark).collect()
}

/// What others hear of: requests for a person and their ends, consent.
fn events(effects: &[Effect]) -> Vec<Named> {
    let event = |effect: &Effect| match effect {
        Effect::Handoff(ticket) => {
            let mut fields: BTreeMap<_, _> = ticket.fields.iter().cloned().collect();
            let own = [
                ("queue", Value::from(ticket.queue.as_str())),
                ("reason", Value::from(ticket.reason.as_str())),
                ("priority", Value::Int(ticket.priority.into())),
                ("locale", Value::from(ticket.locale.as_str())),
            ];
            fields.extend(own.map(|(name, value)| (name.to_owned(), value)));
            Some(("handoff.requested".to_owned(), fields))
        }
        Effect::HandoffEnded { how, agent, .. } => {
            let name = match how {
                HandoffEnd::Resolved => "handoff.resolved",
                HandoffEnd::Returned => "handoff.returned",
                HandoffEnd::Expired => "handoff.expired",
                HandoffEnd::Cancelled => "handoff.cancelled",
            };
            let agent = agent.as_deref().map_or(Value::Null, Value::from);
            Some((name.to_owned(), [("agent".to_owned(), agent)].into()))
        }
        Effect::Consent { opted_out } => {
            let name = if *opted_out {
                "consent.withdrawn"
            } else {
                "consent.given"
            };
            Some((name.to_owned(), BTreeMap::new()))
        }
        Effect::OptIn(_)
        | Effect::Mark { .. }
        | Effect::Say { .. }
        | Effect::Call(_)
        | Effect::SetTimer(_)
        | Effect::CancelTimer { .. } => None,
    };
    effects.iter().filter_map(event).collect()
}

/// A timer by its name, or a reminder by the name its author gave it.
fn timer(facts: &Facts<'_>, name: &str, span: Option<Duration>) -> Result<(), Vec<String>> {
    let own = |timer: &str| timer == name || timer.rsplit(':').next() == Some(name);
    let due = |due: Timestamp| span.is_none_or(|span| facts.now + span == due);
    let timers = &facts.session.timers;
    if timers
        .iter()
        .any(|timer| own(&timer.name) && due(timer.due))
    {
        return Ok(());
    }
    let found = timers.iter().map(|timer| {
        let seconds = timer.due.since(facts.now).as_secs();
        format!("= timer {} {seconds}s", timer.name)
    });
    Err(found.collect())
}
