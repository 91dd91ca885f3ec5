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
    let mut found = match &tenants {
        Whom::Known(tenants) => find(&sources, tenants),
        Whom::Assumed(tenants) => guess(&sources, tenants),
    };
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

/// The tenants whose operations, templates and queues the flows are held against.
enum Whom {
    /// Those of the settings that were named or lie in the project, or the demo shop's for
    /// what ships.
    Known(Vec<Tenant>),
    /// Nobody said: the demo shop's, to find slips of the pen.
    Assumed(Vec<Tenant>),
}

fn tenants(arguments: &Arguments, project: Option<&Path>) -> Result<Whom, Exit> {
    let beside = project.map(|project| project.join(SETTINGS));
    let beside = beside.filter(|path| path.is_file());
    let unsaid = project.is_some() && beside.is_none() && !arguments.given.named();
    let settings = arguments.given.load_or(beside.as_deref())?;
    let tenants = settings.tenants.iter();
    let tenants = tenants.map(TenantSettings::rehearsed).collect();
    Ok(if unsaid {
        Whom::Assumed(tenants)
    } else {
        Whom::Known(tenants)
    })
}

/// What needs no tenant, and names that are nearly ones of the demo shop: a warning, since
/// the shop may really have them.
fn guess(sources: &Sources, tenants: &[Tenant]) -> Vec<Diagnostic> {
    let mut found = flow::check(sources, None);
    for mut one in find(sources, tenants) {
        let there = |known: &Diagnostic| {
            (&known.path, known.line, known.column) == (&one.path, one.line, one.column)
        };
        if one.suggestion.is_some() && !found.iter().any(there) {
            one.level = Level::Warning;
            found.push(one);
        }
    }
    found
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
    use crate::app::given;

    #[test]
    fn a_file_of_a_project_is_found_with_its_project() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let asked = Asked::of(&[root.join("flows/globals.rhai")]).expect("a project");
        assert_eq!(asked.project.as_deref(), Some(root));
        assert_eq!(asked.only, [PathBuf::from("flows/globals.rhai")]);
        assert!(Asked::of(&[PathBuf::from("/nowhere/at/all")]).is_err());
    }

    #[test]
    fn a_slip_of_the_pen_is_found_without_a_configuration_and_an_own_name_is_not() {
        let settings = given::settings(None, Vec::new()).expect("settings");
        let tenants = settings.tenants.iter().map(TenantSettings::rehearsed);
        let tenants: Vec<_> = tenants.collect();
        for (name, found) in [("hiwar.my_dta", 1), ("crm.find_customer", 0)] {
            let mut sources = sources::read(None, None).expect("readable");
            for flow in &mut sources.flows {
                flow.text = flow.text.replace("hiwar.my_data", name);
            }
            let guessed = guess(&sources, &tenants);
            assert_eq!(guessed.len(), found, "{guessed:?}");
            assert!(guessed.iter().all(|one| one.level == Level::Warning));
        }
    }
}
