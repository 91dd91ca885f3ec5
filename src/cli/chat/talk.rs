//! Line in, answer out, until the end.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::command::{Command, HELP};
use super::show::{self, Show};
use crate::cli::exit::{note, say};
use crate::domain::Phone;
use crate::flow::chat::{Chat, Front, Live, Turned, shown};

/// Why the talk ended.
pub enum End {
    Quit,
    Fault(String),
    /// Somebody begins anew.
    Again(Box<Chat>),
    /// The files are read again; this is what has happened so far.
    Reload(String),
}

pub struct Talk {
    show: Show,
    record: Option<PathBuf>,
    /// A person types.
    prompts: bool,
    greeted: bool,
}

impl Talk {
    pub fn new(show: Show, record: Option<PathBuf>) -> Self {
        Self {
            show,
            record,
            prompts: io::stdin().is_terminal(),
            greeted: false,
        }
    }

    /// Shows what has happened, and goes on from there.
    pub fn until_the_end(&mut self, mut live: Live<'_>, so_far: &[Turned]) -> End {
        if self.prompts && !self.greeted {
            note(
                "Write as the customer would; /help lists commands. With much Arabic, `hiwar dev` is prettier.",
            );
        }
        self.greeted = true;
        for turned in so_far {
            self.echo(&turned.line);
            self.show.turned(turned, &live);
        }
        let mut typed = String::new();
        loop {
            self.prompt();
            typed.clear();
            match io::stdin().lock().read_line(&mut typed) {
                Ok(0) => return End::Quit,
                Ok(_) => {}
                Err(fault) => return End::Fault(format!("read what was typed: {fault}")),
            }
            let line = typed.trim();
            if line.is_empty() {
                continue;
            }
            if !self.prompts {
                self.echo(&format!("you> {line}"));
            }
            if let Some(end) = self.obey(line, &mut live) {
                return end;
            }
            if let Some(path) = &self.record
                && let Err(fault) = save(path, &live)
            {
                return End::Fault(fault);
            }
        }
    }

    fn obey(&mut self, line: &str, live: &mut Live<'_>) -> Option<End> {
        match Command::read(line, live.offers()) {
            Command::Happens(line) => self.happens(&line, live),
            Command::Timeout => match live.next_timer() {
                Some(wait) => self.happens(&wait, live),
                None => note("no timer is armed"),
            },
            Command::As(number) => match Phone::from_provider(&number) {
                Some(from) => {
                    let mut front = live.front();
                    front.from = from;
                    return Some(again(front));
                }
                None => note("expected a number such as +966500000001"),
            },
            Command::Lang(tag) if matches!(tag.as_str(), "ar" | "en") => {
                let mut front = live.front();
                front.lang = Some(tag);
                return Some(again(front));
            }
            Command::Lang(_) => note("expected ar or en"),
            Command::Restart => return Some(again(live.front())),
            Command::Reload => return Some(End::Reload(live.text())),
            Command::State => show::state(live),
            Command::Vars => {
                for (name, value) in &live.session().slots {
                    say(self.show.ordered(&format!("{name} = {}", shown(value))));
                }
            }
            Command::Trace => self.show.trace = !self.show.trace,
            Command::Json => self.show.json = !self.show.json,
            Command::Save(file) if file.is_empty() => note("expected a file: /save x.chat"),
            Command::Save(file) => match save(Path::new(&file), live) {
                Ok(()) => note(format_args!("written: {file}")),
                Err(fault) => note(format_args!("failed to {fault}")),
            },
            Command::Help => note(HELP),
            Command::Unknown(name) => note(format_args!("no command `/{name}`; /help lists them")),
            Command::Quit => return Some(End::Quit),
        }
        None
    }

    fn happens(&self, line: &str, live: &mut Live<'_>) {
        match live.happens(line) {
            Ok(turned) => self.show.turned(&turned, live),
            Err(fault) => note(fault),
        }
    }

    fn echo(&self, line: &str) {
        if !line.is_empty() {
            say(self.show.ordered(line));
        }
    }

    fn prompt(&self) {
        if self.prompts {
            let mut out = io::stdout();
            // Nobody is left to be asked.
            let _ = write!(out, "you> ").and_then(|()| out.flush());
        }
    }
}

fn again(front: Front) -> End {
    End::Again(Box::new(Chat::blank("chat", front)))
}

fn save(path: &Path, live: &Live<'_>) -> Result<(), String> {
    fs::write(path, live.text()).map_err(|fault| format!("write {}: {fault}", path.display()))
}
