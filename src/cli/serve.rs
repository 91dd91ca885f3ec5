//! `hiwar serve`: the engine, from the settings file and the environment.

use clap::Args;

use super::given::SettingsArguments;
use super::{Exit, house};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    given: SettingsArguments,
}

pub fn run(arguments: &Arguments) -> Exit {
    match arguments.given.load(&[]) {
        Ok(settings) => house::keep(settings, None, |listening| {
            tracing::info!(
                public = %listening.public,
                private = listening.private.map(tracing::field::display),
                "listening"
            );
        }),
        Err(exit) => exit,
    }
}
