//! DOT, for Graphviz. <https://graphviz.org/doc/info/lang.html>

use std::fmt::Write;

use super::{Coverage, Graph, Node};

impl Graph {
    #[must_use]
    pub fn dot(&self, coverage: Option<&Coverage>) -> String {
        let mut out = format!(
            "digraph {} {{\n    node [shape=box style=filled fillcolor=white]\n",
            quoted(&self.flow)
        );
        for step in &self.steps {
            let colour = coverage.map_or("", |coverage| {
                if coverage.step(&self.flow, step) {
                    " fillcolor=\"#c8e6c9\""
                } else {
                    " fillcolor=\"#ffcdd2\""
                }
            });
            let id = Node::Step(step.clone()).id();
            let _ = writeln!(out, "    {id} [label={}{colour}]", quoted(step));
        }
        for node in self.others() {
            let shape = match node {
                Node::Flow(_) => "box3d",
                Node::People(_) => "hexagon",
                Node::End(_) => "oval",
                Node::Step(_) | Node::Computed => "box",
            };
            let _ = writeln!(
                out,
                "    {} [label={} shape={shape}]",
                node.id(),
                quoted(&node.title())
            );
        }
        if self.edges.iter().any(|edge| edge.from.is_empty()) {
            out.push_str("    anywhere [label=\"silence\" shape=circle]\n");
        }
        for edge in &self.edges {
            let from = if edge.from.is_empty() {
                "anywhere".to_owned()
            } else {
                Node::Step(edge.from.clone()).id()
            };
            let style = if edge.aside || edge.to == Node::Computed {
                "dashed"
            } else {
                "solid"
            };
            let walked = |coverage: &Coverage| coverage.edge(&self.flow, edge);
            let colour = if coverage.is_some_and(walked) {
                " color=\"#2e7d32\""
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "    {from} -> {} [label={} style={style}{colour}]",
                edge.to.id(),
                quoted(&edge.labels.join(", "))
            );
        }
        out + "}\n"
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
