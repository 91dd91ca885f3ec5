//! The command line of `hiwar chat`, and what it opens.

use std::fs;
use std::path::PathBuf;
use std::thread;

use clap::Args;

use super::bidi::Bidi;
use super::show::Show;
use super::talk::{End, Talk};
use crate::app::rehearsal::{RehearsalFault, Stage};
use crate::app::{machine, sources};
use crate::cli::exit::note;
use crate::cli::given::SettingsArguments;
use crate::cli::{Exit, report};
use crate::domain::Phone;
use crate::flow::chat::{self, Chat, Front, Live};
use crate::flow::{SCRIPT_STACK_BYTES, SourceFile};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Begin in this flow (or `flow.step`), without a first word
    flow: Option<String>,
    /// The customer's number
    #[arg(long = "as", default_value = "+966500000001", value_name = "NUMBER")]
    customer: String,
    /// Her language, as if she had chosen it
    #[arg(long, value_parser = ["ar", "en"])]
    lang: Option<String>,
    /// The time at which it begins, such as 2026-11-20T19:05:00+03:00 [default: now]
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
    /// Write it down as a chat test, as it goes
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Begin with what happens in this chat test
    #[arg(long, value_name = "FILE", conflicts_with_all = ["flow", "lang", "clock"])]
    replay: Option<PathBuf>,
    /// The last line of it that is played
    #[arg(long, value_name = "LINE", requires = "replay")]
    until: Option<usize>,
    /// One object for each answer
    #[arg(long)]
    json: bool,
    /// Show what matched, the steps, the calls and the slots
    #[arg(long)]
    trace: bool,
    /// How right-to-left text is printed
    #[arg(long, value_enum, default_value_t = Bidi::Auto)]
    bidi: Bidi,
    /// Folder that holds flows/ and locales/ [default: what the settings name]
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    #[command(flatten)]
    given: SettingsArguments,
}

/// Scripts need a deeper stack than the main thread has.
pub fn run(arguments: &Arguments) -> Exit {
    thread::scope(|scope| {
        let chat = || open(arguments).unwrap_or_else(|exit| exit);
        let thread = thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
        match thread.spawn_scoped(scope, chat) {
            Ok(chat) => chat
                .join()
                .unwrap_or_else(|_| Exit::Environment.because("go on: the chat has crashed")),
            Err(fault) => Exit::Environment.because(format!("start a thread: {fault}")),
        }
    })
}

fn open(arguments: &Arguments) -> Result<Exit, Exit> {
    let mut stage = set_stage(arguments)?;
    let mut chat = first_chat(arguments)?;
    let mut until = arguments.until.unwrap_or(usize::MAX);
    let show = Show {
        visual: arguments.bidi.visual(),
        trace: arguments.trace,
        json: arguments.json,
    };
    let mut talk = Talk::new(show, arguments.record.clone());
    loop {
        let end = {
            let stand = stage.stand();
            let (live, turned) = Live::replay(&stand, &chat, until);
            talk.until_the_end(live, &turned)
        };
        match end {
            End::Quit => return Ok(Exit::Ok),
            End::Fault(what) => return Err(Exit::Environment.because(what)),
            End::Again(next) => chat = *next,
            End::Reload(text) => {
                // What is wrong now was said; the old flows go on.
                if let Ok(next) = set_stage(arguments) {
                    stage = next;
                }
                chat = read_chat("reload.chat", text)?;
            }
        }
        until = usize::MAX;
    }
}

fn set_stage(arguments: &Arguments) -> Result<Stage, Exit> {
    let settings = arguments
        .given
        .load(&[("tenant.*.provider", "sandbox".into())])?;
    let project = arguments.project.as_ref();
    let folder = |inside: &str| project.map(|project| project.join(inside));
    let flows = folder("flows").or(settings.flows.path.clone());
    let locales = folder("locales").or(settings.locales.path.clone());
    let sources = sources::read(flows.as_deref(), locales.as_deref())
        .map_err(|fault| Exit::Environment.because(fault))?;
    match Stage::set(&settings, sources.clone()) {
        Ok(stage) => Ok(stage),
        Err(RehearsalFault::Flows(found)) => {
            note(report::human(&found, &sources, false).trim_end());
            Err(Exit::Findings)
        }
        Err(fault) => Err(Exit::Environment.because(fault)),
    }
}

fn first_chat(arguments: &Arguments) -> Result<Chat, Exit> {
    if let Some(path) = &arguments.replay {
        let text = fs::read_to_string(path).map_err(|fault| {
            Exit::Environment.because(format!("read {}: {fault}", path.display()))
        })?;
        return read_chat(&path.to_string_lossy(), text);
    }
    let number = "read --as: expected a number such as +966500000001";
    let from =
        Phone::from_provider(&arguments.customer).ok_or_else(|| Exit::Usage.because(number))?;
    let clock = match &arguments.clock {
        Some(text) => chat::moment(text).ok_or_else(|| {
            Exit::Usage.because("read --clock: expected a time such as 2026-11-20T19:05:00+03:00")
        })?,
        None => machine::clock().now(),
    };
    let start = arguments.flow.as_ref().map(|flow| {
        let (flow, step) = flow.split_once('.').unwrap_or((flow, "start"));
        (flow.to_owned(), step.to_owned())
    });
    let mut front = Front::default();
    (front.lang, front.from) = (arguments.lang.clone(), from);
    (front.clock, front.start) = (clock, start);
    Ok(Chat::blank("chat", front))
}

fn read_chat(path: &str, text: String) -> Result<Chat, Exit> {
    let path = path.to_owned();
    chat::read(&SourceFile { path, text }).map_err(|found| {
        note(report::short(&found).trim_end());
        Exit::Findings
    })
}
