//! Publishing again: on an author's machine when a file was saved, elsewhere when the process
//! is told to (SIGHUP). What does not pass the check is told and changes nothing.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tokio::signal::unix::{SignalKind, signal};
use tokio::time::MissedTickBehavior;

use crate::app::publishing::{Offer, Press, PressFault};
use crate::app::sources;
use crate::domain::{Finding, Policy, Report};
use crate::http::sim::SimState;
use crate::telemetry::{Metrics, field};

/// How often the folders are looked at: a save is followed when two looks in a row agree.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// When the folders are read again.
#[derive(Debug, Clone, Copy)]
pub enum Follow {
    /// When the process is told to; who is inside a flow finishes it.
    Signal,
    /// When a file was saved; everybody goes on with the new text at once. Its author is
    /// told how it went.
    Saves(fn(&str)),
}

/// Publishes what the folders hold, again and again.
pub struct Keeper {
    pub flows: Option<PathBuf>,
    pub locales: Option<PathBuf>,
    pub presses: Vec<Press>,
    pub metrics: Metrics,
    /// The simulator, which shows what is wrong.
    pub sim: Option<SimState>,
    pub follow: Follow,
}

impl Keeper {
    /// Runs until it is dropped.
    pub async fn keep(self) {
        match self.follow {
            Follow::Signal => self.on_signals().await,
            Follow::Saves(_) => self.on_saves().await,
        }
    }

    async fn on_signals(&self) {
        let Ok(mut hangup) = signal(SignalKind::hangup()) else {
            tracing::warn!("SIGHUP cannot be heard: publish over the API");
            return;
        };
        while hangup.recv().await.is_some() {
            self.publish(Some(Policy::Finish)).await;
        }
    }

    async fn on_saves(&self) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut published, mut last) = (self.look().await, Vec::new());
        loop {
            looks.tick().await;
            let now = self.look().await;
            if now != published && now == last {
                published.clone_from(&now);
                self.publish(None).await;
            }
            last = now;
        }
    }

    /// Every file with the moment it was written and its size.
    async fn look(&self) -> Vec<(PathBuf, SystemTime, u64)> {
        let roots: Vec<_> = self.flows.iter().chain(&self.locales).cloned().collect();
        let look = move || {
            let mut found = Vec::new();
            for root in &roots {
                stamps(root, &mut found);
            }
            found.sort();
            found
        };
        tokio::task::spawn_blocking(look).await.unwrap_or_default()
    }

    async fn publish(&self, policy: Option<Policy>) {
        let (flows, locales) = (self.flows.clone(), self.locales.clone());
        let read = move || sources::read(flows.as_deref(), locales.as_deref());
        let read = tokio::task::spawn_blocking(read).await;
        let read = read.map_err(|fault| fault.to_string());
        let texts = match read.and_then(|read| read.map_err(|fault| fault.to_string())) {
            Ok(sources) => sources.texts(),
            Err(fault) => return self.failed(&fault, &[]),
        };
        for press in &self.presses {
            let offer = Offer {
                policy,
                ..Offer::default()
            };
            match press.publish(texts.clone(), offer).await {
                Ok(report) => self.went_well(&report),
                Err(PressFault::Refused(found)) => {
                    return self.failed("pass the check", &found);
                }
                Err(fault) => return self.failed(&fault.to_string(), &[]),
            }
        }
        self.metrics.reloaded(true);
        if let Some(sim) = &self.sim {
            sim.faulty(Vec::new());
        }
    }

    fn went_well(&self, report: &Report) {
        let (tenant, bundle) = (&report.tenant, &report.bundle);
        let (changed, people) = (report.changed.len(), report.people);
        match self.follow {
            Follow::Signal => tracing::info!(
                { field::TENANT } = tenant,
                bundle,
                changed,
                people,
                "the flows were read again and published"
            ),
            Follow::Saves(tell) => tell(&format!("reloaded {bundle}: {changed} steps changed")),
        }
    }

    /// The old version lives on.
    fn failed(&self, what: &str, found: &[Finding]) {
        self.metrics.reloaded(false);
        let errors = found.iter().filter(|found| found.is_error());
        let mut lines: Vec<_> = errors.map(Finding::short).collect();
        if lines.is_empty() {
            lines.push(format!("failed to {what}"));
        }
        match self.follow {
            Follow::Signal => {
                for line in &lines {
                    tracing::error!("the flows were not published, the old ones go on: {line}");
                }
            }
            Follow::Saves(tell) => {
                for line in &lines {
                    tell(line);
                }
                tell("not reloaded: the flows as they were go on");
            }
        }
        if let Some(sim) = &self.sim {
            sim.faulty(lines);
        }
    }
}

/// Files below a folder. What cannot be read is told when it is published.
fn stamps(folder: &Path, found: &mut Vec<(PathBuf, SystemTime, u64)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, Ok(meta)) = (entry.path(), entry.metadata()) else {
            continue;
        };
        if meta.is_dir() {
            stamps(&path, found);
        } else if let Ok(written) = meta.modified() {
            found.push((path, written, meta.len()));
        }
    }
}
