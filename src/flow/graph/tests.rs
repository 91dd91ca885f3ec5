//! What is drawn of a flow with every kind of way.

use super::{Coverage, Graph, Node, graphs};
use crate::flow::SourceFile;
use crate::flow::dialogues::sources;

const FLOW: &str = r#"flow(#{ id: "test", triggers: [phrases("order-status-triggers")], expire: "1h", on_expire: "quiet" });
fn start(c) {
    let pick = c.choose("next", "order-what-next", [opt("another"), opt("agent")], #{
        timeout: "5m", on_timeout: "quiet", on_fail: "person",
    });
    return switch pick {
        "another" => { c.forget("next"); c.to("more") },
        "طلب" | "agent" => c.to("person"),
        _ => c.done("served"),
    };
}
fn more(c) {
    let next = "star" + "t";
    if c.locale == "ar" { return c.to_flow("main_menu"); }
    return c.to(next);
}
fn person(c) { return c.handoff(#{ queue: "orders" }); }
fn quiet(c) { return c.again(2, "person"); }
"#;

fn drawn() -> Graph {
    let mut sources = sources();
    let (path, text) = ("test.rhai".into(), FLOW.into());
    sources.flows.push(SourceFile { path, text });
    let mut graphs = graphs(&sources).expect("readable");
    let place = graphs.iter().position(|graph| graph.flow == "test");
    graphs.remove(place.expect("drawn"))
}

#[test]
fn every_way_is_an_edge_with_what_leads_to_it() {
    let graph = drawn();
    assert_eq!(graph.steps, ["more", "person", "quiet", "start"]);
    let step = |name: &str| Node::Step(name.into());
    for (from, to, labels, aside) in [
        ("", step("quiet"), vec!["on_expire"], true),
        ("start", step("quiet"), vec!["on_timeout"], true),
        ("start", step("person"), vec!["on_fail"], true),
        ("start", step("person"), vec!["طلب, agent"], false),
        ("start", step("more"), vec!["another"], false),
        (
            "start",
            Node::End("served".into()),
            vec!["otherwise"],
            false,
        ),
        ("more", Node::Computed, vec![], false),
        ("more", Node::Flow("main_menu".into()), vec![], false),
        ("person", Node::People("orders".into()), vec![], false),
        ("quiet", step("quiet"), vec!["again"], true),
        ("quiet", step("person"), vec![], false),
    ] {
        let found = graph
            .edges
            .iter()
            .find(|edge| edge.from == from && edge.to == to && edge.aside == aside);
        let found = found.unwrap_or_else(|| panic!("{from} to {to:?}: {:#?}", graph.edges));
        assert_eq!(found.labels, labels, "{from} to {to:?}");
    }
    assert_eq!(graph.edges.len(), 11);
}

#[test]
fn mermaid_quotes_arabic_and_dashes_what_is_not_chosen() {
    let drawn = drawn().mermaid(None);
    for line in [
        "    step_start -->|\"طلب, agent\"| step_person",
        "    step_start -.->|\"on_timeout\"| step_quiet",
        "    step_more -.-> computed_",
        "    people_orders{{\"people: orders\"}}",
        "    flow_main_menu[[\"flow main_menu\"]]",
    ] {
        assert!(drawn.lines().any(|it| it == line), "{line} in\n{drawn}");
    }
}

#[test]
fn a_coverage_colours_what_was_walked_and_what_was_not() {
    let text = r#"{ "test": { "ar": { "steps": { "start": 3, "more": 0 }, "transitions": { "start->more": 1 } } } }"#;
    let coverage: Coverage = serde_json::from_str(text).expect("a coverage");
    let graph = drawn();
    let mermaid = graph.mermaid(Some(&coverage));
    assert!(
        mermaid.contains("step_start[\"start\"]:::walked"),
        "{mermaid}"
    );
    assert!(
        mermaid.contains("step_more[\"more\"]:::untried"),
        "{mermaid}"
    );
    assert_eq!(mermaid.matches("linkStyle").count(), 1, "{mermaid}");
    let dot = graph.dot(Some(&coverage));
    assert!(
        dot.contains("step_start [label=\"start\" fillcolor=\"#c8e6c9\"]"),
        "{dot}"
    );
    let json = graph.json(Some(&coverage));
    let walked = json["edges"].as_array().expect("edges").iter();
    assert_eq!(walked.filter(|edge| edge["walked"] == true).count(), 1);
}

#[test]
fn what_ships_can_be_drawn() {
    let graphs = graphs(&sources()).expect("readable");
    for graph in graphs {
        assert!(!graph.edges.is_empty(), "{}", graph.flow);
        assert!(
            graph.edges.iter().all(|edge| edge.to != Node::Computed),
            "{}",
            graph.flow
        );
    }
}
