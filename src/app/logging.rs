//! Log lines: JSON for machines, plain for people. Fields carry ids and masked numbers by
//! the names in `telemetry::field`; never a token, a body or a full number.
//!
//! Lines are gathered and written together a few times a second, because a line for each
//! message would otherwise be a visit to the kernel for each message. Warnings and errors
//! are written at once, with everything before them.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::app::settings::{Log, LogFormat};
use crate::telemetry;

const WRITE_EVERY: Duration = Duration::from_millis(200);
/// Gathered lines are written earlier when they are as much as this.
const GATHERED_BYTES_MAX: usize = 64 * 1024;

/// Starts logging to standard error and makes panics one masked line. Call once.
///
/// # Errors
/// When the level cannot be read as a filter such as `info` or `hiwar=debug,warn`, or the
/// operating system refuses a thread.
pub fn start(log: &Log) -> Result<Lines, String> {
    let filter =
        EnvFilter::try_new(&log.level).map_err(|fault| format!("read log.level: {fault}"))?;
    let gathered = Lines::start().map_err(|fault| format!("start logging: {fault}"))?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(gathered.clone());
    let json = match log.format {
        LogFormat::Json => true,
        LogFormat::Text => false,
        LogFormat::Auto => !io::stderr().is_terminal(),
    };
    // only the first start in a process counts; tests share one
    let _ = if json {
        lines.json().flatten_event(true).try_init()
    } else {
        lines.with_ansi(false).try_init()
    };
    std::panic::set_hook(Box::new(|info| {
        tracing::error!("{}", telemetry::panic_line(info));
    }));
    Ok(gathered)
}

/// Lines on their way to standard error. Write them out before the process ends.
#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn start() -> io::Result<Self> {
        let lines = Self::default();
        let gathered = lines.clone();
        let write = move || {
            loop {
                thread::park_timeout(WRITE_EVERY);
                gathered.write_out();
            }
        };
        thread::Builder::new().name("log".into()).spawn(write)?;
        Ok(lines)
    }

    /// Writes what has been gathered. A standard error that is closed loses it.
    pub fn write_out(&self) {
        write_out(&mut self.gathered());
    }

    fn gathered(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write_out(gathered: &mut Vec<u8>) {
    if !gathered.is_empty() {
        let _ = io::stderr().write_all(gathered);
        gathered.clear();
    }
}

/// One line, whole.
pub struct Line<'a> {
    lines: &'a Lines,
    urgent: bool,
}

impl Write for Line<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let mut gathered = self.lines.gathered();
        gathered.extend_from_slice(text);
        if self.urgent || gathered.len() >= GATHERED_BYTES_MAX {
            write_out(&mut gathered);
        }
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line {
            lines: self,
            urgent: true,
        }
    }

    fn make_writer_for(&'a self, meta: &tracing::Metadata<'_>) -> Line<'a> {
        let urgent = *meta.level() <= tracing::Level::WARN;
        Line {
            lines: self,
            urgent,
        }
    }
}
