//! What can be wrong with a locale file, and with rendering a message from it.

/// A fault in a locale file, for the author: shown by `hiwar check`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocaleFault {
    pub path: String,
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    /// A code that `hiwar explain` knows: `L0406`.
    pub code: &'static str,
    pub what: String,
    pub help: Option<String>,
}

/// Why a message could not be written. Nothing half-written is ever sent: the caller
/// apologises instead and tells the author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderFault {
    #[error("find message `{key}` for `{tag}`")]
    Missing { tag: String, key: String },
    #[error("write message `{key}`: ${variable} was not given")]
    Variable { key: String, variable: String },
    #[error("write message `{key}`: ${variable} is not a {expected}")]
    Argument {
        key: String,
        variable: String,
        expected: &'static str,
    },
    #[error("write message `{key}`: {what}")]
    Fluent { key: String, what: String },
}
