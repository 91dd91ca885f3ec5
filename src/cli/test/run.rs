//! Reads the chats, plays them on threads of their own, and says how it went.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use clap::{Args, ValueEnum};

use super::report;
use crate::app::rehearsal::{RehearsalFault, Stage};
use crate::app::{given, sources};
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;
use crate::cli::{Exit, report as diagnostics};
use crate::flow::chat::{self, Chat, Coverage, Failure, Stand, Verdict};
use crate::flow::{Diagnostic, SCRIPT_STACK_BYTES, SourceFile};

/// Of `--coverage` without a file: shown, and written nowhere.
const SHOWN: &str = "-";

#[derive(Debug, Args)]
pub struct Arguments {
    /// Only chats with this in their path
    filter: Option<String>,
    /// Folder of the flows and their chats [default: flows/, or what is in the program]
    #[arg(long, value_name = "DIR")]
    flows: Option<PathBuf>,
    /// Folder of the locales [default: locales/, or what is in the program]
    #[arg(long, value_name = "DIR")]
    locales: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write what is said into the chats: their `<` and `[]` lines, and no others
    #[arg(long, conflicts_with = "fail_fast")]
    bless: bool,
    /// Stop at the first chat that fails
    #[arg(long)]
    fail_fast: bool,
    /// Threads [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Show which steps were walked through; with a file, write it there for `hiwar graph`
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = SHOWN)]
    coverage: Option<PathBuf>,
    /// Fail when a flow has fewer of its steps covered, in any language, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    cover_min: Option<u8>,
    #[command(flatten)]
    given: SettingsArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The first wrong line of each chat, with what was said instead
    Human,
    /// One object a line
    Json,
    /// For build servers
    Junit,
    /// Test Anything Protocol
    Tap,
}

/// Languages that every flow is held against.
const LANGUAGES: [&str; 2] = ["ar", "en"];

pub fn run(arguments: &Arguments) -> Exit {
    if arguments.bless && given::variable("CI").is_some_and(|ci| ci != "false") {
        return Exit::Usage.because("bless: a build server must not (CI is set)");
    }
    let stage = match stage(arguments) {
        Ok(stage) => stage,
        Err(exit) => return exit,
    };
    let (chats, faults) = read(&stage, arguments.filter.as_deref());
    if !faults.is_empty() {
        note(diagnostics::human(&faults, &stage.sources, false).trim_end());
        return Exit::Findings;
    }
    if chats.is_empty() {
        return Exit::Usage.because("find a chat: none has such a path");
    }
    if arguments.bless {
        return bless(
            &stage,
            &chats,
            folder(arguments.flows.as_ref(), "flows").as_deref(),
        );
    }
    let verdicts = play_all(&stage.stand(), &chats, arguments);
    conclude(arguments, &stage, &verdicts)
}

fn stage(arguments: &Arguments) -> Result<Stage, Exit> {
    let settings = arguments
        .given
        .load(&[("tenant.*.provider", "sandbox".into())])?;
    let flows = folder(arguments.flows.as_ref(), "flows").or(settings.flows.path.clone());
    let locales = folder(arguments.locales.as_ref(), "locales").or(settings.locales.path.clone());
    let sources = sources::read(flows.as_deref(), locales.as_deref())
        .map_err(|fault| Exit::Environment.because(fault))?;
    match Stage::set(&settings, sources.clone()) {
        Ok(stage) => Ok(stage),
        Err(RehearsalFault::Flows(found)) => {
            note(diagnostics::human(&found, &sources, false).trim_end());
            Err(Exit::Findings)
        }
        Err(fault) => Err(Exit::Environment.because(fault)),
    }
}

/// The folder that was named, or the one that lies here.
fn folder(given: Option<&PathBuf>, here: &str) -> Option<PathBuf> {
    let here = PathBuf::from(here);
    given.cloned().or_else(|| here.is_dir().then_some(here))
}

fn read(stage: &Stage, filter: Option<&str>) -> (Vec<Chat>, Vec<Diagnostic>) {
    let (mut chats, mut faults) = (Vec::new(), Vec::new());
    for file in &stage.sources.chats {
        if filter.is_none_or(|filter| file.path.contains(filter)) {
            match chat::read(file) {
                Ok(chat) => chats.push(chat),
                Err(found) => faults.extend(found),
            }
        }
    }
    (chats, faults)
}

/// Plays them side by side; verdicts come in the order of the chats.
fn play_all(stand: &Stand<'_>, chats: &[Chat], arguments: &Arguments) -> Vec<Verdict> {
    let processors = || thread::available_parallelism().ok();
    let jobs = arguments.jobs.or_else(processors);
    let jobs = jobs.map_or(1, NonZeroUsize::get).min(chats.len());
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let played = Mutex::new(Vec::with_capacity(chats.len()));
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(chat) = chats.get(at) else { break };
            let verdict = chat::play(stand, chat);
            let failed = verdict.failure.is_some();
            stop.fetch_or(failed && arguments.fail_fast, Ordering::Relaxed);
            let mut played = played.lock().unwrap_or_else(PoisonError::into_inner);
            played.push((at, verdict));
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            let thread = thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
            if thread.spawn_scoped(scope, work).is_err() {
                note("a thread could not be started; the others go on");
            }
        }
    });
    let mut played = played.into_inner().unwrap_or_else(PoisonError::into_inner);
    played.sort_by_key(|(at, _)| *at);
    played.into_iter().map(|(_, verdict)| verdict).collect()
}

