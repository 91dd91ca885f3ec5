//! `hiwar publish`: checks the folders, says what a publishing means for the people who are
//! inside, and publishes. It asks nothing; what needs a second thought needs `--yes`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;

use super::desk::{Whose, Wish};
use super::told;
use crate::app::settings::Settings;
use crate::app::{given, sources};
use crate::cli::exit::{note, say};
use crate::cli::{Exit, report};
use crate::domain::{Policy, Report, Tenant};
use crate::flow::{self, Level, Sources};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder of the flows [default: that of the settings, or ./flows]
    #[arg(long, value_name = "DIR")]
    flows: Option<PathBuf>,
    /// Folder of the locales [default: that of the settings, or ./locales]
    #[arg(long, value_name = "DIR")]
    locales: Option<PathBuf>,
    /// What becomes of people inside: finish, move, restart, handoff
    #[arg(long, default_value = "finish", value_parser = policy)]
    policy: Policy,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// Only for this share of new conversations: 10%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    canary: Option<u8>,
    /// Turns before a canary is judged
    #[arg(long, value_name = "TURNS", requires = "canary")]
    canary_turns: Option<u32>,
    /// Also when people are to be asked again or handed over
    #[arg(long)]
    yes: bool,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

pub fn run(arguments: &Arguments) -> Exit {
    published(arguments).unwrap_or_else(|exit| exit)
}

fn published(arguments: &Arguments) -> Result<Exit, Exit> {
    let settings = arguments.whose.settings()?;
    let sources = read(arguments, &settings)?;
    check(&sources, &arguments.whose.tenant(&settings)?.rehearsed())?;
    let desk = arguments.whose.desk(&settings)?;
    let texts = sources.texts();
    let mut wish = Wish {
        policy: arguments.policy,
        canary: arguments.canary,
        canary_turns: arguments.canary_turns,
        version: None,
        dry_run: true,
    };
    let planned = desk.publish(&texts, wish)?;
    let same = planned.current.as_ref() == Some(&planned.bundle);
    show(&planned, arguments.json && (arguments.dry_run || same));
    if arguments.dry_run {
        return Ok(Exit::Ok);
    }
    if same {
        note("this version is published already; nothing has changed");
        return Ok(Exit::Ok);
    }
    agreed(&planned, arguments.yes)?;
    wish.dry_run = false;
    let done = desk.publish(&texts, wish)?;
    if arguments.json {
        show(&done, true);
    }
    note(format_args!("published {}", done.bundle));
    for bundle in &done.forgotten {
        note(format_args!("forgotten {bundle}: nobody is inside"));
    }
    Ok(Exit::Ok)
}

/// Talk for people goes to standard error when standard output is for a machine.
pub(super) fn show(report: &Report, as_json: bool) {
    if as_json {
        say(serde_json::to_string(report).unwrap_or_default());
    } else {
        told::report(report).into_iter().for_each(note);
    }
}

/// People who are asked again or handed over notice: that is not done by accident.
pub(super) fn agreed(report: &Report, yes: bool) -> Result<(), Exit> {
    let felt = match report.policy {
        Policy::Finish | Policy::Move => false,
        Policy::Restart | Policy::HandOver => report.canary_percent.is_none(),
    };
    if yes || !felt || report.people_in_changed == 0 {
        return Ok(());
    }
    let what = format!(
        "go on: {} people would notice; say --yes",
        report.people_in_changed
    );
    Err(Exit::Usage.because(what))
}

fn read(arguments: &Arguments, settings: &Settings) -> Result<Sources, Exit> {
    let here = |name: &str| {
        let folder = PathBuf::from(name);
        folder.is_dir().then_some(folder)
    };
    let flows = arguments.flows.clone().or(settings.flows.path.clone());
    let locales = arguments.locales.clone().or(settings.locales.path.clone());
    let (flows, locales) = match (flows, locales) {
        (None, None) => (here("flows"), here("locales")),
        given => given,
    };
    let path = |folder: &Option<PathBuf>| {
        let named = folder.as_deref().map(Path::display);
        named.map_or("from the program".to_owned(), |path| path.to_string())
    };
    note(format_args!(
        "flows {}, locales {}",
        path(&flows),
        path(&locales)
    ));
    sources::read(flows.as_deref(), locales.as_deref())
        .map_err(|fault| Exit::Environment.because(fault))
}

/// Errors are shown with their lines before anybody else is asked.
fn check(sources: &Sources, tenant: &Tenant) -> Result<(), Exit> {
    let found = flow::check(sources, Some(tenant));
    let colour = std::io::stderr().is_terminal() && given::variable("NO_COLOR").is_none();
    if !found.is_empty() {
        note(report::human(&found, sources, colour).trim_end());
    }
    if found.iter().any(|found| found.level == Level::Error) {
        return Err(Exit::Findings.because("publish: the check found errors; nothing has changed"));
    }
    Ok(())
}

pub(super) fn policy(word: &str) -> Result<Policy, String> {
    Policy::read(word).ok_or_else(|| "expected finish, move, restart or handoff".into())
}

pub(super) fn share(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse().ok();
    let share = number.filter(|share| (1..100).contains(share));
    share.ok_or_else(|| "expected 1% to 99%".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_and_a_policy_are_read_as_people_write_them() {
        for (text, read) in [
            ("10%", Some(10)),
            ("99", Some(99)),
            ("0%", None),
            ("100%", None),
        ] {
            assert_eq!(share(text).ok(), read, "{text}");
        }
        assert_eq!(policy("handoff"), Ok(Policy::HandOver));
        assert!(policy("hurry").is_err());
    }

    #[test]
    fn what_people_would_notice_needs_a_yes() {
        let report = |policy, people_in_changed, canary_percent| Report {
            policy,
            canary_percent,
            people_in_changed,
            ..Report::default()
        };
        for (policy, people, canary, needs) in [
            (Policy::Finish, 5, None, false),
            (Policy::Move, 5, None, false),
            (Policy::Restart, 5, None, true),
            (Policy::Restart, 0, None, false),
            (Policy::HandOver, 5, None, true),
            (Policy::HandOver, 5, Some(10), false),
        ] {
            let planned = report(policy, people, canary);
            assert_eq!(agreed(&planned, false).is_err(), needs, "{policy:?}");
            assert!(agreed(&planned, true).is_ok());
        }
    }
}
