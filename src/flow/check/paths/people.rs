//! Flows that a customer cannot leave for a person. WhatsApp's Business Messaging Policy
//! asks of automated chats that people can be reached from them.

use super::Desk;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::Target;
use crate::flow::script::Action;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    if desk.globals.doing(&Action::Agent).is_some() {
        return Vec::new();
    }
    let alone = desk.flows.iter().filter(|read| {
        let mut ways = read.ways.iter();
        !ways.any(|way| matches!(way.to, Target::People(_)))
    });
    let findings = alone.map(|read| {
        let what = format!("no way leads from `{}` to a person", read.flow.manifest.id);
        let help =
            "hand over with `c.handoff(…)`, or let globals.rhai have a command `engine:agent`";
        let mut lines = desk.source(read.flow).lines();
        let line = lines.position(|line| line.starts_with("flow("));
        let line = line.and_then(|line| u16::try_from(line + 1).ok());
        let at = rhai::Position::new(line.unwrap_or(1), 1);
        let finding = Diagnostic::error("F0206", &read.flow.path, at, what);
        finding.warning().spanning("flow".len()).hint(help)
    });
    findings.collect()
}
