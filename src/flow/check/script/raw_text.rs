//! Wording inside of scripts: nobody can translate it.

use super::Desk;
use crate::flow::diagnostic::Diagnostic;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        let raw = read.calls.verb("say_raw");
        found.extend(raw.map(|call| {
            let what = "text outside of the locale files";
            let finding = Diagnostic::error("L0412", &read.flow.path, call.at, what).warning();
            let help = "put it into locales/*/ and say it by its key";
            finding.spanning("say_raw".len()).hint(help)
        }));
    }
    found
}
