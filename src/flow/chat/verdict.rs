//! How a chat went.

use super::coverage::Coverage;

/// Where a chat went wrong: its first wrong line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// A code that `hiwar explain` knows: `T0704`.
    pub code: &'static str,
    /// From 1.
    pub line: usize,
    pub what: String,
    /// As lines of a chat.
    pub wanted: Vec<String>,
    pub got: Vec<String>,
    /// What else there is to know: a script's fault, and where.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Verdict {
    pub path: String,
    /// Lines that were played.
    pub lines: usize,
    pub failure: Option<Failure>,
    pub coverage: Coverage,
    /// The rows of the file before the wrong line, the nearest last, with their numbers.
    pub before: Vec<(usize, String)>,
}
