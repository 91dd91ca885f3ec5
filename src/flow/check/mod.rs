//! What would fail on a phone, found at the desk: one check, one file. Nothing is run;
//! scripts are read as their outlines, messages as the catalogue sees them.
//!
//! A check speaks only of what it can read: a key or a step that is computed is not
//! judged, one that begins with a literal is judged by its beginning.

mod allowed;
mod chats;
mod paths;
mod script;
mod tenant;
#[cfg(test)]
mod tests;
mod words;

use super::outline::{Calls, Way, ways};
use super::script::{Flow, Globals, Lib, Script, Sources, Trigger, gather};
use super::{Diagnostic, Level};
use crate::domain::Tenant;
use crate::locale::Catalog;

/// Everything that a check may look at.
struct Desk<'a> {
    sources: &'a Sources,
    tenant: Option<&'a Tenant>,
    flows: Vec<Read<'a>>,
    /// Libraries with what they call.
    libs: Vec<(&'a Lib, Calls)>,
    /// Ids of all flows.
    ids: Vec<&'a str>,
    /// Otherwise a flow that is not among them may stand in a file with a fault.
    all_flows_read: bool,
    globals: &'a Globals,
    /// Missing while a locale file does not parse.
    catalog: Option<&'a Catalog>,
}

/// A flow with its outline.
struct Read<'a> {
    flow: &'a Flow,
    calls: Calls,
    ways: Vec<Way>,
}

/// Checks a bundle: everything that keeps it from being published, and warnings. In
/// order of place. With a tenant, also what only its configuration knows: operations,
/// templates, queues.
#[must_use]
pub fn check(sources: &Sources, tenant: Option<&Tenant>) -> Vec<Diagnostic> {
    let gathered = gather(sources);
    let flows = gathered.flows.values().map(|flow| {
        let calls = Calls::read(&flow.ast);
        let ways = ways(flow, &calls);
        Read { flow, calls, ways }
    });
    let libs = gathered.shelf.libs.values();
    let desk = Desk {
        sources,
        tenant,
        flows: flows.collect(),
        libs: libs.map(|lib| (lib, Calls::read(&lib.ast))).collect(),
        ids: gathered.flows.keys().map(String::as_str).collect(),
        all_flows_read: gathered.all_flows_read,
        globals: &gathered.globals,
        catalog: gathered.catalog.as_ref(),
    };
    let mut found = gathered.faults.clone();
    found.extend(script::check(&desk));
    found.extend(paths::check(&desk));
    found.extend(words::check(&desk));
    found.extend(tenant::check(&desk));
    found.extend(chats::check(&desk));
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found.dedup();
    allowed::apply(&desk, found)
}

fn order(it: &Diagnostic) -> (&str, usize, usize, &str, &str) {
    (&it.path, it.line, it.column, it.code, &it.message)
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
        script::signatures()
    }
}

impl Desk<'_> {
    fn source(&self, flow: &Flow) -> &str {
        let flows = &self.sources.flows;
        let file = flows.iter().find(|file| file.path == flow.path);
        file.map_or("", |file| &file.text)
    }

    /// Keys of messages that hold what people say and not what they are told.
    fn phrases(&self) -> Vec<&str> {
        let commands = self.globals.commands.iter();
        let mut keys: Vec<&str> = commands.map(|it| it.phrases.as_str()).collect();
        let flows = self.flows.iter();
        let triggers = flows.flat_map(|read| &read.flow.manifest.triggers);
        keys.extend(triggers.filter_map(|trigger| match trigger {
            Trigger::Phrases(key) => Some(key.as_str()),
            Trigger::OrderNo | Trigger::Button(_) | Trigger::TemplateReply { .. } => None,
        }));
        keys
    }
}
