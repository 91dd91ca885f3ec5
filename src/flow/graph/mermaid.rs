//! Mermaid flowcharts. Labels stand in quotes, so that they may hold any script.
//! <https://mermaid.js.org/syntax/flowchart.html>

use std::fmt::Write;

use super::{Coverage, Graph, Node};

const ANYWHERE: &str = "anywhere";

impl Graph {
    #[must_use]
    pub fn mermaid(&self, coverage: Option<&Coverage>) -> String {
        let mut out = format!("---\ntitle: {}\n---\nflowchart TD\n", self.flow);
        for step in &self.steps {
            let class = coverage.map_or("", |coverage| {
                if coverage.step(&self.flow, step) {
                    ":::walked"
                } else {
                    ":::untried"
                }
            });
            let id = Node::Step(step.clone()).id();
            let _ = writeln!(out, "    {id}[\"{}\"]{class}", quoted(step));
        }
        for node in self.others() {
            let (open, close) = match node {
                Node::Flow(_) => ("[[", "]]"),
                Node::People(_) => ("{{", "}}"),
                Node::End(_) => ("([", "])"),
                Node::Step(_) | Node::Computed => ("[", "]"),
            };
            let _ = writeln!(
                out,
                "    {}{open}\"{}\"{close}",
                node.id(),
                quoted(&node.title())
            );
        }
        if self.edges.iter().any(|edge| edge.from.is_empty()) {
            let _ = writeln!(out, "    {ANYWHERE}((\"silence\"))");
        }
        let mut colours = String::new();
        for (place, edge) in self.edges.iter().enumerate() {
            let from = if edge.from.is_empty() {
                ANYWHERE.to_owned()
            } else {
                Node::Step(edge.from.clone()).id()
            };
            let dashed = edge.aside || edge.to == Node::Computed;
            let arrow = if dashed { "-.->" } else { "-->" };
            let label = match edge.labels.join(", ") {
                label if label.is_empty() => label,
                label => format!("|\"{}\"|", quoted(&label)),
            };
            let _ = writeln!(out, "    {from} {arrow}{label} {}", edge.to.id());
            let walked = |coverage: &Coverage| coverage.edge(&self.flow, edge);
            if coverage.is_some_and(walked) {
                let _ = writeln!(
                    colours,
                    "    linkStyle {place} stroke:#2e7d32,stroke-width:2px"
                );
            }
        }
        if coverage.is_some() {
            out.push_str("    classDef walked fill:#c8e6c9,stroke:#2e7d32,color:#1b1b1b\n");
            out.push_str("    classDef untried fill:#ffcdd2,stroke:#c62828,color:#1b1b1b\n");
        }
        out.push_str(&colours);
        out
    }
}

fn quoted(text: &str) -> String {
    text.replace('"', "#quot;")
}
