//! Flows as pictures: steps and the ways between them, for people and for tools. Drawn
//! from outlines; nothing is run. With a coverage, what tests walked is coloured.

mod coverage;
mod dot;
mod json;
mod label;
mod mermaid;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use coverage::Coverage;

use super::outline::{self, Calls, Kind, Target};
use super::script::{Flow, Sources, gather};
use super::{Diagnostic, Level};

/// One flow, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    pub flow: String,
    pub steps: Vec<String>,
    pub edges: Vec<Edge>,
}

/// A way from a step; several occasions of one way are one edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Empty: from anywhere in the flow.
    pub from: String,
    pub to: Node,
    pub labels: Vec<String>,
    /// Not the customer's choice: a wrong answer too many, silence, a reminder.
    pub aside: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    Step(String),
    Flow(String),
    People(String),
    End(String),
    /// Worked out by the script when it runs.
    Computed,
}

/// Every flow of a bundle, by id.
///
/// # Errors
/// What keeps the bundle from being read.
pub fn graphs(sources: &Sources) -> Result<Vec<Graph>, Vec<Diagnostic>> {
    let gathered = gather(sources);
    if gathered
        .faults
        .iter()
        .any(|fault| fault.level == Level::Error)
    {
        return Err(gathered.faults);
    }
    let flows = gathered.flows.values();
    Ok(flows
        .map(|flow| {
            let file = sources.flows.iter().find(|file| file.path == flow.path);
            graph(flow, file.map_or("", |file| &file.text))
        })
        .collect())
}

fn graph(flow: &Flow, source: &str) -> Graph {
    let calls = Calls::read(&flow.ast);
    let mut edges: BTreeMap<(String, Node, bool), Vec<String>> = BTreeMap::new();
    for way in outline::ways(flow, &calls) {
        let label = match &way.option {
            Some(option) => option.clone(),
            None => match way.kind {
                Kind::Goes => label::before(source, way.at).unwrap_or_default(),
                Kind::Again => "again".into(),
                Kind::Returns => "returns".into(),
                Kind::Expires => "on_expire".into(),
                Kind::Fails | Kind::TimesOut | Kind::Reminds | Kind::AfterPeople => String::new(),
            },
        };
        let aside = match way.kind {
            Kind::Goes | Kind::Returns => false,
            Kind::Again
            | Kind::Fails
            | Kind::TimesOut
            | Kind::Expires
            | Kind::Reminds
            | Kind::AfterPeople => true,
        };
        let to = match way.to {
            Target::Step(step) => Node::Step(step),
            Target::Flow(flow) => Node::Flow(flow),
            Target::People(queue) => Node::People(queue),
            Target::End(outcome) => Node::End(outcome),
            Target::Unknown => Node::Computed,
        };
        let labels = edges.entry((way.from, to, aside)).or_default();
        if !label.is_empty() && !labels.contains(&label) {
            labels.push(label);
        }
    }
    let led = |step: &str| {
        step == "start"
            || edges
                .keys()
                .any(|(from, to, _)| from == step || *to == Node::Step(step.into()))
    };
    let steps = flow
        .steps
        .keys()
        .filter(|step| led(step))
        .cloned()
        .collect();
    let edges = edges.into_iter();
    Graph {
        flow: flow.manifest.id.clone(),
        steps,
        edges: edges
            .map(|((from, to, aside), labels)| Edge {
                from,
                to,
                labels,
                aside,
            })
            .collect(),
    }
}

impl Node {
    /// As a reader knows it.
    fn title(&self) -> String {
        match self {
            Self::Step(step) => step.clone(),
            Self::Flow(flow) => format!("flow {flow}"),
            Self::People(queue) if queue.is_empty() => "a person".into(),
            Self::People(queue) => format!("people: {queue}"),
            Self::End(outcome) if outcome.is_empty() => "end".into(),
            Self::End(outcome) => format!("end: {outcome}"),
            Self::Computed => "worked out when it runs".into(),
        }
    }

    /// A name that every tool takes: `step_start`.
    fn id(&self) -> String {
        let (kind, name) = match self {
            Self::Step(step) => ("step", step.as_str()),
            Self::Flow(flow) => ("flow", flow.as_str()),
            Self::People(queue) => ("people", queue.as_str()),
            Self::End(outcome) => ("end", outcome.as_str()),
            Self::Computed => ("computed", ""),
        };
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        format!("{kind}_{}", name.chars().map(plain).collect::<String>())
    }
}

impl Graph {
    /// Everything that edges lead to beside steps.
    fn others(&self) -> Vec<&Node> {
        let mut others: Vec<&Node> = self.edges.iter().map(|edge| &edge.to).collect();
        others.retain(|node| !matches!(node, Node::Step(_)));
        others.sort();
        others.dedup();
        others
    }
}
