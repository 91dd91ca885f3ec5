//! What a line expects, held against what was said and done, and the verdict.

use super::claim::{Claim, Facts};
use super::coverage::Coverage;
use super::line::{Expected, Line};
use super::play::{Player, Step};
use super::said::{lines_of, plain, titles};

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

impl Player<'_> {
    pub fn says(&mut self, expected: &Expected, line: &Line) -> Step {
        let Some(unread) = self.unread.pop_front() else {
            let mut failure = self.failed("T0705", "nothing more was said");
            failure.wanted = self.rows_of(line);
            return Err(failure);
        };
        if unread.withheld.is_none() && expected.fits(&unread.message) {
            self.read = Some(unread.message);
            return Ok(());
        }
        let mut failure = self.failed("T0704", "something else was said");
        if let Some(why) = unread.withheld {
            failure.code = "T0707";
            failure.what = withheld(why);
        }
        failure.wanted = self.rows_of(line);
        failure.got = lines_of(&unread.message);
        Err(failure)
    }

    pub fn offers(&mut self, wanted: &[String], line: &Line) -> Step {
        let found = self.read.as_ref().map(titles).unwrap_or_default();
        let wanted: Vec<_> = wanted.iter().map(|title| plain(title)).collect();
        if found == wanted {
            return Ok(());
        }
        let mut failure = self.failed("T0704", "something else can be tapped");
        failure.wanted = self.rows_of(line);
        failure.got = vec![format!("[] {}", found.join(" | ")).trim_end().to_owned()];
        Err(failure)
    }

    pub fn claims(&mut self, claim: &Claim, line: &Line) -> Step {
        let found = match claim {
            Claim::Withheld(why) => self.is_withheld(why.as_deref()),
            Claim::Step(_)
            | Claim::Slot(..)
            | Claim::Outcome(_)
            | Claim::Owner(_)
            | Claim::Event(_)
            | Claim::Mark(_)
            | Claim::Timer(..)
            | Claim::NoTimer(_)
            | Claim::OptIn(_)
            | Claim::OptOut(_)
            | Claim::Call(_)
            | Claim::NoCall
            | Claim::NoSend
            | Claim::Fault(_)
            | Claim::Rule(_)
            | Claim::Lang(_) => claim.holds(&self.facts()),
        };
        if matches!(claim, Claim::Fault(_)) && found.is_ok() {
            self.fault_open = false;
        }
        found.map_err(|got| {
            let mut failure = self.failed("T0706", "this is not so");
            failure.wanted = self.rows_of(line);
            failure.got = got;
            failure
        })
    }

    fn is_withheld(&mut self, wanted: Option<&str>) -> Result<(), Vec<String>> {
        let Some(unread) = self.unread.pop_front() else {
            return Err(vec!["nothing more was said".into()]);
        };
        match unread.withheld {
            Some(why) if wanted.is_none_or(|wanted| wanted == why) => Ok(()),
            Some(why) => Err(vec![format!("= withheld {why}")]),
            None => Err(lines_of(&unread.message)),
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            session: &self.rehearsal.session,
            now: self.rehearsal.now,
            language: self.language(),
            effects: &self.since.effects,
            calls: &self.since.calls,
            traces: &self.since.traces,
            sent: self.since.said.len() - self.since.withheld.len(),
        }
    }

    pub fn covers(&self, wanted: u8) -> Step {
        let Some(flow) = &self.chat.front.flow else {
            return Err(self.failed("T0710", "the head names no flow to be covered"));
        };
        let share = self.coverage.in_any_language(self.stand.script, flow);
        if share.percent() >= usize::from(wanted) {
            return Ok(());
        }
        let what = format!("{}% of the steps of `{flow}` are covered", share.percent());
        let mut failure = self.failed("T0710", what);
        failure.notes = vec![format!("never entered: {}", share.missing.join(", "))];
        Err(failure)
    }

    /// Before something new happens, all that was said must have been spoken of.
    pub fn nothing_left(&mut self) -> Step {
        if self.fault_open {
            return Err(self.failed("T0711", "the script failed"));
        }
        let Some(unread) = self.unread.pop_front() else {
            return Ok(());
        };
        let mut failure = match unread.withheld {
            Some(why) => self.failed("T0707", withheld(why)),
            None => self.failed("T0705", "nobody expected this"),
        };
        failure.got = lines_of(&unread.message);
        Err(failure)
    }

    pub fn failed(&self, code: &'static str, what: impl Into<String>) -> Failure {
        let faults = self.since.traces.iter().filter_map(|t| t.fault.as_ref());
        let notes = faults.map(|fault| {
            let place = format!("{}:{} (step {})", fault.file, fault.line, fault.step);
            format!(
                "the script failed: [{}] {} at {place}",
                fault.code, fault.what
            )
        });
        Failure {
            code,
            line: self.last_line,
            what: what.into(),
            wanted: Vec::new(),
            got: Vec::new(),
            notes: notes.collect(),
        }
    }

    /// The line as written.
    fn rows_of(&self, line: &Line) -> Vec<String> {
        let rows = self.chat.rows.iter().skip(line.number - 1).take(line.rows);
        rows.map(|row| row.trim().to_owned()).collect()
    }
}

fn withheld(why: &str) -> String {
    match why {
        "window_closed" => {
            "withheld: a day after her last message only a template may be sent".into()
        }
        why => format!("withheld: {why}"),
    }
}
