//! `hiwar replay`: stored turns, run again. `--check` runs them with the flows they ran and
//! compares the effects; with `--flows` a real conversation is walked through edited flows.
//! Nothing is sent and nothing is written.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;

use clap::Args;
use serde_json::json;

use super::store::open;
use crate::app::books::replay::{From, Outcome, Replayed, Replaying};
use crate::app::books::turns::Turns;
use crate::app::settings::Settings;
use crate::app::{Redact, done, happened, machine, sources};
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;
use crate::cli::{Exit, report};
use crate::domain::{ConversationId, Effect};
use crate::flow::{SCRIPT_STACK_BYTES, Script};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 everything comes to the same, 1 something differs.\n\
    Settings and contacts are those of today: what they change shows as a difference too."
)]
pub struct Arguments {
    /// The conversation to try edited flows on: cnv_… as `explain message` prints it
    #[arg(required_unless_present = "check", conflicts_with = "check")]
    conversation: Option<ConversationId>,
    /// Run stored turns with the flows they ran, and report whatever differs
    #[arg(long)]
    check: bool,
    /// With --check: only this conversation
    #[arg(long = "conversation", value_name = "ID", requires = "check")]
    only: Option<ConversationId>,
    /// With --check: at most so many turns
    #[arg(long, value_name = "N", requires = "check")]
    limit: Option<usize>,
    /// The edited flows
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "check",
        conflicts_with = "check"
    )]
    flows: Option<PathBuf>,
    /// The edited messages
    #[arg(long, value_name = "DIR", conflicts_with = "check")]
    locales: Option<PathBuf>,
    /// Begin each turn from the session it really began with, instead of from what the edited
    /// flows made of the turns before
    #[arg(long, conflicts_with = "check")]
    each: bool,
    /// One JSON object a turn
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    given: SettingsArguments,
}

