//! The journal: what was done is not done again, and what was remembered comes back.

use super::world::{NOW, World, cast, play_in, script, script_with};
use crate::domain::{
    CallAnswer, Carry, Content, ConversationId, Effect, InboundMessage, InboxSeq, Input, MessageId,
    NumberId, Owner, Pending, Session, TurnId, Value,
};
use crate::flow::{Scene, Script, give_up, turn};
use std::sync::Arc;

const MESSAGES: &str = "go = go now\nqa = A?\nqb = B?\nqc = C?\n";

fn flow(steps: &str) -> Arc<Script> {
    let head =
        "flow(#{ id: \"test\", triggers: [phrases(\"go\")], slots: #{ kept: slot(\"text\") } });\n";
    script_with(&format!("{head}{steps}"), MESSAGES)
}

fn play(steps: &str, table: &str) -> World {
    play_in(World::new(flow(steps)), table)
}

#[test]
fn what_was_said_is_not_said_again() {
    play(
        "fn start(c) { c.say_raw(\"hello\"); let a = c.ask(\"a\", \"qa\"); c.mark(\"m\"); let b = c.ask(\"b\", \"qb\"); c.say_raw(`${a}${b}`); }",
        "> go now
         < hello
         < A?
         > x1
         < B?
         > y2
         < x1y2",
    );
}

