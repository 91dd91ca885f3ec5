//! What became of one message: inbox, timeline, outbox, receipt. Numbers are masked, and
//! what the customer wrote is not repeated.

use crate::app::machine;
use crate::cli::Exit;
use crate::cli::given::SettingsArguments;
use crate::cli::store::open;
use crate::domain::{Errand, Input, RowState, TimelineEntry, Timestamp};
use crate::store::{Explained, SendStory, Story};

pub fn explain(given: &SettingsArguments, id: &str) -> Exit {
    let store = match given.load(&[]).and_then(|settings| open(&settings)) {
        Ok(store) => store,
        Err(exit) => return exit,
    };
    match store.explain(id) {
        Ok(Some(Explained::Turn(story))) => {
            tell(&story);
            Exit::Ok
        }
        Ok(Some(Explained::Quarantined(element))) => {
            println!(
                "put aside before it reached a conversation: {}",
                element.why
            );
            Exit::Ok
        }
        Ok(None) => {
            eprintln!("nothing is known of `{}`", id.escape_debug());
            Exit::Findings
        }
        Err(fault) => Exit::Environment.because(fault),
    }
}

fn tell(story: &Story) {
    println!("turn      {}", story.turn);
    if let Some(at) = story.admitted {
        println!("admitted  {}", moment(at));
    }
    match (&story.waiting, &story.handled, &story.dead) {
        (Some(row), _, _) => println!(
            "inbox     waiting since {}: {}",
            moment(row.admitted),
            kind(&row.input)
        ),
        (None, Some(entry), _) => handled(entry),
        (None, None, Some(_)) => println!("inbox     given up: a dead letter"),
        (None, None, None) => println!("timeline  no longer kept"),
    }
    for send in &story.sends {
        println!("{}", send_line(send));
    }
    if story.sends.is_empty() {
        println!("outbox    this turn sent nothing");
    }
}

fn handled(entry: &TimelineEntry) {
    let trace = &entry.trace;
    println!(
        "timeline  {}: {} matched {}",
        moment(entry.committed),
        kind(&entry.input),
        trace.matched
    );
    if !trace.steps.is_empty() {
        println!("          walked {}", trace.steps.join(", "));
    }
    if let Some(fault) = &trace.fault {
        println!(
            "          the script failed: [{}] {} at {}:{} (step {})",
            fault.code, fault.what, fault.file, fault.line, fault.step
        );
    }
    println!("          owned afterwards by {:?}", entry.owner);
}

fn send_line(send: &SendStory) -> String {
    let state = match (&send.open, &send.receipt) {
        (Some(row), _) => {
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
        (None, Some(receipt)) => {
            let why = receipt.reason.as_deref().map(|why| format!(" ({why})"));
            let why = why.unwrap_or_default();
            format!(
                "receipt   {}{why} at {}",
                receipt.state.word(),
                moment(receipt.at)
            )
        }
        (None, None) => "outbox    no longer kept".into(),
    };
    format!("{state}  {}", send.id)
}

fn kind(input: &Input) -> &str {
    match input {
        Input::Message(message) => message.content.kind_name(),
        Input::CallAnswered { .. } => "the answer of a call",
        Input::Timer(_) => "a timer",
        Input::StaffEcho { .. } => "a message of staff",
    }
}

/// UTC, as logs write it.
fn moment(at: Timestamp) -> String {
    machine::moment(at)
}
