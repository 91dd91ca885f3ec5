//! Where steps lead: to steps and flows that are there, to an end, to a person, past the
//! review before something is written, and out of WhatsApp's service window.

mod circles;
mod flows;
mod people;
mod review;
mod steps;
mod window;

use super::Desk;
use crate::flow::Diagnostic;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let checks = [
        steps::check,
        flows::check,
        circles::check,
        people::check,
        review::check,
        window::check,
    ];
    checks.iter().flat_map(|check| check(desk)).collect()
}
