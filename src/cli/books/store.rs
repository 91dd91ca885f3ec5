//! `hiwar store stats|verify`: look into the books of a process that is not running. One
//! directory is one process: while it runs, ask its `/queue/health` instead.

use clap::Subcommand;
use serde_json::json;

use crate::app::machine;
use crate::app::settings::Settings;
use crate::cli::Exit;
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;
use crate::store::{OpenOptions, Store, StoreFault};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Count everything, by kind
    Stats {
        /// As JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        given: SettingsArguments,
    },
    /// Read every record back and name what is damaged
    Verify {
        #[command(flatten)]
        given: SettingsArguments,
    },
}

pub fn run(command: &Command) -> Exit {
    let (Command::Stats { given, .. } | Command::Verify { given }) = command;
    let store = match given.load(&[]).and_then(|settings| open(&settings)) {
        Ok(store) => store,
        Err(exit) => return exit,
    };
    match command {
        Command::Stats { json, .. } => stats(&store, *json),
        Command::Verify { .. } => verify(&store),
    }
}

/// Opens the store that the settings name; one that is not there is not made.
pub fn open(settings: &Settings) -> Result<Store, Exit> {
    let path = &settings.store.path;
    if !path.is_dir() {
        let what = format!("open store {}: there is none", path.display());
        return Err(Exit::Environment.because(what));
    }
    let options = OpenOptions {
        cache_bytes: settings.store.cache_bytes,
        require_sync_flag: settings.store.require_sync_flag,
        unknown_wait: settings.send.unknown_wait,
        ..OpenOptions::default()
    };
    let opened = Store::open(path, &options, machine::clock().now());
    opened.map_err(|fault| {
        let busy = matches!(fault, StoreFault::InUse { .. });
        let exit = Exit::Environment.because(fault);
        if busy {
            note("While hiwar runs, ask it: with its HIWAR_API_TOKEN set here `hiwar versions`, `hiwar publish` and `hiwar explain message ID` go to it; /queue/health counts.");
        }
        exit
    })
}

fn stats(store: &Store, as_json: bool) -> Exit {
    let stats = match store.stats() {
        Ok(stats) => stats,
        Err(fault) => return Exit::Environment.because(fault),
    };
    for (kind, usage) in &stats.kinds {
        if as_json {
            say(json!({"kind": kind, "keys": usage.keys, "bytes": usage.bytes}));
        } else {
            say(format_args!(
                "{kind:16} {:>10} keys {:>14} bytes",
                usage.keys, usage.bytes
            ));
        }
    }
    if as_json {
        say(json!({"kind": "disk", "bytes": stats.disk_bytes}));
    } else {
        say(format_args!(
            "{:16} {:>10}      {:>14} bytes",
            "disk", "", stats.disk_bytes
        ));
    }
    Exit::Ok
}

fn verify(store: &Store) -> Exit {
    let verified = match store.verify() {
        Ok(verified) => verified,
        Err(fault) => return Exit::Environment.because(fault),
    };
    for fault in &verified.faults {
        say(fault);
    }
    note(format_args!(
        "{} records read, {} bad",
        verified.records, verified.bad
    ));
    if verified.bad == 0 {
        Exit::Ok
    } else {
        Exit::Findings
    }
}
