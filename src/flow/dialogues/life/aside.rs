//! Flows set aside for another, and taken up again.

use super::{OTHER, play, two};

#[test]
fn a_question_waits_while_she_goes_elsewhere() {
    two(
        "allow",
        "> go now
         < A?
         > 1
         < B?
         > other thing
         = trigger:other
         < C?
         > 9
         < got 9
         <~ Let us go on where we stopped.
         > 2
         < 1-2",
    );
}

#[test]
fn nothing_is_kept_that_she_has_not_begun() {
    two(
        "allow",
        "> go now
         < A?
         > other thing
         < C?
         > 9
         < got 9",
    );
}

#[test]
fn the_menu_is_a_way_out_and_back() {
    two(
        "allow",
        "> go now
         < A?
         > 1
         < B?
         > menu
         < Please choose what you need:
         > back
         = command:back
         < B?
         > 2
         < 1-2",
    );
}

#[test]
fn back_in_the_first_question_returns_to_the_one_set_aside() {
    two(
        "allow",
        "> go now
         < A?
         > 1
         < B?
         > other thing
         < C?
         > back
         < B?
         > back
         < A?",
    );
}

#[test]
fn cancel_ends_what_was_set_aside_too() {
    let world = two(
        "allow",
        "> go now
         < A?
         > 1
         < B?
         > other thing
         < C?
         > cancel
         <~ We stopped here",
    );
    let session = world.rehearsal.session;
    assert!(session.place.is_none() && session.paused.is_empty());
    assert_eq!(session.timers, [], "nothing rings for what is over");
}

#[test]
fn the_menu_asks_before_a_flow_is_left_that_minds() {
    for manner in ["confirm", "block"] {
        two(
            manner,
            "> go now
             < A?
             > 1
             < B?
             > menu
             < You have not finished yet. Leave it?
             [] Leave it | Go on
             ># Go on
             < B?
             > menu
             < You have not finished yet. Leave it?
             ># Leave it
             < Please choose what you need:",
        );
    }
}

#[test]
fn silence_ends_a_flow_that_was_set_aside() {
    let world = two(
        "allow",
        "> go now
         < A?
         > 1
         < B?
         > other thing
         < C?
         @ 3h
         = timer:paused:1
         > 9
         < got 9",
    );
    assert!(world.rehearsal.session.place.is_none());
}

const PARENT: &str = r#"flow(#{ id: "parent", triggers: [phrases("go")], slots: #{ a: slot("text") } });
fn start(c) { c.ask("a", "q-a"); return c.run_flow("other", #{ seen: 1 }, "after"); }
fn after(c) { c.say_raw(`${c.slots.a} ${c.outcome}`); return c.done("ok"); }"#;

#[test]
fn a_flow_runs_another_and_reads_its_outcome() {
    play(
        &[("parent.rhai", PARENT), ("other.rhai", OTHER)],
        "> go now
         < A?
         > mine
         < C?
         > back
         < A?
         > yours
         < C?
         > 9
         < got 9
         < yours ok",
    );
}

#[test]
fn a_flow_inside_itself_is_a_mistake() {
    let own = PARENT.replace("\"other\"", "\"parent\"");
    let world = play(
        &[("parent.rhai", own.as_str())],
        "> go now
         < A?
         > mine
         <~ Something went wrong",
    );
    let fault = world.reply.traces[0].fault.clone().expect("a fault");
    assert_eq!(fault.code, "F0305", "{fault:?}");
}

#[test]
fn flows_inside_each_other_have_a_limit() {
    let nested = r#"flow(#{ id: "nested", triggers: [phrases("go")] });
fn start(c) { return c.run_flow("nested2", #{}, "start"); }"#;
    let again = r#"flow(#{ id: "nested2" });
fn start(c) { return c.run_flow("nested3", #{}, "start"); }"#;
    let (third, fourth, fifth) = (
        again
            .replace("nested3", "nested4")
            .replace("nested2", "nested3"),
        again
            .replace("nested3", "nested5")
            .replace("nested2", "nested4"),
        again
            .replace("nested3", "nested")
            .replace("nested2", "nested5"),
    );
    let world = play(
        &[
            ("a.rhai", nested),
            ("b.rhai", again),
            ("c.rhai", &third),
            ("d.rhai", &fourth),
            ("e.rhai", &fifth),
        ],
        "> go now
         <~ Something went wrong",
    );
    let fault = world.reply.traces[0].fault.clone().expect("a fault");
    assert_eq!(fault.code, "F0309", "{fault:?}");
    assert!(world.rehearsal.session.paused.is_empty());
}

#[test]
fn a_question_that_is_come_back_to_is_asked_in_short() {
    let order = r#"flow(#{ id: "form", triggers: [phrases("go")], slots: #{ size: slot("id"), b: slot("int") } });
fn start(c) { c.ask("b", "q-b", #{ kind: int() }); c.choose("size", "q-long", [opt("s"), opt("m")]); c.say_raw("ok"); }"#;
    play(
        &[("form.rhai", order), ("other.rhai", super::OTHER)],
        "> go now
         < B?
         > 1
         < Which of our two sizes would you like?
         > other thing
         < C?
         > 2
         < got 2
         <~ Which size?
         [] Small | Medium size
         > repeat
         < Which of our two sizes would you like?
         > small
         < ok",
    );
}
