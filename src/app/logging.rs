//! Log lines: JSON for machines, plain for people. Fields carry ids and masked numbers by
//! the names in `telemetry::field`; never a token, a body or a full number.

use std::io::{self, IsTerminal};

use crate::app::settings::{Log, LogFormat};
use crate::telemetry;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error and makes panics one masked line. Call once.
///
/// # Errors
/// When the level cannot be read as a filter such as `info` or `hiwar=debug,warn`.
pub fn start(log: &Log) -> Result<(), String> {
    let filter =
        EnvFilter::try_new(&log.level).map_err(|fault| format!("read log.level: {fault}"))?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    // only the first start in a process counts; tests share one
    let json = match log.format {
        LogFormat::Json => true,
        LogFormat::Text => false,
        LogFormat::Auto => !io::stderr().is_terminal(),
    };
    let _ = if json {
        lines.json().flatten_event(true).try_init()
    } else {
        lines.with_ansi(false).try_init()
    };
    std::panic::set_hook(Box::new(|info| {
        tracing::error!("{}", telemetry::panic_line(info));
    }));
    Ok(())
}
