//! `hiwar config show`: every setting, its value and where it was written. Secrets are `***`.

use clap::Subcommand;
use serde_json::json;

use super::Exit;
use super::exit::{note, say};
use super::given::SettingsArguments;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print every setting with its origin, secrets masked
    Show {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        given: SettingsArguments,
    },
}

pub fn run(command: &Command) -> Exit {
    let Command::Show { json, given } = command;
    let settings = match given.load(&[]) {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    let width = |of: fn(&crate::app::settings::Shown) -> usize| {
        settings.shown.iter().map(of).max().unwrap_or(0).min(60)
    };
    let keys = width(|shown| shown.key.len());
    let values = width(|shown| shown.value.chars().count());
    for shown in &settings.shown {
        let (key, value, origin) = (&shown.key, &shown.value, shown.origin.to_string());
        if *json {
            say(json!({"key": key, "value": value, "origin": origin}));
        } else {
            say(format_args!("{key:keys$}  {value:values$}  {origin}"));
        }
    }
    for notice in &settings.notices {
        note(format_args!("note: {notice}"));
    }
    Exit::Ok
}
