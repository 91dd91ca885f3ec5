//! What is wrong with what an author wrote, and where.

use crate::locale::{self, LocaleFault};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Publishing is refused.
    Error,
    Warning,
    /// Good to know; nothing has to be done.
    Info,
}

impl Level {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What could stand there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// In place of everything between the columns of the finding.
    pub text: String,
    /// Whether a tool may put it in unasked.
    pub sure: bool,
}

/// One finding. Lines and columns count from 1, columns in characters; 0 is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A code that `hiwar explain` knows: `F0201`.
    pub code: &'static str,
    pub level: Level,
    pub path: String,
    /// What is wrong ends on the line that it begins on.
    pub line: usize,
    pub column: usize,
    /// One past the last character of what is wrong; `column` where that is not known.
    pub end_column: usize,
    pub message: String,
    pub help: Option<String>,
    pub suggestion: Option<Suggestion>,
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
            suggestion: None,
        }
    }

    /// A warning in a locale file.
    pub(in crate::flow) fn wording(
        code: &'static str,
        at: &locale::Position,
        characters: usize,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            level: Level::Warning,
            path: format!("locales/{}", at.path),
            line: at.line,
            column: at.column,
            end_column: at.column + characters,
            message: message.into(),
            help: None,
            suggestion: None,
        }
    }

    pub(in crate::flow) fn warning(mut self) -> Self {
        self.level = Level::Warning;
        self
    }

    pub(in crate::flow) fn info(mut self) -> Self {
        self.level = Level::Info;
        self
    }

    /// What is wrong is `characters` long.
    pub(in crate::flow) fn spanning(mut self, characters: usize) -> Self {
        self.end_column = self.column + characters;
        self
    }

    /// What is wrong is this text in quotes.
    pub(in crate::flow) fn quoting(self, text: &str) -> Self {
        self.spanning(text.chars().count() + 2)
    }

    pub(in crate::flow) fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    pub(in crate::flow) fn hint(self, help: impl Into<String>) -> Self {
        self.help(Some(help.into()))
    }

    /// The name that was meant, instead of the name that was written.
    pub(in crate::flow) fn meant(self, name: Option<&str>) -> Self {
        let text = name.map(String::from);
        self.likely(name, text)
    }

    /// The same for a name in quotes.
    pub(in crate::flow) fn meant_quoted(self, name: Option<&str>) -> Self {
        self.likely(name, name.map(|name| format!("\"{name}\"")))
    }

    fn likely(mut self, name: Option<&str>, text: Option<String>) -> Self {
        self.help = name.map(did_you_mean);
        self.suggestion = text.map(|text| Suggestion { text, sure: false });
        self
    }

    /// What has to stand there instead.
    pub(in crate::flow) fn instead(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help = Some(format!("write `{text}`"));
        self.suggestion = Some(Suggestion { text, sure: true });
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
            suggestion: None,
        }
    }
}

/// `did you mean `x`?`, when a known name is near enough to be what was meant.
pub(in crate::flow) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest_name(wrong, known).map(did_you_mean)
}

/// The known name that is near enough to be what was meant.
pub(in crate::flow) fn nearest_name<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let reach = 1 + wrong.chars().count() / 4;
    let (_, name) = known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= reach)
        .min()?;
    Some(name)
}

/// Whether two names differ by so many slips of a finger at most.
pub(in crate::flow) fn differ_by(one: &str, other: &str, slips: usize) -> bool {
    strsim::damerau_levenshtein(one, other) <= slips
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}
