//! What is wrong with what an author wrote, and where.

use crate::locale::LocaleFault;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Publishing is refused.
    Error,
    Warning,
}

impl Level {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One finding. Lines and columns count from 1, columns in characters; 0 is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A code that `hiwar explain` knows: `F0201`.
    pub code: &'static str,
    pub level: Level,
    pub path: String,
    pub line: usize,
    pub column: usize,
    /// One past the last character of what is wrong; `column` where that is not known.
    pub end_column: usize,
    pub message: String,
    pub help: Option<String>,
}

impl Diagnostic {
    pub(in crate::flow) fn error(
        code: &'static str,
        path: &str,
        at: rhai::Position,
        message: impl Into<String>,
    ) -> Self {
        let column = at.position().unwrap_or(0);
        Self {
            code,
            level: Level::Error,
            path: path.into(),
            line: at.line().unwrap_or(0),
            column,
            end_column: column,
            message: message.into(),
            help: None,
        }
    }

    pub(in crate::flow) fn warning(mut self) -> Self {
        self.level = Level::Warning;
        self
    }

    /// What is wrong is `characters` long.
    pub(in crate::flow) fn spanning(mut self, characters: usize) -> Self {
        self.end_column = self.column + characters;
        self
    }

    pub(in crate::flow) fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

impl From<LocaleFault> for Diagnostic {
    fn from(fault: LocaleFault) -> Self {
        Self {
            code: fault.code,
            level: Level::Error,
            path: format!("locales/{}", fault.path),
            line: fault.line,
            column: fault.column,
            end_column: fault.column,
            message: fault.what,
            help: fault.help,
        }
    }
}

/// `did you mean `x`?`, when a known name is near enough to be what was meant.
pub(in crate::flow) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let reach = 1 + wrong.chars().count() / 4;
    let (_, name) = known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= reach)
        .min()?;
    Some(format!("did you mean `{name}`?"))
}
