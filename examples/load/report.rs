//! Medians, percentiles and the table.

use std::fmt;

use crate::drive::{Pace, Run};
use crate::subject::Kind;

/// Percentiles in microseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spread {
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
}

impl Spread {
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<_> = values.collect();
        values.sort_by(f64::total_cmp);
        let at = |percent: usize| {
            let place = (values.len() * percent / 100).min(values.len().saturating_sub(1));
            values.get(place).copied().unwrap_or_default()
        };
        Self {
            p50: at(50),
            p95: at(95),
            p99: at(99),
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |us: f64| us / 1e3;
        write!(
            f,
            "{:7.2} {:7.2} {:7.2}",
            ms(self.p50),
            ms(self.p95),
            ms(self.p99)
        )
    }
}

impl Run {
    pub fn line(&self) -> String {
        let pace = match self.pace {
            Pace::Closed => "closed".to_owned(),
            Pace::PerSecond(rate) => format!("{rate:.0}/s"),
        };
        let line = format!(
            "{:6} {:5} {pace:>8} {:9.0} |{} |{} | {:6.1} {:6.1}",
            format!("{:?}", self.kind),
            self.conversations,
            self.per_second,
            self.ack,
            if self.kind.replies() && self.pace == Pace::Closed {
                self.reply.to_string()
            } else {
                format!("{:>23}", "-")
            },
            self.processor_us,
            self.memory_mb,
        );
        match self.missing + self.extra {
            0 => line,
            _ => format!(
                "{line}  {} REPLIES MISSING, {} TOO MANY",
                self.missing, self.extra
            ),
        }
    }
}

/// All runs, and what they come to.
#[derive(Default)]
pub struct Table {
    runs: Vec<Run>,
}

impl Table {
    pub fn add(&mut self, run: Run) {
        self.runs.push(run);
    }

    pub fn throughput(&self, kind: Kind, conversations: usize) -> Option<f64> {
        self.median(kind, conversations, false, |run| run.per_second)
    }

    fn median(
        &self,
        kind: Kind,
        conversations: usize,
        paced: bool,
        of: fn(&Run) -> f64,
    ) -> Option<f64> {
        let mut values: Vec<_> = self
            .runs
            .iter()
            .filter(|run| run.kind == kind && run.conversations == conversations)
            .filter(|run| (run.pace != Pace::Closed) == paced)
            .map(of)
            .collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    }

    /// One line of the comparison with a limit, when both were measured.
    fn ratio(&self, f: &mut fmt::Formatter<'_>, row: &Row) -> fmt::Result {
        let engine = self.median(Kind::Engine, row.conversations, row.paced, row.of);
        let limit = self.median(row.against, row.conversations, row.paced, row.of);
        let (Some(engine), Some(limit)) = (engine, limit) else {
            return Ok(());
        };
        let (what, against) = (row.what, format!("{:?}", row.against));
        let ratio = engine / limit;
        let (first, last) = (row.first, row.last);
        writeln!(
            f,
            "| {what} | {:.1} | {against} {:.1} | {ratio:.2} x | {first} | {last} |",
            engine / row.unit,
            limit / row.unit
        )
    }
}

struct Row {
    what: &'static str,
    conversations: usize,
    paced: bool,
    against: Kind,
    of: fn(&Run) -> f64,
    unit: f64,
    first: &'static str,
    last: &'static str,
}

const ROWS: &[Row] = &[
    Row {
        what: "messages/s, 64 conversations",
        conversations: 64,
        paced: false,
        against: Kind::L3,
        of: |run| run.per_second,
        unit: 1.0,
        first: "0.30",
        last: "0.5",
    },
    Row {
        what: "reply p50, 1 conversation (ms)",
        conversations: 1,
        paced: false,
        against: Kind::L3,
        of: |run| run.reply.p50,
        unit: 1e3,
        first: "3",
        last: "2",
    },
    Row {
        what: "ack p99 at half of that load (ms)",
        conversations: 64,
        paced: true,
        against: Kind::L2,
        of: |run| run.ack.p99,
        unit: 1e3,
        first: "2",
        last: "1.3",
    },
    Row {
        what: "CPU per message, 64 conversations (us)",
        conversations: 64,
        paced: false,
        against: Kind::L3,
        of: |run| run.processor_us,
        unit: 1.0,
        first: "4",
        last: "2.5",
    },
];

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| figure | engine | limit | ratio | first goal | to end |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|")?;
        for row in ROWS {
            self.ratio(f, row)?;
        }
        for (what, of) in [
            (
                "RSS under load, 64 conversations (MB)",
                (|run| run.memory_mb) as fn(&Run) -> f64,
            ),
            ("start on an empty store (ms)", |run| run.ready_ms),
        ] {
            if let Some(value) = self.median(Kind::Engine, 64, false, of) {
                writeln!(f, "| {what} | {value:.0} | | | | |")?;
            }
        }
        let (missing, extra) = self.runs.iter().fold((0, 0), |(missing, extra), run| {
            (missing + run.missing, extra + run.extra)
        });
        writeln!(f, "\nreplies missing {missing}, too many {extra}")?;
        writeln!(
            f,
            "columns above: conversations, pace, messages/s | ack p50 p95 p99 ms | reply p50 p95 p99 ms | CPU us/message, RSS MB"
        )
    }
}
