//! Wording inside of scripts: nobody can translate it.

use super::Desk;
use crate::flow::diagnostic::Diagnostic;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (flow, calls) in &desk.flows {
        let raw = calls.verb("say_raw");
        found.extend(raw.map(|call| {
            let what = "text outside of the locale files";
            let finding = Diagnostic::error("L0412", &flow.path, call.at, what).warning();
            let help = "put it into locales/*/ and say it by its key".to_owned();
            finding.spanning("say_raw".len()).help(Some(help))
        }));
    }
    found
}
