//! `hiwar version`.

use clap::Args;
use serde::Serialize;

use super::Exit;
use super::exit::say;

#[derive(Debug, Args)]
pub struct Arguments {
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Version {
    name: &'static str,
    version: &'static str,
}

pub fn run(arguments: &Arguments) -> Exit {
    let version = Version {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
    };
    if arguments.json {
        say(serde_json::json!(version));
    } else {
        say(format_args!("{} {}", version.name, version.version));
    }
    Exit::Ok
}
