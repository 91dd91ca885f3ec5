//! `hiwar rollback`, `versions` and `rollout`.

use clap::{Args, Subcommand};

use super::desk::{Whose, Wish};
use super::offer::{agreed, policy, share, show};
use super::told;
use crate::cli::Exit;
use crate::cli::exit::{note, say};
use crate::domain::{Policy, Versions};

#[derive(Debug, Args)]
pub struct Rollback {
    /// The version to go back to [default: the one before the current one]
    version: Option<String>,
    /// What becomes of people inside: finish, move, restart, handoff
    #[arg(long, default_value = "finish", value_parser = policy)]
    policy: Policy,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// Also when people are to be asked again or handed over
    #[arg(long)]
    yes: bool,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

#[derive(Debug, Args)]
pub struct VersionsArguments {
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    whose: Whose,
}

/// The version that a share of new conversations begins with.
#[derive(Debug, Subcommand)]
pub enum Rollout {
    /// Give the canary another share
    Set {
        /// 1% to 99%
        #[arg(value_parser = share)]
        share: u8,
        #[command(flatten)]
        whose: Whose,
    },
    /// End the canary: new conversations begin with the current version
    Stop {
        /// What becomes of people inside: finish, move, restart, handoff
        #[arg(long, default_value = "finish", value_parser = policy)]
        policy: Policy,
        #[command(flatten)]
        whose: Whose,
    },
    /// Make the canary the current version
    Promote {
        /// What becomes of people inside the version before: finish, move, restart, handoff
        #[arg(long, default_value = "finish", value_parser = policy)]
        policy: Policy,
        #[command(flatten)]
        whose: Whose,
    },
}

pub fn roll_back(arguments: &Rollback) -> Exit {
    rolled_back(arguments).unwrap_or_else(|exit| exit)
}

fn rolled_back(arguments: &Rollback) -> Result<Exit, Exit> {
    let version = arguments.version.as_deref();
    let plain = |version: &str| version.bytes().all(|byte| byte.is_ascii_hexdigit());
    if version.is_some_and(|version| !plain(version)) {
        return Err(Exit::Usage.because("read the version: `hiwar versions` lists them"));
    }
    let desk = arguments.whose.desk(&arguments.whose.settings()?)?;
    let mut wish = Wish {
        policy: arguments.policy,
        version,
        dry_run: true,
        ..Wish::default()
    };
    let planned = desk.roll_back(wish)?;
    show(&planned, arguments.json && arguments.dry_run);
    if arguments.dry_run {
        return Ok(Exit::Ok);
    }
    agreed(&planned, arguments.yes)?;
    wish.dry_run = false;
    let done = desk.roll_back(wish)?;
    if arguments.json {
        show(&done, true);
    }
    note(format_args!("back at {}", done.bundle));
    Ok(Exit::Ok)
}

pub fn versions(arguments: &VersionsArguments) -> Exit {
    let whose = &arguments.whose;
    let listed = whose
        .settings()
        .and_then(|settings| whose.desk(&settings)?.versions());
    match listed {
        Ok(versions) if arguments.json => {
            say(serde_json::to_string(&versions).unwrap_or_default());
            Exit::Ok
        }
        Ok(versions) => list(&versions),
        Err(exit) => exit,
    }
}

pub fn rollout(command: &Rollout) -> Exit {
    let (deed, whose, wish) = match command {
        Rollout::Set { share, whose } => {
            let canary = Some(*share);
            let wish = Wish {
                canary,
                ..Wish::default()
            };
            ("share", whose, wish)
        }
        Rollout::Stop { policy, whose } => ("stop", whose, following(*policy)),
        Rollout::Promote { policy, whose } => ("promote", whose, following(*policy)),
    };
    let done = whose
        .settings()
        .and_then(|settings| whose.desk(&settings)?.canary(deed, wish));
    done.map_or_else(|exit| exit, |versions| list(&versions))
}

fn following<'a>(policy: Policy) -> Wish<'a> {
    Wish {
        policy,
        ..Wish::default()
    }
}

fn list(versions: &Versions) -> Exit {
    told::versions(versions).into_iter().for_each(say);
    Exit::Ok
}
