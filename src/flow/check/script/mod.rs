//! What a script calls and names: functions, options, slots.

mod answers;
mod exits;
mod fields;
mod functions;
mod kinds;
mod languages;
mod options;
mod questions;
mod raw_text;
mod slots;
mod triggers;

pub(super) use functions::signatures;

use super::Desk;
use crate::flow::Diagnostic;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let checks = [
        functions::check,
        answers::check,
        exits::check,
        fields::check,
        kinds::check,
        languages::check,
        options::check,
        questions::check,
        slots::check,
        triggers::check,
        raw_text::check,
    ];
    checks.iter().flat_map(|check| check(desk)).collect()
}
