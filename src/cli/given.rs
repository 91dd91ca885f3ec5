//! Where the settings of a command come from.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Exit;
use super::exit::complain;
use crate::app::given;
use crate::app::settings::Settings;

#[derive(Debug, Args)]
pub struct SettingsArguments {
    /// Settings file (TOML) [default: hiwar.toml, where there is one]
    #[arg(long, value_name = "FILE", env = "HIWAR_CONFIG")]
    config: Option<PathBuf>,
    /// One setting, above file and environment: --set server.listen=0.0.0.0:8080
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
}

impl SettingsArguments {
    /// Loads them, with what the command itself decides below the person's own `--set`.
    pub fn load(&self, of_the_command: &[(&str, String)]) -> Result<Settings, Exit> {
        let decided = of_the_command
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()));
        let asked = |key: &str| self.set.iter().any(|(set, _)| set == key);
        let flags = decided
            .filter(|(key, _)| !asked(key))
            .chain(self.set.iter().cloned())
            .collect();
        given::settings(self.config.as_deref(), flags).map_err(|faults| {
            for fault in faults {
                complain(fault);
            }
            Exit::Environment
        })
    }
}

impl SettingsArguments {
    /// Whether a person named any.
    pub fn named(&self) -> bool {
        self.config.is_some() || !self.set.is_empty()
    }

    /// Loads them, from this file where no other was named.
    pub fn load_or(&self, file: Option<&Path>) -> Result<Settings, Exit> {
        let config = self.config.clone().or_else(|| file.map(PathBuf::from));
        let set = self.set.clone();
        Self { config, set }.load(&[])
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}
