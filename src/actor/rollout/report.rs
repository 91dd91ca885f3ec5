//! What operators are told: what a publishing means for the people inside, counted before
//! anything is changed, and the versions there are.

use crate::domain::{
    ChangedStep, Finding, Publication, Report, Standpoint, StepPeople, VersionLine,
};
use crate::flow::{Diagnostic, changes};
use crate::store::Inside;

use super::edition::Edition;

pub(super) fn findings(found: &[Diagnostic]) -> Vec<Finding> {
    let told = found.iter().map(|one| Finding {
        code: one.code.into(),
        level: one.level.word().into(),
        path: one.path.clone(),
        line: one.line,
        column: one.column,
        message: one.message.clone(),
        help: one.help.clone(),
    });
    told.collect()
}

/// Fills in what follows from replacing `old` by `new`.
pub(super) fn people(
    report: &mut Report,
    publication: &Publication,
    (old, new): (&Edition, &Edition),
    inside: &Inside,
) {
    let left = old.bundle();
    let here = |flow: &str, step: &str| {
        let of = |at: &&StepPeople| at.bundle == left && at.flow == flow && at.step == step;
        inside.steps.iter().find(of).map(|at| at.people)
    };
    let changed = changes(&old.prints, &new.prints).into_iter();
    report.changed = changed
        .map(|(flow, step, how)| ChangedStep {
            people: here(&flow, &step).unwrap_or_default(),
            flow,
            step,
            how,
        })
        .collect();
    let count = |people: &Standpoint| people.now;
    report.people_in_changed = report.changed.iter().map(|step| count(&step.people)).sum();
    report.people = inside.people.get(left).copied().unwrap_or_default();
    let older = publication.superseded.iter().map(|(old, _)| old);
    let older = older.filter(|id| *id != new.bundle());
    report.people_in_older = older.filter_map(|id| inside.people.get(id)).sum();
}

/// A version as it is shown.
pub(super) fn line(bundle: String, publication: &Publication, inside: &Inside) -> VersionLine {
    let superseded = publication.superseded.iter();
    let mut superseded = superseded.filter(|(old, _)| *old == bundle);
    let canary = publication.canary.as_ref();
    let role = if publication.current == bundle {
        "current".into()
    } else if let Some(canary) = canary.filter(|canary| canary.bundle == bundle) {
        format!("canary: {}%", canary.percent)
    } else if let Some((_, policy)) = superseded.next() {
        format!("superseded: {}", policy.word())
    } else {
        "kept".into()
    };
    let steps = inside.steps.iter().filter(|at| at.bundle == bundle);
    VersionLine {
        role,
        people: inside.people.get(&bundle).copied().unwrap_or_default(),
        steps: steps.cloned().collect(),
        bundle,
    }
}

/// The order in which versions are shown.
pub(super) fn rank(role: &str) -> u8 {
    match role.split(':').next() {
        Some("current") => 0,
        Some("canary") => 1,
        Some(_) | None => 2,
    }
}
