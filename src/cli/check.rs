//! `hiwar check`: what would have failed on a phone fails at the desk.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::exit::{note, say};
use super::{Exit, explain, report};
use crate::app::{given, sources};
use crate::flow::{self, Level};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder that holds flows/ and locales/ [default: here, or what is in the program]
    project: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Treat these as errors
    #[arg(short = 'D', long = "deny", value_name = "WHAT", value_parser = ["warnings"])]
    deny: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line and a hint
    Human,
    /// path:line:column: level[code]: message
    Short,
    /// One JSON object a line
    Json,
    /// Workflow commands: beside the lines of a pull request
    Github,
    /// SARIF 2.1.0
    Sarif,
}

pub fn run(arguments: &Arguments) -> Exit {
    let here = PathBuf::from(".");
    let project = match &arguments.project {
        Some(project) => Some(project),
        None => here.join("flows").is_dir().then_some(&here),
    };
    let (flows, locales) = match project {
        Some(project) => (Some(project.join("flows")), Some(project.join("locales"))),
        None => (None, None),
    };
    let sources = match sources::read(flows.as_deref(), locales.as_deref()) {
        Ok(sources) => sources,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let found = flow::check(&sources, None);
    let colour = || std::io::stdout().is_terminal() && given::variable("NO_COLOR").is_none();
    let report = match arguments.format {
        Format::Human => report::human(&found, &sources, colour()),
        Format::Short => report::short(&found),
        Format::Json => report::json(&found),
        Format::Github => report::github(&found),
        Format::Sarif => report::sarif(&found, explain::title),
    };
    if !report.is_empty() {
        say(report.trim_end());
    }
    let count = |level| found.iter().filter(|found| found.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let infos = match count(Level::Info) {
        0 => String::new(),
        infos => format!(", {infos} remarks"),
    };
    note(format_args!(
        "{} flow files, {} locale files: {errors} errors, {warnings} warnings{infos}",
        sources.flows.len(),
        sources.locales.len()
    ));
    if errors > 0 || (warnings > 0 && arguments.deny.is_some()) {
        Exit::Findings
    } else {
        Exit::Ok
    }
}
