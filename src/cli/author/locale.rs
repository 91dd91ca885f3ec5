//! `hiwar locale`: a translator's view of the wording.

use clap::Subcommand;

use crate::cli::Exit;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// What each language lacks
    Missing,
}

pub fn run(_: &Command) -> Exit {
    Exit::Ok
}
