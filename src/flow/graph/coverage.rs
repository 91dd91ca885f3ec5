//! What tests walked: counts of steps and of transitions, by flow, in one language or more.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `{ "order_status": { "steps": { "start": 12 }, "transitions": { "start->show": 3 } } }`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Coverage(pub BTreeMap<String, Walked>);

/// How often each was walked; what is not named never was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Walked {
    pub steps: BTreeMap<String, u64>,
    /// `from->to`.
    pub transitions: BTreeMap<String, u64>,
}

impl Coverage {
    pub(super) fn step(&self, flow: &str, step: &str) -> bool {
        let walked = self.0.get(flow).and_then(|walked| walked.steps.get(step));
        walked.is_some_and(|count| *count > 0)
    }

    pub(super) fn transition(&self, flow: &str, from: &str, to: &str) -> bool {
        let name = format!("{from}->{to}");
        let walked = self
            .0
            .get(flow)
            .and_then(|walked| walked.transitions.get(&name));
        walked.is_some_and(|count| *count > 0)
    }
}
