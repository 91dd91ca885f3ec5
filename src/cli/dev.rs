//! `hiwar dev`: the same engine with the sandbox for a provider and a store that is thrown
//! away. Whatever the environment says of a real account, nothing leaves the machine.

use std::path::PathBuf;

use clap::Args;

use super::exit::{note, say};
use super::given::SettingsArguments;
use super::{Exit, house};
use crate::app::settings::Origin;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Port on this machine
    #[arg(long)]
    port: Option<u16>,
    /// Keep the conversations in this directory
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    #[command(flatten)]
    given: SettingsArguments,
}

pub fn run(arguments: &Arguments) -> Exit {
    let mut decided = vec![
        ("tenant.*.provider", "sandbox".to_owned()),
        ("sim.enabled", "true".to_owned()),
    ];
    if let Some(port) = arguments.port {
        decided.push(("server.listen", format!("127.0.0.1:{port}")));
    }
    if let Some(store) = &arguments.store {
        decided.push(("store.path", store.display().to_string()));
    }
    let mut settings = match arguments.given.load(&decided) {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    // Held until the house has stopped, then removed with all that is in it.
    let mut thrown_away = None;
    if settings.origin("store.path") == Some(&Origin::Default) {
        match tempfile::tempdir() {
            Ok(folder) => {
                settings.store.path = folder.path().join("store");
                thrown_away = Some(folder);
            }
            Err(fault) => {
                return Exit::Environment.because(format!("make a temporary directory: {fault}"));
            }
        }
    }
    if settings.origin("log.level") == Some(&Origin::Default) {
        settings.log.level = "warn".into();
    }
    let place = settings.store.path.display().to_string();
    let kept = if thrown_away.is_some() {
        "thrown away at the end"
    } else {
        "kept"
    };
    house::keep(settings, Some(|line| note(line)), |listening| {
        let home = format!("http://{}", listening.public);
        say(format_args!("simulator  {home}/sim"));
        say(format_args!("health     {home}/readyz"));
        say(format_args!("metrics    {home}/metrics"));
        say(format_args!("store      {place} ({kept})"));
        note("\nOpen the simulator and write «القائمة», or `menu`.");
        note("No WhatsApp account is used; nothing leaves this machine. Ctrl-C ends it.");
    })
}
