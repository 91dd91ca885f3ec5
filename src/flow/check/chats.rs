//! Flows that nobody has talked to in a test.

use rhai::Position;

use super::Desk;
use crate::flow::diagnostic::Diagnostic;

/// A flow wants a chat test in every language: `order_status.ar.chat`, or
/// `order_status.late.ar.chat`. Projects without any are not nagged.
pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let chats = &desk.sources.chats;
    let Some(catalog) = desk.catalog.filter(|_| !chats.is_empty()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for read in &desk.flows {
        let stem = read.flow.path.trim_end_matches(".rhai");
        for tag in catalog.tags() {
            let tests = |path: &str| {
                let rest = path
                    .strip_prefix(stem)
                    .and_then(|rest| rest.strip_prefix('.'));
                rest.is_some_and(|rest| format!(".{rest}").ends_with(&format!(".{tag}.chat")))
            };
            if !chats.iter().any(|chat| tests(&chat.path)) {
                let what = format!("no chat test of this flow in `{tag}`");
                let finding = Diagnostic::error("T0701", &read.flow.path, Position::NONE, what);
                let help = format!("write flows/{stem}.{tag}.chat");
                found.push(finding.warning().hint(help));
            }
        }
    }
    found
}
