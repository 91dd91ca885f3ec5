//! What would fail on a phone, found at the desk: one check, one file. Nothing is run;
//! scripts are read as their syntax trees, messages as the catalogue sees them.
//!
//! A check speaks only of what it can read: a key or a step that is computed is not
//! judged, one that begins with a literal is judged by its beginning.

mod arguments;
mod calls;
mod flows;
mod functions;
mod locales;
mod messages;
mod options;
mod raw_text;
mod slots;
mod steps;
#[cfg(test)]
mod tests;
mod wording;

use self::calls::Calls;

use super::script::{Flow, Script, Sources, gather};
use super::{Diagnostic, Level};
use crate::locale::Catalog;

/// Everything that a check may look at.
struct Desk<'a> {
    flows: Vec<(&'a Flow, Calls)>,
    /// Ids of all flows.
    ids: Vec<&'a str>,
    /// Otherwise a flow that is not among them may stand in a file with a fault.
    all_flows_read: bool,
    /// Missing while a locale file does not parse.
    catalog: Option<&'a Catalog>,
}

/// Checks a bundle: everything that keeps it from being published, and warnings. In
/// order of place.
#[must_use]
pub fn check(sources: &Sources) -> Vec<Diagnostic> {
    let gathered = gather(sources);
    let flows = gathered.flows.values();
    let desk = Desk {
        flows: flows
            .map(|flow| (flow.as_ref(), Calls::read(&flow.ast)))
            .collect(),
        ids: gathered.flows.keys().map(String::as_str).collect(),
        all_flows_read: gathered.all_flows_read,
        catalog: gathered.catalog.as_ref(),
    };
    let mut found = gathered.faults;
    found.extend(functions::check(&desk));
    found.extend(steps::check(&desk));
    found.extend(flows::check(&desk));
    found.extend(slots::check(&desk));
    found.extend(options::check(&desk));
    found.extend(messages::check(&desk, &gathered.globals));
    found.extend(arguments::check(&desk));
    found.extend(locales::check(&desk));
    found.extend(wording::check(&desk, &gathered.globals));
    found.extend(raw_text::check(&desk));
    found.sort_by(|a, b| {
        let place = |it: &Diagnostic| {
            (
                it.path.clone(),
                it.line,
                it.column,
                it.code,
                it.message.clone(),
            )
        };
        place(a).cmp(&place(b))
    });
    found.dedup();
    found
}

/// Whether a bundle with these findings may be published.
#[must_use]
pub fn passes(found: &[Diagnostic]) -> bool {
    found.iter().all(|finding| finding.level != Level::Error)
}

impl Script {
    /// Every name that a step may call, with what it takes, as the author's guide lists it.
    #[must_use]
    pub fn signatures() -> Vec<String> {
        functions::signatures()
    }
}
