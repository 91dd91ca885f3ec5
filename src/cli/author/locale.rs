//! `hiwar locale`: a translator's view of the wording.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::app::{project, sources};
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;
use crate::cli::{Exit, report};
use crate::flow::{self, Script, Sources};
use crate::locale::translate::{self, Missing, Part, Pseudo};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Messages, attributes and plural forms that a language lacks
    Missing {
        #[command(flatten)]
        given: SettingsArguments,
    },
    /// Messages, words, what is translated, and what nothing uses
    Stats {
        #[command(flatten)]
        given: SettingsArguments,
    },
    /// Made-up languages, accented and right-to-left: what breaks is too narrow, what stays
    /// plain is hard-wired
    Pseudo(PseudoArguments),
}

#[derive(Debug, Args)]
pub struct PseudoArguments {
    /// The language they are made of
    #[arg(long, default_value = "en")]
    from: String,
    /// Write en/ (accented) and ar/ (right-to-left) here; try them with
    /// `hiwar dev --set locales.path=DIR`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    given: SettingsArguments,
}

pub fn run(command: &Command) -> Exit {
    let done = match command {
        Command::Missing { given } => missing(given),
        Command::Stats { given } => stats(given),
        Command::Pseudo(arguments) => pseudo(arguments),
    };
    done.unwrap_or_else(|exit| exit)
}

fn read(given: &SettingsArguments) -> Result<Sources, Exit> {
    let settings = given.load(&[])?;
    let (flows, locales) = (&settings.flows.path, &settings.locales.path);
    sources::read(flows.as_deref(), locales.as_deref())
        .map_err(|fault| Exit::Environment.because(fault))
}

fn missing(given: &SettingsArguments) -> Result<Exit, Exit> {
    let sources = read(given)?;
    let script = Script::compile(&sources).map_err(|faults| {
        note(report::human(&faults, &sources, false).trim_end());
        Exit::Findings
    })?;
    let found = translate::missing(script.catalog());
    for Missing { tag, key, part } in &found {
        match part {
            Part::Message => say(format_args!("{tag}  {key}")),
            Part::Attribute(name) => say(format_args!("{tag}  {key}.{name}")),
            Part::Variant { variable, category } => {
                say(format_args!("{tag}  {key}  ${variable} [{category}]"));
            }
        }
    }
    note(format_args!("{} missing", found.len()));
    Ok(if found.is_empty() {
        Exit::Ok
    } else {
        Exit::Findings
    })
}

fn stats(given: &SettingsArguments) -> Result<Exit, Exit> {
    let sources = read(given)?;
    let (by_tag, all) = translate::stats(&sources.locales);
    say(format_args!(
        "{:8} {:>8} {:>8} {:>11}",
        "language", "messages", "words", "translated"
    ));
    for (tag, stats) in &by_tag {
        let share = stats.translated * 100 / all.max(1);
        say(format_args!(
            "{tag:8} {:>8} {:>8} {share:>10}%",
            stats.messages, stats.words
        ));
    }
    for key in flow::unused(&sources) {
        say(format_args!("unused   {key}"));
    }
    Ok(Exit::Ok)
}

fn pseudo(arguments: &PseudoArguments) -> Result<Exit, Exit> {
    let sources = read(&arguments.given)?;
    let prefix = format!("{}/", arguments.from);
    let mut files = Vec::new();
    for (tag, kind) in [("en", Pseudo::Accented), ("ar", Pseudo::RightToLeft)] {
        for file in &sources.locales {
            if let Some(name) = file.path.strip_prefix(&prefix) {
                files.push(project::ProjectFile {
                    path: format!("{tag}/{name}"),
                    text: translate::pseudo(file, kind),
                });
            }
        }
    }
    if files.is_empty() {
        let from = &arguments.from;
        return Err(Exit::Usage.because(format!("find a language `{from}` to begin with")));
    }
    let Some(folder) = &arguments.out else {
        for file in &files {
            say(format_args!("### {}\n\n{}", file.path, file.text));
        }
        return Ok(Exit::Ok);
    };
    project::create(folder, &files, arguments.force)
        .map_err(|fault| Exit::Environment.because(fault))?;
    let folder = folder.display();
    note(format_args!(
        "{} files; try them with: hiwar dev --set locales.path={folder}",
        files.len()
    ));
    Ok(Exit::Ok)
}
