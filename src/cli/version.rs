//! `hiwar version`.

use clap::Args;
use serde::Serialize;

use super::Exit;

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
        println!("{}", serde_json::json!(version));
    } else {
        println!("{} {}", version.name, version.version);
    }
    Exit::Ok
}
