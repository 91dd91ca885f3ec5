//! A person is asked for, comes, or does not.

use super::{play, two};
use crate::domain::{Effect, HandoffEnd, HandoffResult};
use crate::flow::dialogues::world::{World, play_in};

const ASKING: &str = r#"flow(#{ id: "ask", triggers: [phrases("go")], slots: #{ a: slot("text") } });
fn start(c) { c.ask("a", "q-a"); return c.to("agent"); }
fn agent(c) { return c.handoff(#{ wait: "15m", on_nobody: "nobody", on_closed: "closed", on_cancel: "back" }); }
fn nobody(c) { c.say_raw(`nobody ${c.slots.a} ${c.handoff_result.outcome}`); }
fn closed(c) { c.say_raw(`closed ${c.slots.a} ${c.handoff_result.agent}`); }
fn back(c) { c.say_raw(`back ${c.slots.a}`); }"#;

fn asking(table: &str) -> World {
    let world = play(
        &[("ask.rhai", ASKING)],
        "> go now\n < A?\n > mine\n <~ Passing you",
    );
    play_in(world, table)
}

fn ended(world: &World) -> Option<(HandoffEnd, Option<String>)> {
    world.reply.effects.iter().find_map(|effect| match effect {
        Effect::HandoffEnded { how, agent, .. } => Some((*how, agent.clone())),
        _ => None,
    })
}

#[test]
fn nobody_waits_for_ever() {
    let world = asking(
        "@ 15m
         = timer:handoff
         < nobody mine expired
         owner bot",
    );
    assert_eq!(ended(&world), Some((HandoffEnd::Expired, None)));
}

#[test]
fn she_hears_once_whom_she_speaks_with() {
    let world = asking(
        "agent claims
         < You are now chatting with Nora from Noor
         owner agent
         agent says How can I help?
         < How can I help?
         > thanks a lot
         = silent:agent
         agent resolves
         < closed mine Nora
         owner bot
         agent resolves
         = stale",
    );
    assert_eq!(
        world.rehearsal.session.handoff_result,
        Some(HandoffResult {
            agent: Some("Nora".into()),
            outcome: "resolved".into()
        })
    );
}

#[test]
fn who_gives_up_waiting_comes_back_to_the_flow() {
    for word in ["cancel", "menu"] {
        let world = asking(&format!(
            "> {word}
             = back_to_bot
             <~ is cancelled
             < back mine
             owner bot"
        ));
        assert_eq!(ended(&world), Some((HandoffEnd::Cancelled, None)));
        assert_eq!(world.rehearsal.session.timers, []);
    }
}

#[test]
fn who_asked_herself_finds_her_question_again() {
    let begin = "> go now
         < A?
         > 1
         < B?
         > agent
         <~ Passing you";
    for (how, said) in [
        ("agent returns", "<~ The chat with our team has ended"),
        ("> cancel", "<~ is cancelled"),
        ("@ 24h", "<~ nobody of our team"),
    ] {
        two(
            "allow",
            &format!(
                "{begin}
                 {how}
                 {said}
                 <~ Let us go on where we stopped.
                 > 2
                 < 1-2"
            ),
        );
    }
}

#[test]
fn a_colleague_in_the_phone_app_serves_the_request() {
    let world = asking(
        "staff I am here
         owner external
         @ 1h
         > hi
         = silent:external
         @ 12h
         = timer:external
         owner bot",
    );
    assert_eq!(ended(&world), Some((HandoffEnd::Resolved, None)));
}

#[test]
fn who_writes_again_much_later_hears_that_she_still_waits() {
    let begin = "> agent\n <~ Passing you\n > hello?\n <~ Our team has your message";
    two(
        "allow",
        &format!(
            "{begin}
             @ 10m
             > hello?
             = silent:queue
             @ 30m
             > anybody?
             <~ Our team has your message"
        ),
    );
}