#[test]
fn a_skipped_question_is_journaled_so_that_clearing_its_slot_does_not_diverge() {
    play(
        "fn start(c) { c.set(\"kept\", \"old\"); return c.to(\"form\"); }
         fn form(c) {
             let a = c.ask(\"kept\", \"qa\");
             let b = c.ask(\"b\", \"qb\");
             c.forget(\"kept\");
             let again = c.ask(\"kept\", \"qa\");
             let d = c.ask(\"d\", \"qc\");
             c.say_raw(`${a} ${b} ${again} ${d}`);
         }",
        "> go now
         < B?
         > two
         < A?
         > new
         < C?
         > four
         < old two new four",
    );
}

#[test]
fn a_replay_starts_from_the_memory_of_the_first_run() {
    play(
        "fn start(c) {
             if c.slots.kept == () { c.say_raw(\"empty\"); }
             c.set(\"kept\", \"full\");
             c.ask(\"a\", \"qa\");
             c.ask(\"b\", \"qb\");
             c.say_raw(c.slots.kept);
         }",
        "> go now
         < empty
         < A?
         > x1
         < B?
         > y2
         < full",
    );
}

#[test]
fn what_differs_between_runs_is_read_once() {
    play(
        "fn start(c) {
             let before = c.now();
             let tag = c.locale;
             if c.flag(\"on\") { c.ask(\"a\", \"qa\", #{ kind: int() }); }
             c.say_raw(`${before == c.now()} ${tag} ${c.flag(\"off\")}`);
         }",
        "> go now
         < A?
         @ 5m
         > English
         <~ Switched to English
         < A?
         > 7
         < false en false",
    );
}

#[test]
fn undeclared_slots_last_one_visit_and_declared_ones_the_flow() {
    play(
        "fn start(c) { c.set(\"kept\", \"yes\"); c.set(\"loose\", \"no\"); return c.to(\"next\"); }
         fn next(c) { c.say_raw(`${\"kept\" in c.slots} ${\"loose\" in c.slots}`); }",
        "> go now\n < true false",
    );
}

#[test]
fn back_drops_the_last_answer_of_the_step() {
    play(
        "fn start(c) { let a = c.ask(\"a\", \"qa\"); let b = c.ask(\"b\", \"qb\"); c.say_raw(`${a}${b}`); }",
        "> go now
         < A?
         > wrong
         < B?
         > back
         = command:back
         < A?
         > x1
         < B?
         > y2
         < x1y2",
    );
}

#[test]
fn again_counts_only_in_a_row() {
    play(
        "fn start(c) { c.ask(\"a\", \"qa\"); return c.again(1, \"other\"); }
         fn other(c) { c.say_raw(\"other\"); }",
        "> go now
         < A?
         > x1
         < A?
         > x2
         < other",
    );
}

#[test]
fn an_edited_step_begins_again_with_a_word_and_what_is_declared_stays() {
    let before = "fn start(c) { c.set(\"kept\", \"v\"); return c.to(\"form\"); }
                  fn form(c) { c.ask(\"a\", \"qa\"); c.ask(\"b\", \"qb\"); }";
    let after = "fn start(c) { }
                 fn form(c) { c.ask(\"b\", \"qb\"); c.say_raw(`end ${c.slots.kept}`); }";
    let mut world = World::new(flow(before));
    world = play_in(world, "> go now\n < A?\n > x1\n < B?");
    world.rehearsal.reload(flow(after));
    play_in(
        world,
        "> y2
         < We updated this service while you were here, so we ask once more.
         < B?
         > y3
         < end v",
    );
}

#[test]
fn the_same_input_gives_the_same_turn() {
    let script = script();
    let cast = cast("966501234567");
    let run = || {
        let mut session = Session::default();
        let mut all = Vec::new();
        for (seq, text) in ["where is my order", "agent?", "1001", "menu", "stop it"]
            .iter()
            .enumerate()
        {
            let message = InboundMessage {
                id: MessageId::new("m"),
                number: NumberId::new("n"),
                from: cast.contact.address.clone(),
                profile_name: None,
                at: NOW,
                content: Content::Text {
                    body: (*text).into(),
                },
                context: None,
                referral: None,
            };
            let scene = Scene {
                tenant: &cast.tenant,
                contact: &cast.contact,
                turn: TurnId {
                    conversation: ConversationId([7; 16]),
                    seq: InboxSeq(seq as u64),
                },
                style: &cast.style,
                carry: Carry::Keep,
            };
            let done = turn(
                &script,
                &scene,
                &session,
                &Input::Message(Box::new(message)),
                NOW,
            );
            session = done.session.clone();
            all.push(done);
        }
        all
    };
    let (first, second) = (run(), run());
    assert_eq!(first, second);
    for done in &first {
        let ids = done.effects.iter().filter_map(|effect| match effect {
            Effect::Say { id, .. } => Some(id.index),
            Effect::Call(request) => Some(request.id.index),
            _ => None,
        });
        let ids: Vec<_> = ids.collect();
        let expected: Vec<_> = (0..).take(ids.len()).collect();
        assert_eq!(ids, expected);
    }
}

#[test]
fn a_bundle_is_named_by_its_bytes() {
    let mut sources = super::world::sources();
    let first = super::world::compile(&sources).bundle().to_owned();
    assert_eq!(first.len(), 16);
    sources.flows.reverse();
    assert_eq!(super::world::compile(&sources).bundle(), first);
    sources.flows[0].text.push('\n');
    assert_ne!(super::world::compile(&sources).bundle(), first);
}

#[test]
fn an_answer_that_had_to_be_given_up_is_waited_for_no_longer() {
    let waiting = play_in(
        World::new(script()),
        "shop slow
         > where is my order 1001",
    );
    let mut session = waiting.rehearsal.session;
    let Some(Pending::Call { call, .. }) = session.pending else {
        unreachable!("{:?}", session.pending);
    };
    let answer = CallAnswer {
        ok: false,
        status: 0,
        body: Value::Null,
        error: None,
    };
    let (cast, script) = (cast("966501234567"), script());
    let scene = Scene {
        tenant: &cast.tenant,
        contact: &cast.contact,
        turn: call.turn,
        style: &cast.style,
        carry: Carry::Keep,
    };
    let lost = Input::CallAnswered { call, answer };
    let given_up = give_up(&script, &scene, &session, &lost, NOW);
    assert!(given_up.apology.is_some(), "she is told");
    assert_eq!(given_up.session.pending, None);

    let other = Input::StaffEcho { text: None };
    let given_up = give_up(&script, &scene, &session, &other, NOW);
    assert_eq!(given_up.session, session, "nothing else was lost");
    session.owner = Owner::External;
    let given_up = give_up(&script, &scene, &session, &lost, NOW);
    assert_eq!(given_up.apology, None, "nobody speaks over a person");
}
