//! What tests walked: counts of steps and of ways, by flow and by language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Edge, Node};

/// What `hiwar test --coverage` writes:
/// `{ "order_status": { "ar": { "steps": { "start": 12 }, "transitions": { "start->show": 3 } } } }`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Coverage(pub BTreeMap<String, BTreeMap<String, Walked>>);

/// How often each was walked; what is not named never was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Walked {
    pub steps: BTreeMap<String, u64>,
    pub transitions: BTreeMap<String, u64>,
}

impl Coverage {
    /// In any language.
    fn any(&self, flow: &str, walked: impl Fn(&Walked) -> Option<&u64>) -> bool {
        let languages = self.0.get(flow).into_iter().flat_map(BTreeMap::values);
        languages.filter_map(walked).any(|count| *count > 0)
    }

    pub(super) fn step(&self, flow: &str, step: &str) -> bool {
        self.any(flow, |walked| walked.steps.get(step))
    }

    pub(super) fn edge(&self, flow: &str, edge: &Edge) -> bool {
        let to = match &edge.to {
            Node::Step(step) => step.clone(),
            Node::Flow(flow) => format!("flow:{flow}"),
            Node::People(_) => "handoff".into(),
            Node::End(outcome) => format!("done:{outcome}"),
            Node::Computed => return false,
        };
        let name = format!("{}->{to}", edge.from);
        self.any(flow, |walked| walked.transitions.get(&name))
    }
}
