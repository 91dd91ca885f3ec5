//! How a command ended, for whoever called it.

use std::process::ExitCode;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Ok,
    /// Mistakes were found in what was checked.
    Findings,
    /// The command line itself is wrong.
    Usage,
    /// Settings, a port, a directory: something here is not as it must be.
    Environment,
    /// Something elsewhere did not answer, or refused.
    Remote,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Ok => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Environment => 3,
            Exit::Remote => 4,
        })
    }
}

impl Exit {
    /// Says what failed on standard error.
    #[must_use]
    pub fn because(self, what: impl std::fmt::Display) -> Self {
        complain(what);
        self
    }
}

/// One line on standard error; the message is a fragment that fits after "failed to".
pub fn complain(what: impl std::fmt::Display) {
    eprintln!("hiwar: failed to {what}");
}
