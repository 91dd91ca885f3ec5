//! The graph for tools.

use serde_json::{Value, json};

use super::{Coverage, Graph, Node};

impl Graph {
    /// `steps` and `edges`; with a coverage, each says whether it was walked.
    #[must_use]
    pub fn json(&self, coverage: Option<&Coverage>) -> Value {
        let step = |step: &String| {
            let mut object = json!({ "id": step });
            if let Some(coverage) = coverage {
                object["walked"] = coverage.step(&self.flow, step).into();
            }
            object
        };
        let edges = self.edges.iter().map(|edge| {
            let (kind, to) = match &edge.to {
                Node::Step(step) => ("step", Some(step)),
                Node::Flow(flow) => ("flow", Some(flow)),
                Node::People(queue) => ("people", Some(queue)),
                Node::End(outcome) => ("end", Some(outcome)),
                Node::Computed => ("computed", None),
            };
            let mut object = json!({
                "from": edge.from,
                "kind": kind,
                "to": to,
                "labels": edge.labels,
                "aside": edge.aside,
            });
            if let Some(coverage) = coverage {
                object["walked"] = coverage.edge(&self.flow, edge).into();
            }
            object
        });
        json!({
            "flow": self.flow,
            "steps": self.steps.iter().map(step).collect::<Vec<_>>(),
            "edges": edges.collect::<Vec<_>>(),
        })
    }
}
