//! Bubbles, and what went on behind them.

use serde_json::{Value as Json, json};

use super::bidi;
use crate::cli::exit::{note, say};
use crate::domain::{Pending, Session};
use crate::flow::chat::{Live, Turned, lines_of, shown};
use crate::flow::rehearsal::{options, wording};

/// How answers are shown.
#[derive(Debug, Clone, Copy)]
pub struct Show {
    pub visual: bool,
    pub trace: bool,
    pub json: bool,
}

impl Show {
    pub fn turned(self, turned: &Turned, live: &Live<'_>) {
        if self.json {
            say(as_json(turned));
        } else {
            self.bubbles(turned);
        }
        if self.trace {
            self.behind(turned, live.session());
        }
        let reply = &turned.reply;
        for fault in reply.traces.iter().filter_map(|trace| trace.fault.as_ref()) {
            let place = format!("{}:{} (step {})", fault.file, fault.line, fault.step);
            let (code, what) = (&fault.code, &fault.what);
            note(format_args!(
                "the script failed: [{code}] {what} at {place}"
            ));
        }
        if let Some(failure) = &turned.failure {
            note(format_args!("[{}] {}", failure.code, failure.what));
            for row in &failure.got {
                note(row);
            }
        }
    }

    /// Every bubble's text begins on a line of its own, so that the text alone decides its
    /// direction.
    fn bubbles(self, turned: &Turned) {
        for (at, message) in turned.reply.said.iter().enumerate() {
            match turned.reply.withheld.get(&at) {
                Some(why) => say(format_args!("withheld> {why}")),
                None => say("bot>"),
            }
            let words = wording(message);
            if words.is_empty() || lines_of(message).iter().any(|row| row.starts_with("<tmpl")) {
                for row in lines_of(message) {
                    say(self.ordered(&row));
                }
            } else {
                say(self.ordered(words));
            }
            for (at, (_, title)) in options(message).iter().enumerate() {
                say(format_args!("  [{}] {}", at + 1, self.ordered(title)));
            }
        }
    }

    fn behind(self, turned: &Turned, session: &Session) {
        for trace in &turned.reply.traces {
            let why = match trace.why.as_str() {
                "" => String::new(),
                why => format!(" because of {why}"),
            };
            say(format_args!(
                "  trace> {}{}",
                trace.matched,
                self.ordered(&why)
            ));
            if !trace.steps.is_empty() {
                say(format_args!("  steps> {}", trace.steps.join(", ")));
            }
        }
        for call in &turned.reply.calls {
            let arguments = call.arguments.iter();
            let arguments: Vec<_> = arguments
                .map(|(name, value)| format!("{name}: {}", shown(value)))
                .collect();
            say(format_args!(
                "  call>  {}({})",
                call.operation,
                arguments.join(", ")
            ));
        }
        if !session.slots.is_empty() {
            let slots = session.slots.iter();
            let slots: Vec<_> = slots
                .map(|(name, value)| format!("{name}={}", shown(value)))
                .collect();
            say(format_args!("  slots> {}", self.ordered(&slots.join(" "))));
        }
    }

    pub fn ordered(self, text: &str) -> String {
        if self.visual {
            bidi::visual(text)
        } else {
            text.to_owned()
        }
    }
}

fn as_json(turned: &Turned) -> Json {
    let reply = &turned.reply;
    json!({
        "happened": turned.line,
        "said": reply.said,
        "withheld": reply.withheld,
        "calls": reply.calls,
        "traces": reply.traces,
        "failure": turned.failure.as_ref().map(|failure| failure.code),
    })
}

/// Where the conversation stands, in a few lines.
pub fn state(live: &Live<'_>) {
    let session = live.session();
    let place = session.place.as_ref();
    let step = place.map(|place| format!("{}.{}", place.flow, place.step));
    say(format_args!(
        "step      {}",
        step.as_deref().unwrap_or("none")
    ));
    say(format_args!("owner     {}", session.owner.word()));
    say(format_args!("language  {}", live.language()));
    let waits = match &session.pending {
        Some(Pending::Answer { slot, tries, .. }) => format!("an answer to {slot}, {tries} wrong"),
        Some(Pending::Call { operation, .. }) => format!("the answer of {operation}"),
        Some(Pending::Wait) => "a pause".into(),
        None => "nothing".into(),
    };
    say(format_args!("waits for {waits}"));
    for timer in &session.timers {
        let due = timer.due.since(live.now()).as_secs();
        say(format_args!("timer     {} in {due} s", timer.name));
    }
    if session.opted_out {
        say("opted out");
    }
}
