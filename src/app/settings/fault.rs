//! What is wrong with a setting: always the key, where it was written, and what to do.

use std::fmt;

use super::Origin;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingFault {
    /// Dotted key; empty when the file as a whole could not be read.
    pub key: String,
    pub origin: Origin,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    Unknown {
        did_you_mean: Option<String>,
    },
    /// `value` is absent for secrets and personal data.
    Invalid {
        value: Option<String>,
        allowed: String,
    },
    Missing {
        /// Ways to set it.
        set: String,
    },
    /// A secret in clear in the settings file.
    SecretInFile,
    /// A named file or variable that could not be read.
    Unreadable {
        what: String,
    },
    /// Two sources of the same rank disagree.
    Ambiguous {
        other: String,
    },
    /// Not TOML.
    Syntax {
        what: String,
    },
}

impl SettingFault {
    pub(super) fn new(key: impl Into<String>, origin: Origin, why: Why) -> Self {
        Self {
            key: key.into(),
            origin,
            why,
        }
    }
}

impl fmt::Display for SettingFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, origin, why } = self;
        match why {
            Why::Unknown { did_you_mean } => {
                write!(f, "read {origin}: there is no setting `{key}`")?;
                match did_you_mean {
                    Some(known) => write!(f, "; did you mean `{known}`?"),
                    None => f.write_str("; `hiwar config show` lists all of them"),
                }
            }
            Why::Invalid {
                value: Some(value),
                allowed,
            } => write!(f, "read `{key}` ({origin}): `{value}` is not {allowed}"),
            Why::Invalid {
                value: None,
                allowed,
            } => write!(f, "read `{key}` ({origin}): the value is not {allowed}"),
            Why::Missing { set } => write!(f, "find `{key}`: {set}"),
            Why::SecretInFile => write!(
                f,
                "read `{key}` ({origin}): a secret does not belong into the settings file; \
                 write \"env:NAME_OF_A_VARIABLE\", or set `{key}_file` to the path of a file that holds it"
            ),
            Why::Unreadable { what } => write!(f, "read `{key}` ({origin}): {what}"),
            Why::Ambiguous { other } => write!(
                f,
                "read `{key}` ({origin}): {other} says something else; keep one of the two"
            ),
            Why::Syntax { what } => write!(f, "read {origin}: {what}"),
        }
    }
}

impl std::error::Error for SettingFault {}
