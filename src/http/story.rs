//! The story of one message as people read it: inbox, timeline, outbox, receipt, in that
//! order. Numbers are masked, and what the customer wrote is not repeated.

use crate::domain::{Errand, Input, OutboxRow, Receipt, RowState, TimelineEntry, Timestamp};
use crate::store::{Explained, SendStory, Story};

/// One line per fact.
#[must_use]
pub fn told(explained: &Explained) -> Vec<String> {
    match explained {
        Explained::Turn(story) => turn(story),
        Explained::Quarantined(element) => {
            vec![format!(
                "put aside before it reached a conversation: {}",
                element.why
            )]
        }
    }
}

fn turn(story: &Story) -> Vec<String> {
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
        (None, Some(entry), _) => handled(entry, &mut lines),
        (None, None, Some(dead)) => lines.push(format!("inbox     a dead letter: {}", dead.why)),
        (None, None, None) => lines.push("timeline  no longer kept".into()),
    }
    lines.extend(story.sends.iter().map(send));
    if story.sends.is_empty() {
        lines.push("outbox    this turn sent nothing".into());
    }
    lines
}

fn handled(entry: &TimelineEntry, lines: &mut Vec<String>) {
    let trace = &entry.trace;
    let (at, kind) = (moment(entry.committed), kind(&entry.input));
    lines.push(format!("timeline  {at}: {kind} matched {}", trace.matched));
    if !trace.steps.is_empty() {
        lines.push(format!("          walked {}", trace.steps.join(", ")));
    }
    if let Some(fault) = &trace.fault {
        lines.push(format!(
            "          the script failed: [{}] {} at {}:{} (step {})",
            fault.code, fault.what, fault.file, fault.line, fault.step
        ));
    }
    lines.push(format!(
        "          owned afterwards by {}",
        entry.owner.word()
    ));
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
