//! `c.locale = "fr"` where no locale files speak it. Rhai finds out when it is set.

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = desk.catalog else {
        return Vec::new();
    };
    let tags = catalog.tags();
    let mut found = Vec::new();
    for read in &desk.flows {
        let chosen = read.calls.languages.iter();
        let strange = chosen.filter(|(tag, _)| !tags.contains(&tag.as_str()));
        found.extend(strange.map(|(tag, at)| {
            let what = format!("there are no locale files of `{tag}`");
            let finding = Diagnostic::error("F0310", &read.flow.path, *at, what).quoting(tag);
            match nearest_name(tag, tags.iter().copied()) {
                None => finding.hint(format!("there are {}", tags.join(", "))),
                near => finding.meant_quoted(near),
            }
        }));
    }
    found
}