pub fn run(arguments: &Arguments) -> Exit {
    let settings = match arguments.given.load(&[]) {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    let deep = thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
    let done = thread::scope(|scope| {
        let running = deep.spawn_scoped(scope, || replay(arguments, &settings));
        running.map(thread::ScopedJoinHandle::join)
    });
    match done {
        Ok(Ok(Ok(exit) | Err(exit))) => exit,
        Ok(Err(_)) => Exit::Environment.because("replay: a turn panicked"),
        Err(fault) => Exit::Environment.because(format!("start a thread: {fault}")),
    }
}

fn replay(arguments: &Arguments, settings: &Settings) -> Result<Exit, Exit> {
    let folder = |edited: &Option<PathBuf>, set: &Option<PathBuf>| edited.clone().or(set.clone());
    let flows = folder(&arguments.flows, &settings.flows.path);
    let locales = folder(&arguments.locales, &settings.locales.path);
    let texts = sources::read(flows.as_deref(), locales.as_deref());
    let texts = texts.map_err(|fault| Exit::Environment.because(fault))?;
    let script = Script::compile(&texts).map_err(|faults| {
        note(report::human(&faults, &texts, false).trim_end());
        Exit::Findings
    })?;
    let script = script.limited(settings.flows.limits(machine::clock()));
    let turns = match Turns::of_server(settings) {
        Some(turns) => turns,
        None => Turns::Books(Box::new(open(settings)?)),
    };
    let mut tale = Tale {
        json: arguments.json,
        whole: !arguments.check,
        ..Tale::default()
    };
    let mut tell = |replayed: Replayed<'_>| tale.tell(&replayed);
    let went = if let Some(id) = arguments.conversation {
        let from = if arguments.each {
            From::Each
        } else {
            From::First
        };
        Replaying::new(turns, settings, None).walk(id, &script, from, &mut tell)
    } else {
        let limit = arguments.limit.unwrap_or(usize::MAX);
        let replaying = Replaying::new(turns, settings, Some(script));
        replaying.check(arguments.only, limit, &mut tell)
    };
    went.map_err(|fault| Exit::Environment.because(fault))?;
    Ok(tale.end())
}

/// Tells of each turn, and counts.
#[derive(Default)]
struct Tale {
    json: bool,
    /// Also of turns that came to the same.
    whole: bool,
    same: usize,
    differing: usize,
    not_run: BTreeMap<String, usize>,
}

impl Tale {
    fn tell(&mut self, replayed: &Replayed<'_>) {
        let entry = replayed.entry;
        let mut now = None;
        match &replayed.outcome {
            Outcome::Same => self.same += 1,
            Outcome::Differs(turn) => {
                self.differing += 1;
                now = Some(turn);
            }
            Outcome::NotRun(why) => *self.not_run.entry(why.clone()).or_default() += 1,
        }
        let changed = now.map_or(&entry.effects, |turn| &turn.effects);
        let lines = compared(&entry.effects, changed, replayed.redact);
        if self.json {
            say(as_json(replayed, &lines));
            return;
        }
        if !self.whole && now.is_none() {
            return;
        }
        say(format_args!("{}  {}", entry.turn, happened(&entry.input)));
        if let Outcome::NotRun(why) = &replayed.outcome {
            say(format_args!("  ! not run: {why}"));
        }
        for (mark, line) in lines {
            say(format_args!("  {mark} {}", line.replace('\n', "\n    ")));
        }
        let matched = now.map(|turn| &turn.trace);
        if let Some(trace) = matched.filter(|trace| trace.matched != entry.trace.matched) {
            let (was, is) = (&entry.trace.matched, &trace.matched);
            say(format_args!("  ~ matched {is}, where it was {was}"));
        }
        if let Some(fault) = now.and_then(|turn| turn.trace.fault.as_ref()) {
            say(format_args!(
                "  ~ the script failed: [{}] {} at {}:{}",
                fault.code, fault.what, fault.file, fault.line
            ));
        }
    }

    fn end(&self) -> Exit {
        let not_run: usize = self.not_run.values().sum();
        let all = self.same + self.differing + not_run;
        note(format_args!(
            "{all} turns: {} come to the same, {} differ, {not_run} were not run",
            self.same, self.differing
        ));
        for (why, count) in &self.not_run {
            note(format_args!("  {count} not run: {why}"));
        }
        if self.differing == 0 {
            Exit::Ok
        } else {
            Exit::Findings
        }
    }
}

fn as_json(replayed: &Replayed<'_>, lines: &[(char, String)]) -> serde_json::Value {
    let entry = replayed.entry;
    let (outcome, why, now) = match &replayed.outcome {
        Outcome::Same => ("same", None, None),
        Outcome::Differs(turn) => ("differs", None, Some(&turn.trace.matched)),
        Outcome::NotRun(why) => ("not_run", Some(why), None),
    };
    let lines = lines
        .iter()
        .map(|(mark, line)| json!({"mark": mark, "text": line}));
    json!({
        "turn": entry.turn.to_string(),
        "conversation": entry.turn.conversation.to_string(),
        "at_ms": entry.turned.ms(),
        "input": happened(&entry.input),
        "bundle": entry.trace.bundle,
        "outcome": outcome,
        "why": why,
        "matched": entry.trace.matched,
        "matches_now": now,
        "effects": lines.collect::<Vec<_>>(),
    })
}

/// Both lists as one: ` ` in both, `-` only then, `+` only now.
fn compared(then: &[Effect], now: &[Effect], redact: &Redact) -> Vec<(char, String)> {
    let told = |effects: &[Effect]| -> Vec<_> {
        effects.iter().map(|effect| done(effect, redact)).collect()
    };
    let (mut old, mut new) = (told(then), told(now));
    if old == new && then != now {
        // the difference is in what people are not told: an id, a tag
        let bare = |effects: &[Effect]| -> Vec<_> {
            effects.iter().map(|effect| format!("{effect:?}")).collect()
        };
        (old, new) = (bare(then), bare(now));
    }
    let mut lines = Vec::new();
    let mut rest = new.as_slice();
    for line in old {
        if let Some(at) = rest.iter().position(|it| *it == line) {
            lines.extend(rest[..at].iter().map(|it| ('+', it.clone())));
            lines.push((' ', line));
            rest = &rest[at + 1..];
        } else {
            lines.push(('-', line));
        }
    }
    lines.extend(rest.iter().map(|it| ('+', it.clone())));
    lines
}
