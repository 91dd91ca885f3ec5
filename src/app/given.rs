//! Reads what the settings are made of: the file that was named or is here, the environment, and files
//! that hold one secret each.

use std::collections::BTreeMap;
use std::path::Path;

use super::settings::{FileText, Given, Origin, SettingFault, Settings, Why, load};

/// Largest settings file, and largest file with a secret, in bytes.
const FILE_BYTES_MAX: u64 = 1 << 20;
const SECRET_BYTES_MAX: u64 = 64 << 10;

/// Read when no other file is named and it stands in the folder where `hiwar` is run.
const SETTINGS_FILE: &str = "hiwar.toml";

/// The settings of this process.
///
/// # Errors
/// Everything that is wrong with them, at once.
pub fn settings(
    file: Option<&Path>,
    flags: Vec<(String, String)>,
) -> Result<Settings, Vec<SettingFault>> {
    let here = Path::new(SETTINGS_FILE);
    let file = file.or(here.is_file().then_some(here));
    let file = file.map(read_settings_file).transpose()?;
    // A variable that is not UTF-8 cannot be one of ours.
    let env: BTreeMap<String, String> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    load(&Given {
        file,
        env,
        flags,
        read_file: &|path| read_at_most(Path::new(path), SECRET_BYTES_MAX),
    })
}

/// A variable that a command was told to use.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?.into_string().ok()?;
    (!value.is_empty()).then_some(value)
}

fn read_settings_file(path: &Path) -> Result<FileText, Vec<SettingFault>> {
    let name = path.display().to_string();
    match read_at_most(path, FILE_BYTES_MAX) {
        Ok(text) => Ok(FileText { name, text }),
        Err(what) => Err(vec![SettingFault {
            key: "--config".into(),
            origin: Origin::Flag(name),
            why: Why::Unreadable { what },
        }]),
    }
}

fn read_at_most(path: &Path, bytes_max: u64) -> Result<String, String> {
    let length = std::fs::metadata(path).map_err(|fault| fault.to_string())?;
    if length.len() > bytes_max {
        return Err(format!("larger than {bytes_max} bytes"));
    }
    std::fs::read_to_string(path).map_err(|fault| fault.to_string())
}
