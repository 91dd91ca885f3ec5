//! What operators are told of a publishing, before it and after it, and of the versions
//! there are. The same words as JSON from a server and on a terminal.

use serde::{Deserialize, Serialize};

use super::{Canary, Deed, Policy, Tally};

/// What a publishing means for the people who are inside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub tenant: String,
    /// The version offered, and the one it follows.
    pub bundle: String,
    pub current: Option<String>,
    pub policy: Policy,
    /// Set: it is for this share of new conversations only.
    pub canary_percent: Option<u8>,
    /// Nothing was changed: this is what would happen.
    pub dry_run: bool,
    pub findings: Vec<Finding>,
    pub changed: Vec<ChangedStep>,
    /// Conversations inside the version that is followed.
    pub people: usize,
    /// Of them, how many stand in a step that has changed.
    pub people_in_changed: usize,
    /// Conversations inside still older versions: this publishing leaves them alone.
    pub people_in_older: usize,
    pub forgotten: Vec<String>,
}

/// Something that the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub code: String,
    /// `error` or `warning`.
    pub level: String,
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
    pub help: Option<String>,
}

impl Finding {
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.level == "error"
    }

    /// `path:line:column: level[code]: message`, which editors understand.
    #[must_use]
    pub fn short(&self) -> String {
        let Self {
            code,
            level,
            path,
            line,
            column,
            message,
            ..
        } = self;
        let folder = if path.is_empty() || path.starts_with("locales/") {
            ""
        } else {
            "flows/"
        };
        format!("{folder}{path}:{line}:{column}: {level}[{code}]: {message}")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    Changed,
    Added,
    Removed,
}

/// A step that is not the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedStep {
    pub flow: String,
    pub step: String,
    pub how: Changed,
    /// Who stands in it, has set it aside, or is to enter it later.
    pub people: Standpoint,
}

/// How many are in one place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standpoint {
    pub now: usize,
    pub aside: usize,
    pub later: usize,
}

/// How many are in one step of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPeople {
    pub bundle: String,
    pub flow: String,
    pub step: String,
    pub people: Standpoint,
}

/// The versions of a tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    pub tenant: String,
    pub versions: Vec<VersionLine>,
    pub canary: Option<Canary>,
    /// What became of the canary's turns and of the current version's meanwhile; none while
    /// no server runs.
    pub tallies: Option<(Tally, Tally)>,
    pub history: Vec<Deed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    pub bundle: String,
    /// `current`, `canary`, `former`, `superseded: finish` …
    pub role: String,
    /// Conversations inside.
    pub people: usize,
    pub steps: Vec<StepPeople>,
}
