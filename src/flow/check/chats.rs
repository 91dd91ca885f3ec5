//! Flows that nobody has talked to in a test.

use super::Desk;
use crate::flow::Diagnostic;

pub(super) fn check(_: &Desk<'_>) -> Vec<Diagnostic> {
    Vec::new()
}