fn conclude(arguments: &Arguments, stage: &Stage, verdicts: &[Verdict]) -> Exit {
    let text = match arguments.format {
        Format::Human => report::human(verdicts),
        Format::Json => report::json(verdicts),
        Format::Junit => report::junit(verdicts),
        Format::Tap => report::tap(verdicts),
    };
    if !text.is_empty() {
        say(text.trim_end());
    }
    let failed = verdicts.iter().filter(|one| one.failure.is_some()).count();
    let lines: usize = verdicts.iter().map(|verdict| verdict.lines).sum();
    note(format_args!(
        "{} chats, {lines} lines: {failed} failed",
        verdicts.len()
    ));
    let mut coverage = Coverage::default();
    for verdict in verdicts {
        coverage.merge(&verdict.coverage);
    }
    let thin = match cover(arguments, stage, &coverage) {
        Ok(thin) => thin,
        Err(exit) => return exit,
    };
    if failed > 0 || thin {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

/// Shows and writes the coverage that was asked for. Returns whether it is too thin.
fn cover(arguments: &Arguments, stage: &Stage, coverage: &Coverage) -> Result<bool, Exit> {
    let shares = coverage.shares(&stage.script, &LANGUAGES);
    if let Some(file) = &arguments.coverage {
        note(report::shares(&shares).trim_end());
        if file.as_os_str() != SHOWN {
            fs::write(file, report::coverage(coverage)).map_err(|fault| {
                Exit::Environment.because(format!("write {}: {fault}", file.display()))
            })?;
        }
    }
    let Some(wanted) = arguments.cover_min.map(usize::from) else {
        return Ok(false);
    };
    let thin: Vec<_> = shares.iter().filter(|one| one.percent() < wanted).collect();
    for share in &thin {
        note(format_args!(
            "{} in {}: {}% of its steps are covered, {wanted}% are wanted; never entered: {}",
            share.flow,
            share.language,
            share.percent(),
            share.missing.join(", ")
        ));
    }
    Ok(!thin.is_empty())
}

fn bless(stage: &Stage, chats: &[Chat], flows: Option<&Path>) -> Exit {
    let Some(flows) = flows else {
        return Exit::Usage.because("bless: what is in the program cannot be written");
    };
    let stand = stage.stand();
    let write = || {
        let mut failed = false;
        for chat in chats {
            failed |= !bless_one(&stand, chat, flows)?;
        }
        Ok(failed)
    };
    let on_script_thread = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
        let writing = thread.spawn_scoped(scope, write);
        let fault = |fault: std::io::Error| format!("start a thread: {fault}");
        let crashed = |_| Err("go on: a chat has crashed".to_owned());
        writing.map_err(fault)?.join().unwrap_or_else(crashed)
    });
    match on_script_thread {
        Ok(false) => Exit::Ok,
        Ok(true) => Exit::Findings,
        Err(fault) => Exit::Environment.because(fault),
    }
}

/// Writes what is said into one chat. Returns whether it passes now; where the script fails
/// it stays as it is.
fn bless_one(stand: &Stand<'_>, chat: &Chat, flows: &Path) -> Result<bool, String> {
    let path: &Path = &flows.join(&chat.path);
    let text = match chat::bless(stand, chat) {
        Ok(text) => text,
        Err(failure) => {
            let Failure { code, line, .. } = failure;
            let what = std::iter::once(failure.what).chain(failure.notes);
            let what = what.collect::<Vec<_>>().join("; ");
            note(format_args!(
                "not blessed {}:{line}: [{code}] {what}",
                path.display()
            ));
            return Ok(false);
        }
    };
    let changed = fs::read_to_string(path).unwrap_or_default() != text;
    if changed {
        fs::write(path, &text).map_err(|fault| format!("write {}: {fault}", path.display()))?;
    }
    let file = SourceFile {
        path: chat.path.clone(),
        text,
    };
    let verdict = chat::read(&file).map(|chat| chat::play(stand, &chat));
    let passes = matches!(&verdict, Ok(Verdict { failure: None, .. }));
    match verdict {
        Ok(_) if passes && changed => note(format_args!("blessed {}", path.display())),
        Ok(_) if passes => {}
        Ok(verdict) => {
            note(format_args!("{} still fails:", path.display()));
            note(report::human(&[verdict]).trim_end());
        }
        Err(_) => note(format_args!("{} cannot be read any more", path.display())),
    }
    Ok(passes)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    #[test]
    fn coverage_is_shown_with_or_without_a_file() {
        for (line, file) in [
            (&["test", "--coverage"][..], SHOWN),
            (&["test", "--coverage", "walked.json"], "walked.json"),
        ] {
            let line = Line::try_parse_from(line).expect("a good line");
            assert_eq!(line.arguments.coverage.as_deref(), Some(Path::new(file)));
        }
    }
}
