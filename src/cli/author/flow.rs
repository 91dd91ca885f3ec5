//! `hiwar flow`: what flows there are, what one of them is made of, a new one, and the
//! reference of all that a flow may call.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Subcommand, ValueEnum};

use crate::app::{project, sources};
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;
use crate::cli::{Exit, report};
use crate::flow::{Overview, Script, guide};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The flows, their triggers and their steps
    List {
        #[command(flatten)]
        given: SettingsArguments,
    },
    /// What one flow is made of
    Show {
        /// Its id, as `hiwar flow list` prints it
        flow: String,
        #[command(flatten)]
        given: SettingsArguments,
    },
    /// Begin a flow in the project that stands here: script, wording and tests in both languages
    New {
        /// Its id, of a-z, 0-9 and _: `store_hours`
        id: String,
        /// Write over files that are there
        #[arg(long)]
        force: bool,
    },
    /// Everything that a flow may call
    Api {
        #[arg(long, value_enum, default_value_t = Format::Md)]
        format: Format,
        /// Write the page into this file, between its marks
        #[arg(long, value_name = "FILE", conflicts_with = "format")]
        into: Option<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Markdown tables
    Md,
    /// One array of objects
    Json,
    /// A definition file for Rhai's language server
    Rhai,
}

pub fn run(command: &Command) -> Exit {
    match command {
        Command::List { given } => match overviews(given) {
            Ok(overviews) => list(&overviews),
            Err(exit) => exit,
        },
        Command::Show { flow, given } => match overviews(given) {
            Ok(overviews) => show(&overviews, flow),
            Err(exit) => exit,
        },
        Command::New { id, force } => new(id, *force),
        Command::Api { into, .. } if into.is_some() => {
            into.as_deref().map_or(Exit::Usage, write_page)
        }
        Command::Api { format, .. } => {
            let text = match format {
                Format::Md => guide::markdown(),
                Format::Json => guide::json(),
                Format::Rhai => guide::definitions(),
            };
            say(text.trim_end());
            Exit::Ok
        }
    }
}

fn overviews(given: &SettingsArguments) -> Result<Vec<Overview>, Exit> {
    let settings = given.load(&[])?;
    let (flows, locales) = (&settings.flows.path, &settings.locales.path);
    let sources = sources::read(flows.as_deref(), locales.as_deref())
        .map_err(|fault| Exit::Environment.because(fault))?;
    let script = Script::compile(&sources).map_err(|faults| {
        note(report::human(&faults, &sources, false).trim_end());
        Exit::Findings
    })?;
    Ok(script.overviews())
}

fn list(overviews: &[Overview]) -> Exit {
    let width = overviews
        .iter()
        .map(|flow| flow.id.len())
        .max()
        .unwrap_or(0);
    for flow in overviews {
        say(format_args!(
            "{:width$}  version {}, {} steps  {}",
            flow.id,
            flow.version,
            flow.steps.len(),
            flow.triggers.join(", ")
        ));
    }
    Exit::Ok
}

fn show(overviews: &[Overview], id: &str) -> Exit {
    let Some(flow) = overviews.iter().find(|flow| flow.id == id) else {
        let known: Vec<_> = overviews.iter().map(|flow| flow.id.as_str()).collect();
        return Exit::Usage.because(format!(
            "find a flow `{id}`; there are {}",
            known.join(", ")
        ));
    };
    say(format_args!(
        "{} version {}  {}",
        flow.id, flow.version, flow.path
    ));
    if !flow.triggers.is_empty() {
        say(format_args!("starts with   {}", flow.triggers.join(", ")));
    }
    say(format_args!("interrupts    {}", flow.interrupts));
    if let Some(expire) = flow.expire {
        let then = flow.on_expire.as_deref().unwrap_or("ends");
        say(format_args!(
            "expires       after {}, then {then}",
            span(expire)
        ));
    }
    for (name, kind) in &flow.slots {
        say(format_args!("slot          {name}: {kind}"));
    }
    for (name, line) in &flow.steps {
        say(format_args!("step          {name}  line {line}"));
    }
    Exit::Ok
}

/// A span as scripts write it: `23h`.
fn span(span: Duration) -> String {
    let seconds = span.as_secs();
    let units = [(3600, "h"), (60, "m")];
    units
        .iter()
        .find(|(unit, _)| seconds >= *unit && seconds.is_multiple_of(*unit))
        .map_or_else(
            || format!("{seconds}s"),
            |(unit, name)| format!("{}{name}", seconds / unit),
        )
}

fn new(id: &str, force: bool) -> Exit {
    let files = match project::flow(id) {
        Ok(files) => files,
        Err(fault) => return Exit::Usage.because(fault),
    };
    if !Path::new("flows").is_dir() || !Path::new("locales").is_dir() {
        return Exit::Environment
            .because("find flows/ and locales/ here; begin a project with `hiwar new DIR`");
    }
    if let Err(fault) = project::add(Path::new("."), &files, force) {
        return Exit::Environment.because(fault);
    }
    for file in &files {
        say(&file.path);
    }
    note("\nSay its first words in `hiwar dev`, or run `hiwar check` and `hiwar test`.");
    Exit::Ok
}

fn write_page(path: &Path) -> Exit {
    let page = match fs::read_to_string(path) {
        Ok(page) => page,
        Err(fault) => {
            return Exit::Environment.because(format!("read {}: {fault}", path.display()));
        }
    };
    let Some(fresh) = guide::embedded(&page) else {
        let (begins, ends) = (guide::PAGE_BEGINS, guide::PAGE_ENDS);
        return Exit::Usage.because(format!(
            "find the lines `{begins}` and `{ends}` in {}",
            path.display()
        ));
    };
    match fs::write(path, fresh) {
        Ok(()) => Exit::Ok,
        Err(fault) => Exit::Environment.because(format!("write {}: {fault}", path.display())),
    }
}
