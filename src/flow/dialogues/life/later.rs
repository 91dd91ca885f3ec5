//! Reminders and pauses.

use super::{FORM, MESSAGES, OTHER, play};
use crate::flow::dialogues::world::{World, play_in, script_of};

const REMINDING: &str = r#"flow(#{ id: "rem", triggers: [phrases("other")], slots: #{ a: slot("text") } });
fn start(c) { c.ask("a", "q-c"); c.remind("nudge", #{ after: "20m", step: "nudge" }); return c.done("ok"); }
fn nudge(c) { c.say_raw(`again ${c.slots.a}`); return c.done("nudged"); }"#;

fn reminding(table: &str) -> World {
    let form = FORM.replace("MANNER", "allow");
    play(&[("form.rhai", &form), ("rem.rhai", REMINDING)], table)
}

#[test]
fn a_reminder_outlives_its_flow_and_knows_what_it_knew() {
    reminding(
        "> other thing
         < C?
         > 9
         @ 20m
         = timer:remind:nudge
         < again 9
         @ 20m",
    );
}

#[test]
fn a_reminder_leaves_the_running_flow_as_it_was() {
    let world = reminding(
        "> other thing
         < C?
         > 9
         > go now
         < A?
         > 1
         < B?",
    );
    let before = world.rehearsal.session.clone();
    let world = play_in(
        world,
        "@ 20m
         = timer:remind:nudge
         < again 9",
    );
    let after = &world.rehearsal.session;
    assert_eq!(
        (&after.place, &after.pending, &after.journal, &after.slots),
        (
            &before.place,
            &before.pending,
            &before.journal,
            &before.slots
        )
    );
    assert_eq!(after.reminders, [].into());
    play_in(
        world,
        "> 2
         < 1-2",
    );
}

#[test]
fn a_reminder_waits_while_a_person_speaks() {
    reminding(
        "> other thing
         < C?
         > 9
         staff hello
         @ 20m
         = timer:remind:nudge
         @ 11h
         @ 2h
         < again 9",
    );
}

#[test]
fn a_reminder_waits_while_a_version_without_its_step_is_spoken() {
    let mut world = reminding(
        "> other thing
         < C?
         > 9",
    );
    let form = FORM.replace("MANNER", "allow");
    let without = REMINDING
        .replace("fn nudge", "fn poke")
        .replace("step: \"nudge\"", "step: \"poke\"");
    let files = [("form.rhai", form.as_str()), ("rem.rhai", &without)];
    world.rehearsal.reload(script_of(&files, MESSAGES));
    let world = play_in(
        world,
        "> go now
         < A?
         > 1
         < B?
         @ 20m
         = timer:remind:nudge",
    );
    assert!(world.rehearsal.session.reminders.contains_key("nudge"));
}

#[test]
fn who_wants_no_messages_gets_no_reminder() {
    let world = reminding(
        "> other thing
         < C?
         > 9
         > STOP
         <~ Messages stopped
         @ 20m
         = timer:remind:nudge",
    );
    let dropped = "reminder dropped: she wants no messages";
    assert_eq!(world.reply.traces[0].steps, [dropped]);
}

#[test]
fn a_reminder_can_be_taken_back() {
    let taking_back = r#"flow(#{ id: "rem", triggers: [phrases("go")] });
fn start(c) { c.remind("n", #{ after: "20m", step: "n" }); c.cancel("n"); c.cancel("none"); }
fn n(c) { c.say_raw("never"); }"#;
    play(&[("rem.rhai", taking_back)], "> go now\n @ 1h");
}

#[test]
fn what_is_withheld_outside_the_window_is_in_the_trace() {
    let late = REMINDING.replace("20m", "30h");
    let world = play(
        &[("rem.rhai", &late)],
        "> other thing
         < C?
         > 9
         @ 30h
         < again 9",
    );
    let steps = &world.reply.traces[0].steps;
    assert!(
        steps.iter().any(|step| step.starts_with("withheld:")),
        "{steps:?}"
    );
}

const WAITING: &str = r#"flow(#{ id: "w", triggers: [phrases("go")], expire: "30m" });
fn start(c) { c.say_raw("first"); c.wait("2h"); let a = c.ask("a", "q-a"); c.say_raw(a); }"#;

#[test]
fn a_pause_ends_by_itself() {
    play(
        &[("w.rhai", WAITING)],
        "> go now
         < first
         @ 2h
         < A?
         > yes it is
         < yes it is",
    );
}

#[test]
fn what_she_writes_during_a_pause_is_answered_and_the_pause_goes_on() {
    play(
        &[("w.rhai", WAITING), ("other.rhai", OTHER)],
        "> go now
         < first
         @ 30m
         > other thing
         < C?
         > 9
         < got 9
         > hello
         <~ Welcome to Noor
         < Please choose what you need:
         @ 90m
         <~ Let us go on where we stopped.
         > fine then
         < fine then",
    );
}
