//! The report and the versions as people read them on a terminal.

use crate::app::moment;
use crate::domain::{Changed, DeedKind, Policy, Report, Standpoint, Tally, Versions};

pub fn report(report: &Report) -> Vec<String> {
    let mut lines = vec![match &report.current {
        Some(current) if *current == report.bundle => format!("version   {current}, as published"),
        Some(current) => format!("version   {} after {current}", report.bundle),
        None => format!("version   {}, the first one", report.bundle),
    }];
    if let Some(percent) = report.canary_percent {
        lines.push(format!(
            "canary    {percent}% of new conversations begin with it; nobody else is touched"
        ));
    }
    for step in &report.changed {
        let how = match step.how {
            Changed::Changed => "changed",
            Changed::Added => "added",
            Changed::Removed => "removed",
        };
        let place = format!("{}.{}", step.flow, step.step);
        lines.push(format!("{how:9} {place:32} {}", people(step.people)));
    }
    if report.changed.is_empty() && report.current.is_some() {
        lines.push("steps     none has changed".into());
    }
    lines.push(format!(
        "inside    {} people, {} of them in a step that has changed",
        report.people, report.people_in_changed
    ));
    if report.canary_percent.is_none() && report.people > 0 {
        lines.push(format!("policy    {}", policy(report.policy)));
    }
    if report.people_in_older > 0 {
        lines.push(format!(
            "older     {} people are inside still older versions, which this leaves alone",
            report.people_in_older
        ));
    }
    lines
}

fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Finish => "finish: everybody finishes on the version she began with",
        Policy::Move => {
            "move: in unchanged steps they go on with the new version, in changed ones they finish on the old one"
        }
        Policy::Restart => {
            "restart: in unchanged steps they go on with the new version, in changed ones they are asked again at their next message"
        }
        Policy::HandOver => {
            "handoff: in unchanged steps they go on with the new version, in changed ones a person takes over at their next message"
        }
    }
}

fn people(people: Standpoint) -> String {
    let Standpoint { now, aside, later } = people;
    let mut told = vec![format!("{now} people")];
    if aside > 0 {
        told.push(format!("{aside} have set it aside"));
    }
    if later > 0 {
        told.push(format!("{later} come to it later"));
    }
    told.join(", ")
}

pub fn versions(versions: &Versions) -> Vec<String> {
    let mut lines = Vec::new();
    for version in &versions.versions {
        lines.push(format!(
            "{:18} {:20} {} people",
            version.bundle, version.role, version.people
        ));
        for at in &version.steps {
            let place = format!("{}.{}", at.flow, at.step);
            lines.push(format!("    {place:32} {}", people(at.people)));
        }
    }
    if let Some((canary, current)) = versions.tallies {
        lines.push(format!(
            "canary: {}; current: {}",
            tally(canary),
            tally(current)
        ));
    }
    for deed in &versions.history {
        let kind = match deed.kind {
            DeedKind::Published => "published",
            DeedKind::RolledBack => "rolled back to",
            DeedKind::CanaryStarted => "canary of",
            DeedKind::CanaryStopped => "canary stopped",
            DeedKind::CanaryFailed => "canary failed",
            DeedKind::CanaryPromoted => "canary promoted",
        };
        let line = format!("{}  {kind} {} {}", moment(deed.at), deed.bundle, deed.note);
        lines.push(line.trim_end().to_owned());
    }
    if lines.is_empty() {
        lines.push("nothing is published yet".into());
    }
    lines
}

fn tally(tally: Tally) -> String {
    let Tally {
        turns,
        faults,
        fallbacks,
    } = tally;
    format!("{turns} turns, {faults} failed, {fallbacks} not understood")
}
