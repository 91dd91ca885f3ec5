//! What a publishing means for the people inside, counted before anything is changed.

use crate::domain::{ChangedStep, Finding, Publication, Report, Standpoint, StepPeople};
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
