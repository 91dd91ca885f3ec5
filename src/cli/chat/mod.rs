//! `hiwar chat`: the same conversation in the terminal, without network or store. What is
//! said goes to standard output; piped, it is plain lines, so that a script can read it.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::thread;

use clap::{Args, ValueEnum};

use super::exit::note;
use super::given::SettingsArguments;
use super::{Exit, report};
use crate::app::rehearsal::{RehearsalFault, Stage};
use crate::app::{given, sources};
use crate::domain::{LanguageMemory, LanguageSource, Phone, parse_span};
use crate::flow::SCRIPT_STACK_BYTES;
use crate::flow::rehearsal::{Rehearsal, Reply, options, wording};

const HELP: &str = "\
/press ID    tap a button or a row (its number alone does the same)
/wait 25h    let time pass
/lang ar|en  answer in this language from now on
/state       where the conversation stands
/restart     begin again with somebody new
/quit";

#[derive(Debug, Args)]
pub struct Arguments {
    /// The customer's number
    #[arg(long = "as", default_value = "+966500000001", value_name = "NUMBER")]
    customer: String,
    /// Her language, as if she had chosen it
    #[arg(long, value_parser = ["ar", "en"])]
    lang: Option<String>,
    /// How right-to-left text is printed
    #[arg(long, value_enum, default_value_t = Bidi::Auto)]
    bidi: Bidi,
    /// Folder that holds flows/ and locales/ [default: what the settings name]
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    #[command(flatten)]
    given: SettingsArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Bidi {
    /// Find out what the terminal does
    Auto,
    /// The terminal reorders by itself
    Terminal,
    /// Reorder here
    Visual,
    /// As it is stored
    Off,
}

/// Scripts need a deeper stack than the main thread has.
pub fn run(arguments: &Arguments) -> Exit {
    thread::scope(|scope| {
        let chat = || talk(arguments);
        let thread = thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
        match thread.spawn_scoped(scope, chat) {
            Ok(chat) => chat
                .join()
                .unwrap_or_else(|_| Exit::Environment.because("go on: the chat has crashed")),
            Err(fault) => Exit::Environment.because(format!("start a thread: {fault}")),
        }
    })
}

fn talk(arguments: &Arguments) -> Exit {
    let settings = match arguments
        .given
        .load(&[("tenant.*.provider", "sandbox".into())])
    {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    let Some(phone) = Phone::from_provider(&arguments.customer) else {
        return Exit::Usage.because("read --as: expected a number such as +966500000001");
    };
    let folder = |inside: &str| {
        arguments
            .project
            .as_ref()
            .map(|project| project.join(inside))
    };
    let flows = folder("flows").or(settings.flows.path.clone());
    let locales = folder("locales").or(settings.locales.path.clone());
    let sources = match sources::read(flows.as_deref(), locales.as_deref()) {
        Ok(sources) => sources,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let mut stage = match Stage::set(&settings, sources.clone()) {
        Ok(stage) => stage.rehearsal(phone),
        Err(RehearsalFault::Flows(found)) => {
            note(report::human(&found, &sources, false).trim_end());
            return Exit::Findings;
        }
        Err(fault) => return Exit::Environment.because(fault),
    };
    if let Some(tag) = &arguments.lang {
        choose_language(&mut stage, tag);
    }
    let mut chat = Chat {
        stage,
        visual: arguments.bidi.visual(),
        prompts: io::stdin().is_terminal(),
    };
    match chat.until_the_end(io::stdin().lock()) {
        Ok(()) => Exit::Ok,
        // The reader has heard enough.
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => Exit::Ok,
        Err(fault) => Exit::Environment.because(format!("read or write: {fault}")),
    }
}

struct Chat {
    stage: Rehearsal,
    visual: bool,
    /// A person types.
    prompts: bool,
}

impl Chat {
    fn until_the_end(&mut self, input: impl BufRead) -> io::Result<()> {
        if self.prompts {
            note(
                "Write as the customer would; /help lists commands. With much Arabic, `hiwar dev` is prettier.",
            );
        }
        self.prompt()?;
        for line in input.lines() {
            let line = line?;
            let line = line.trim();
            if line == "/quit" {
                break;
            }
            if !line.is_empty() {
                if !self.prompts {
                    writeln!(io::stdout(), "you> {}", self.ordered(line))?;
                }
                let reply = self.hear(line)?;
                self.show(&reply)?;
            }
            self.prompt()?;
        }
        Ok(())
    }

    fn hear(&mut self, line: &str) -> io::Result<Reply> {
        let Some(command) = line.strip_prefix('/') else {
            let tapped = line.bytes().all(|b| b.is_ascii_digit()) && line.len() <= 2;
            let reply = if tapped { self.stage.taps(line) } else { None };
            return Ok(reply.unwrap_or_else(|| self.stage.says(line)));
        };
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        match (name, rest.trim()) {
            ("press", id) => {
                if let Some(reply) = self.stage.taps(id) {
                    return Ok(reply);
                }
                note(format_args!("nothing called `{id}` is on the screen"));
            }
            ("wait", span) => match parse_span(span) {
                Ok(span) => return Ok(self.stage.advance(span)),
                Err(fault) => note(format_args!("failed to {fault}")),
            },
            ("lang", tag @ ("ar" | "en")) => choose_language(&mut self.stage, tag),
            ("state", _) => writeln!(io::stdout(), "{:#?}", self.stage.session)?,
            ("restart", _) => self.stage.restart(),
            _ => note(HELP),
        }
        Ok(Reply::default())
    }

    /// Every bubble's text begins on a line of its own, so that the text alone decides its
    /// direction.
    fn show(&self, reply: &Reply) -> io::Result<()> {
        let mut out = io::stdout();
        for message in &reply.said {
            writeln!(out, "bot>\n{}", self.ordered(wording(message)))?;
            for (at, (_, title)) in options(message).iter().enumerate() {
                writeln!(out, "  [{}] {}", at + 1, self.ordered(title))?;
            }
        }
        for trace in &reply.traces {
            if let Some(fault) = &trace.fault {
                let place = format!("{}:{} (step {})", fault.file, fault.line, fault.step);
                note(format_args!(
                    "the script failed: [{}] {} at {place}",
                    fault.code, fault.what
                ));
            }
        }
        Ok(())
    }

    fn prompt(&self) -> io::Result<()> {
        if self.prompts {
            write!(io::stdout(), "you> ")?;
            io::stdout().flush()?;
        }
        Ok(())
    }

    fn ordered(&self, text: &str) -> String {
        if !self.visual {
            return text.to_owned();
        }
        let lines = text.lines().map(|line| {
            let bidi = unicode_bidi::BidiInfo::new(line, None);
            let paragraph = bidi.paragraphs.first();
            paragraph.map_or_else(String::new, |paragraph| {
                bidi.reorder_line(paragraph, paragraph.range.clone())
                    .into_owned()
            })
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Bidi {
    /// Whether text has to be put in the order of the eye here. Terminals that do it by
    /// themselves: VTE from 0.58, Konsole, Apple's Terminal, mlterm.
    fn visual(self) -> bool {
        let vte = || given::variable("VTE_VERSION").and_then(|text| text.parse::<u32>().ok());
        match self {
            Self::Visual => true,
            Self::Terminal | Self::Off => false,
            Self::Auto => {
                let reorders = vte().is_some_and(|version| version >= 5800)
                    || given::variable("KONSOLE_VERSION").is_some()
                    || given::variable("TERM_PROGRAM").as_deref() == Some("Apple_Terminal")
                    || given::variable("MLTERM").is_some();
                io::stdout().is_terminal() && !reorders
            }
        }
    }
}

fn choose_language(stage: &mut Rehearsal, tag: &str) {
    stage.session.language = Some(LanguageMemory {
        tag: tag.into(),
        source: LanguageSource::Explicit,
        at: stage.now,
        latin_script: false,
        other_in_a_row: 0,
    });
}
