//! What a command tells whoever called it: data on standard output, talk on standard error,
//! and how it ended. Every line goes out through here: who stops reading (`| head`) has
//! heard enough, and that is no fault.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

/// A line of data.
pub fn say(line: impl Display) {
    print(io::stdout(), line);
}

/// A line of talk.
pub fn note(line: impl Display) {
    print(io::stderr(), line);
}

/// One line on standard error; the message is a fragment that fits after "failed to".
pub fn complain(what: impl Display) {
    note(format_args!("hiwar: failed to {what}"));
}

fn print(mut out: impl Write, line: impl Display) {
    // Nobody is left to be told that nobody reads.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

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
    pub fn because(self, what: impl Display) -> Self {
        complain(what);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_who_has_heard_enough_is_no_fault() {
        print(Closed, "the rest");
    }
}
