//! The story of one message as people read it: inbox, timeline, calls, outbox, receipt, in
//! that order. Numbers are masked, secrets were never kept, and what the settings redact is
//! not shown.

use std::collections::BTreeMap;

use crate::domain::{
    CallRequest, Effect, Errand, Input, JournalEntry, OutboxRow, Receipt, RowState, TenantId,
    TimelineEntry, Timestamp, Value,
};
use crate::store::{Explained, SendStory, Story};

mod deed;
mod redact;

pub use deed::{done, happened};
pub use redact::Redact;

/// One line per fact. `redacts` by tenant; one without has nothing of its own to hide.
#[must_use]
pub fn told(explained: &Explained, redacts: &BTreeMap<TenantId, Redact>) -> Vec<String> {
    match explained {
        Explained::Turn(story) => {
            let whose = story.conversation.as_ref().map(|it| &it.tenant);
            let nothing = Redact::default();
            let redact = whose.and_then(|tenant| redacts.get(tenant));
            turn(story, redact.unwrap_or(&nothing))
        }
        Explained::Quarantined(element) => {
            vec![format!(
                "put aside before it reached a conversation: {}",
                element.why
            )]
        }
    }
}

fn turn(story: &Story, redact: &Redact) -> Vec<String> {
    let mut lines = vec![format!("turn      {}", story.turn)];
    if let Some(at) = story.admitted {
        lines.push(format!("admitted  {}", moment(at)));
    }
    match (&story.waiting, &story.handled, &story.dead) {
        (Some(row), _, _) => {
            lines.push(format!(
                "inbox     waiting since {}: {}",
                moment(row.admitted),
                kind(&row.input)
            ));
        }
        (None, Some(entry), _) => handled(entry, redact, &mut lines),
        (None, None, Some(dead)) => lines.push(format!("inbox     a dead letter: {}", dead.why)),
        (None, None, None) => lines.push("timeline  no longer kept".into()),
    }
    calls(story, redact, &mut lines);
    lines.extend(story.sends.iter().map(send));
    let did = |entry: &TimelineEntry| !entry.effects.is_empty();
    if story.sends.is_empty() && !story.handled.as_ref().is_some_and(did) {
        lines.push("outbox    this turn sent nothing".into());
    }
    lines
}

fn handled(entry: &TimelineEntry, redact: &Redact, lines: &mut Vec<String>) {
    let trace = &entry.trace;
    let (at, kind) = (moment(entry.committed), kind(&entry.input));
    lines.push(format!("timeline  {at}: {kind} matched {}", trace.matched));
    lines.push(format!("          input {}", happened(&entry.input)));
    if !trace.why.is_empty() {
        lines.push(format!("          because of {}", trace.why));
    }
    let waited = ms(entry.admitted, entry.turned);
    let took = ms(entry.turned, entry.committed);
    lines.push(format!(
        "          waited {waited} ms, was handled and on disk in {took} ms"
    ));
    if !trace.bundle.is_empty() {
        lines.push(format!("          ran version {}", trace.bundle));
    }
    let journal = entry.before.iter().flat_map(|before| &before.journal);
    let journal: Vec<_> = journal.map(|it| noted(it, redact)).collect();
    if !journal.is_empty() {
        let journal = journal.join(", ");
        lines.push(format!("          journal at its beginning: {journal}"));
    }
    if !trace.steps.is_empty() {
        lines.push(format!("          walked {}", trace.steps.join(", ")));
    }
    if let Some(fault) = &trace.fault {
        lines.push(format!(
            "          the script failed: [{}] {} at {}:{} (step {})",
            fault.code, fault.what, fault.file, fault.line, fault.step
        ));
    }
    let calls = |effect: &&Effect| matches!(effect, Effect::Call(_));
    for effect in entry.effects.iter().filter(|effect| !calls(effect)) {
        let indented = done(effect, redact).replace('\n', "\n            ");
        lines.push(format!("          {indented}"));
    }
    lines.push(format!(
        "          owned afterwards by {}",
        entry.owner.word()
    ));
}

fn noted(entry: &JournalEntry, redact: &Redact) -> String {
    let kind = format!("{:?}", entry.kind).to_lowercase();
    match &entry.value {
        Value::Null => format!("{kind} {}", entry.key),
        value => format!("{kind} {} = {}", entry.key, redact.value(&entry.key, value)),
    }
}

/// Calls that the turn asked for, and their answers.
fn calls(story: &Story, redact: &Redact, lines: &mut Vec<String>) {
    let Some(entry) = &story.handled else {
        return;
    };
    for effect in &entry.effects {
        let Effect::Call(call) = effect else {
            continue;
        };
        lines.push(format!("call      {}", done(effect, redact)));
        lines.push(format!("          {}", answer(story, entry, call, redact)));
    }
}

fn answer(story: &Story, asked: &TimelineEntry, call: &CallRequest, redact: &Redact) -> String {
    let answered = story.answers.iter().find_map(|entry| match &entry.input {
        Input::CallAnswered { call: of, answer } if *of == call.id => Some((entry, answer)),
        Input::CallAnswered { .. }
        | Input::Message(_)
        | Input::Timer(_)
        | Input::StaffEcho { .. }
        | Input::Agent(_) => None,
    });
    let Some((entry, answer)) = answered else {
        return "no answer was handled yet".into();
    };
    let took = ms(asked.committed, entry.admitted);
    let body = redact.value(&call.operation, &answer.body);
    let status = deed::status(answer);
    format!(
        "answered {status} after {took} ms, turn {}: {body}",
        entry.turn
    )
}

fn ms(from: Timestamp, to: Timestamp) -> u128 {
    to.since(from).as_millis()
}

fn send(send: &SendStory) -> String {
    let state = match (&send.open, &send.receipt) {
        (Some(row), _) => open(row),
        (None, Some(receipt)) => closed(receipt),
        (None, None) => "outbox    no longer kept".into(),
    };
    format!("{state}  {}", send.id)
}

fn open(row: &OutboxRow) -> String {
    let what = match &row.errand {
        Errand::Say(_) => "message",
        Errand::Call(_) => "call",
    };
    let state = match row.state {
        RowState::Ready { not_before } => format!("to leave from {}", moment(not_before)),
        RowState::Started { at } => format!("under way since {}", moment(at)),
        RowState::Unknown { until } => {
            format!(
                "its answer was lost; waits for a status until {}",
                moment(until)
            )
        }
    };
    format!("outbox    {what} {state}")
}

fn closed(receipt: &Receipt) -> String {
    let why = receipt
        .reason
        .as_deref()
        .map(|why| format!(" ({why})"))
        .unwrap_or_default();
    let code = receipt
        .error
        .as_ref()
        .map(|error| format!(" [{}]", error.code))
        .unwrap_or_default();
    let id = receipt
        .provider_id
        .as_ref()
        .map(|id| format!(" as {id}"))
        .unwrap_or_default();
    format!(
        "receipt   {}{why}{code} at {}{id}",
        receipt.state.word(),
        moment(receipt.at)
    )
}

fn kind(input: &Input) -> &str {
    match input {
        Input::Message(message) => message.content.kind_name(),
        Input::CallAnswered { .. } => "the answer of a call",
        Input::Timer(_) => "a timer",
        Input::StaffEcho { .. } => "a message of staff",
        Input::Agent(_) => "an agent's act",
    }
}

/// UTC, as logs write it.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.ms());
    moment.map_or_else(|_| at.ms().to_string(), |moment| moment.to_string())
}
