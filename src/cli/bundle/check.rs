//! `hiwar check`: what would have failed on a phone fails at the desk.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::app::settings::TenantSettings;
use crate::app::{given, sources};
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;
use crate::cli::{Exit, explain, report};
use crate::domain::Tenant;
use crate::flow::{self, Diagnostic, Level, Sources};

/// Settings of a project, beside its flows/.
const SETTINGS: &str = "hiwar.toml";

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder that holds flows/ and locales/, or files inside of one: then only what is
    /// found there is told [default: here, or what is in the program]
    paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Treat these as errors
    #[arg(short = 'D', long = "deny", value_name = "WHAT", value_parser = ["warnings"])]
    deny: Option<String>,
    #[command(flatten)]
    given: SettingsArguments,
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
    let asked = match Asked::of(&arguments.paths) {
        Ok(asked) => asked,
        Err(path) => {
            let what = format!("check {}: no folder around it holds flows/", path.display());
            return Exit::Usage.because(what);
        }
    };
    let (flows, locales) = match &asked.project {
        Some(project) => (Some(project.join("flows")), Some(project.join("locales"))),
        None => (None, None),
    };
    let sources = match sources::read(flows.as_deref(), locales.as_deref()) {
        Ok(sources) => sources,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let tenants = match tenants(arguments, asked.project.as_deref()) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let mut found = find(&sources, &tenants);
    found.retain(|one| asked.covers(one));
    tell(&found, &sources, arguments)
}

/// What the paths of the command line mean.
struct Asked {
    /// Nothing: what is in the program.
    project: Option<PathBuf>,
    /// Inside the project; none for all of it.
    only: Vec<PathBuf>,
}

impl Asked {
    /// The error is a path that belongs to no project.
    fn of(paths: &[PathBuf]) -> Result<Self, PathBuf> {
        let is_project = |folder: &Path| folder.join("flows").is_dir();
        let here = PathBuf::from(".");
        let mut asked = Self {
            project: is_project(&here).then_some(here),
            only: Vec::new(),
        };
        for path in paths {
            let project = path.ancestors().find(|folder| is_project(folder));
            let project = project.ok_or_else(|| path.clone())?;
            let inside = path.strip_prefix(project).unwrap_or(path);
            if !inside.as_os_str().is_empty() {
                asked.only.push(inside.to_path_buf());
            }
            let current = project.as_os_str().is_empty();
            asked.project = Some(if current { ".".into() } else { project.into() });
        }
        Ok(asked)
    }

    fn covers(&self, one: &Diagnostic) -> bool {
        let place = report::place(one);
        self.only.is_empty()
            || self
                .only
                .iter()
                .any(|path| Path::new(&place).starts_with(path))
    }
}

/// The tenants whose operations, templates and queues the flows are held against: those of
/// the settings that were named or lie in the project, or the demo shop for what ships.
fn tenants(arguments: &Arguments, project: Option<&Path>) -> Result<Vec<Tenant>, Exit> {
    let beside = project.map(|project| project.join(SETTINGS));
    let beside = beside.filter(|path| path.is_file());
    if project.is_some() && beside.is_none() && !arguments.given.named() {
        return Ok(Vec::new());
    }
    let settings = arguments.given.load_or(beside.as_deref())?;
    let tenants = settings.tenants.iter();
    Ok(tenants.map(TenantSettings::rehearsed).collect())
}

fn find(sources: &Sources, tenants: &[Tenant]) -> Vec<Diagnostic> {
    if tenants.is_empty() {
        return flow::check(sources, None);
    }
    let mut found = Vec::new();
    for tenant in tenants {
        for one in flow::check(sources, Some(tenant)) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}

fn tell(found: &[Diagnostic], sources: &Sources, arguments: &Arguments) -> Exit {
    let colour = || std::io::stdout().is_terminal() && given::variable("NO_COLOR").is_none();
    let text = match arguments.format {
        Format::Human => report::human(found, sources, colour()),
        Format::Short => report::short(found),
        Format::Json => report::json(found),
        Format::Github => report::github(found),
        Format::Sarif => report::sarif(found, explain::title),
    };
    if !text.is_empty() {
        say(text.trim_end());
    }
    let count = |level| found.iter().filter(|one| one.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let remarks = match count(Level::Info) {
        0 => String::new(),
        remarks => format!(", {remarks} remarks"),
    };
    note(format_args!(
        "{} flow files, {} locale files: {errors} errors, {warnings} warnings{remarks}",
        sources.flows.len(),
        sources.locales.len()
    ));
    if errors > 0 || (warnings > 0 && arguments.deny.is_some()) {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_project_is_found_with_its_project() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let asked = Asked::of(&[root.join("flows/globals.rhai")]).expect("a project");
        assert_eq!(asked.project.as_deref(), Some(root));
        assert_eq!(asked.only, [PathBuf::from("flows/globals.rhai")]);
        assert!(Asked::of(&[PathBuf::from("/nowhere/at/all")]).is_err());
    }
}
