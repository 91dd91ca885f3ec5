//! What a script calls and names: functions, options, slots.

mod exits;
mod functions;
mod options;
mod questions;
mod raw_text;
mod slots;

pub(super) use functions::signatures;

use super::Desk;
use crate::flow::Diagnostic;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let checks = [
        functions::check,
        exits::check,
        options::check,
        questions::check,
        slots::check,
        raw_text::check,
    ];
    checks.iter().flat_map(|check| check(desk)).collect()
}
