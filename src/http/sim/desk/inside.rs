//! The inside of a conversation: where it stands, what it remembers, and why it did what it
//! did. Read from the store, as any operator's tool would. Secret answers stay dots.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value as Shown, json};

use crate::domain::{
    AgentDeed, Content, InboxSeq, Input, Pending, Session, TimelineEntry, Timestamp, Value,
};
use crate::http::sim::SimState;
use crate::store::{Explained, Story};

/// Turns that are read, and the newest of them that are shown.
const TURNS_READ_MAX: usize = 2000;
const TURNS_SHOWN_MAX: usize = 30;
const DOTS: &str = "•••";

/// `GET /sim/inside/{customer}`: `null` before her first message.
pub async fn inside(State(sim): State<SimState>, Path(customer): Path<String>) -> Response {
    let Some(engine) = sim.engine() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let now = sim.clock().now().ms();
    let movable = engine.push_clock.is_some();
    let found = story(&sim, &customer);
    let Some(conversation) = found.and_then(|story| story.conversation) else {
        return Json(json!({"now_ms": now, "movable": movable, "state": null, "turns": []}))
            .into_response();
    };
    let id = conversation.id;
    match engine.store.timeline(id, InboxSeq(0), TURNS_READ_MAX) {
        Ok(turns) => {
            let skip = turns.len().saturating_sub(TURNS_SHOWN_MAX);
            let turns: Vec<_> = turns[skip..].iter().rev().map(turn).collect();
            let state = state(&conversation.session);
            Json(json!({"now_ms": now, "movable": movable, "state": state, "turns": turns}))
                .into_response()
        }
        Err(fault) => {
            tracing::warn!(%fault, "the simulator could not read a conversation");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// What is known of the last message that this customer wrote.
pub(super) fn story(sim: &SimState, customer: &str) -> Option<Story> {
    let id = sim.feed().last_said(customer)?;
    match sim.engine()?.store.explain(&id) {
        Ok(Some(Explained::Turn(story))) => Some(*story),
        Ok(Some(Explained::Quarantined(_)) | None) | Err(_) => None,
    }
}

fn state(session: &Session) -> Shown {
    let place = session.place.as_ref();
    let waits = session.pending.as_ref().map(|pending| match pending {
        Pending::Answer { slot, key, .. } => format!("answer {slot} ({key})"),
        Pending::Call { operation, .. } => format!("call {operation}"),
        Pending::Wait => "wait".into(),
    });
    let slots = session.slots.iter();
    let slots: Vec<_> = slots
        .map(|(name, value)| json!({"name": name, "value": plain(value)}))
        .collect();
    let timers = session.timers.iter();
    let timers: Vec<_> = timers
        .map(|timer| json!({"name": timer.name, "due_ms": timer.due.ms()}))
        .collect();
    let paused = session.paused.iter();
    let paused: Vec<_> = paused
        .map(|paused| format!("{}.{}", paused.place.flow, paused.place.step))
        .collect();
    json!({
        "place": place.map(|place| format!("{}.{}", place.flow, place.step)),
        "bundle": place.map(|place| &place.bundle),
        "owner": session.owner.word(),
        "language": session.language.as_ref().map(|memory| &memory.tag),
        "waits": waits,
        "opted_out": session.opted_out,
        "last_inbound_ms": session.last_inbound.map(Timestamp::ms),
        "slots": slots,
        "timers": timers,
        "paused": paused,
    })
}

fn turn(entry: &TimelineEntry) -> Shown {
    let trace = &entry.trace;
    let input = if trace.secret {
        DOTS.into()
    } else {
        heard(&entry.input)
    };
    let fault = trace.fault.as_ref().map(|fault| {
        format!(
            "{} {}:{} {}: {}",
            fault.code, fault.file, fault.line, fault.step, fault.what
        )
    });
    json!({
        "id": entry.turn.to_string(),
        "at_ms": entry.committed.ms(),
        "input": input,
        "matched": trace.matched,
        "why": trace.why,
        "steps": trace.steps,
        "said": entry.said().count(),
        "owner": entry.owner.word(),
        "fault": fault,
    })
}

fn heard(input: &Input) -> String {
    match input {
        Input::Message(message) => match &message.content {
            Content::Text { body } => body.clone(),
            Content::ButtonReply { id, .. } | Content::ListReply { id, .. } => format!("#{id}"),
            Content::TemplateButton { payload, .. } => format!("#{payload}"),
            other => other.kind_name().into(),
        },
        Input::CallAnswered { .. } => "call".into(),
        Input::Timer(timer) => format!("timer {}", timer.name),
        Input::StaffEcho { .. } => "staff".into(),
        Input::Agent(act) => match &act.deed {
            AgentDeed::Claimed => format!("{}: claim", act.agent),
            AgentDeed::Said { text } => format!("{}: {text}", act.agent),
            AgentDeed::Returned => format!("{}: return", act.agent),
            AgentDeed::Resolved => format!("{}: resolve", act.agent),
        },
    }
}

/// A slot as people read it.
fn plain(value: &Value) -> Shown {
    match value {
        Value::Null => Shown::Null,
        Value::Bool(yes) => json!(yes),
        Value::Int(number) => json!(number),
        Value::Decimal(text) | Value::Text(text) => json!(text),
        Value::List(items) => items.iter().map(plain).collect(),
        Value::Map(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Secret(_) => json!(DOTS),
    }
}
