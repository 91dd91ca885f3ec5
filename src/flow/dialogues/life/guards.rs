//! What she writes too often, too late, or in too many parts; and what newcomers stumbled
//! over.

use std::time::Duration;

use super::play;
use crate::domain::Content;
use crate::flow::dialogues::world::{World, play_in, script_of};

const PARTS: &str = r#"flow(#{ id: "note", triggers: [phrases("go")] });
fn start(c) { let note = c.ask("note", "q-a", #{ gather: "5s" }); c.say_raw(note); }"#;

#[test]
fn parts_of_an_answer_are_joined() {
    play(
        &[("note.rhai", PARTS)],
        "> go now
         < A?
         > the box came
         = gathered
         > and it was open
         = gathered
         @ 4s
         > all of it
         @ 5s
         = timer:gather + answer:note
         <~ the box came",
    );
}

#[test]
fn a_command_does_not_wait_for_more_parts() {
    let world = play(
        &[("note.rhai", PARTS)],
        "> go now
         < A?
         > the box came
         > cancel
         <~ We stopped here
         @ 10s",
    );
    let session = world.rehearsal.session;
    assert!(session.gathered.is_empty() && session.timers.is_empty());
}

#[test]
fn who_never_tires_is_told_once_and_then_only_recorded() {
    let mut world = World::new(script_of(&[], ""));
    let mut said = Vec::new();
    for _ in 0..200 {
        let reply = world.rehearsal.says("I am a machine");
        said.push(reply.traces[0].matched.clone());
    }
    assert_eq!(said.iter().filter(|rule| *rule == "busy").count(), 1);
    assert_eq!(said.last().map(String::as_str), Some("silent:busy"));
    play_in(
        world,
        "@ 1h
         > menu
         < Please choose what you need:",
    );
}

#[test]
fn a_late_answer_counts_as_the_flow_says() {
    for (late, rule) in [
        ("answer", "answer:a"),
        ("ask", "late:ask"),
        ("log", "late:log"),
    ] {
        let flow = format!(
            "flow(#{{ id: \"l\", triggers: [phrases(\"go\")], late: \"{late}\", late_after: \"10m\" }});
             fn start(c) {{ let a = c.ask(\"a\", \"q-a\"); c.say_raw(a); }}"
        );
        let mut world = play(&[("l.rhai", &flow)], "> go now\n < A?");
        let body = "late one".into();
        let content = Content::Text { body };
        let reply = world.rehearsal.feed_late(content, Duration::from_secs(900));
        assert_eq!(reply.traces[0].matched, rule);
    }
}

#[test]
fn yes_to_a_question_with_options_asks_which() {
    play(
        &[],
        "> where is my order 1001
         <~ Order ORD-1001
         < Is there anything else we can do?
         > yes
         = fallback:1
         <~ Which one would you like?",
    );
}

#[test]
fn an_order_number_is_found_in_a_long_first_sentence() {
    play(
        &[],
        "> hello, I ordered last week, my number is ORD-1001, where is it?
         <~ Order ORD-1001
         < Is there anything else we can do?",
    );
}

#[test]
fn cancelling_an_order_is_no_command_and_keeps_the_number() {
    for sentence in [
        "cancel my order 1001",
        "please I want to cancel my order ORD-1001",
        "ابغى الغي طلبي رقم 1001",
    ] {
        let world = World::new(script_of(&[], ""));
        let mut world = play_in(world, "> menu\n <~ ");
        let reply = world.rehearsal.says(sentence);
        assert_eq!(
            reply.traces[0].matched, "trigger:order_status",
            "{sentence}"
        );
        let slots = &world.rehearsal.session.slots;
        assert_eq!(
            slots.get("order_no"),
            Some(&"ORD-1001".into()),
            "{sentence}"
        );
    }
}

#[test]
fn the_first_hello_says_that_it_is_a_machine_and_only_the_first() {
    play(
        &[],
        "> hello
         <~ automatic service
         < Please choose what you need:
         > cancel
         <~ We stopped here
         > hi
         < Welcome to Noor. How can we help?
         < Please choose what you need:",
    );
}
