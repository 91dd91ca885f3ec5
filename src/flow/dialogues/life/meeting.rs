//! Two things that happen to her at the same time: neither is lost for the other.

use super::play;
use crate::domain::Effect;

const WAITING: &str = r#"flow(#{ id: "w", triggers: [phrases("go")] });
fn start(c) { c.say_raw("first"); c.wait("2h"); let a = c.ask("a", "q-a"); c.say_raw(a); }"#;

#[test]
fn a_pause_that_ends_while_a_person_speaks_goes_on_afterwards() {
    play(
        &[("w.rhai", WAITING)],
        "> go now
         < first
         > agent
         <~ Passing you
         agent claims
         <~ now chatting with
         @ 2h
         owner agent
         agent returns
         <~ The chat with our team has ended
         <~ Let us go on where we stopped.
         > fine then
         < fine then",
    );
}

const FAILING: &str = r#"flow(#{ id: "f", triggers: [phrases("go")] });
fn start(c) { return c.handoff(#{ on_closed: "closed" }); }
fn closed(c) { [][5] }"#;

#[test]
fn a_request_has_ended_also_where_the_step_after_it_fails() {
    let world = play(
        &[("f.rhai", FAILING)],
        "> go now
         <~ Passing you
         agent resolves
         <~ Something went wrong",
    );
    let effects = &world.reply.effects;
    let ended = |effect: &Effect| matches!(effect, Effect::HandoffEnded { .. });
    assert!(effects.iter().any(ended), "{effects:?}");
}

const PARTS: &str = r#"flow(#{ id: "note", triggers: [phrases("go")], slots: #{ note: slot("text") } });
fn start(c) {
    c.remind("nudge", #{ after: "10m", step: "nudge" });
    let note = c.ask("note", "q-a", #{ gather: "60s", timeout: "9m", on_timeout: "late" });
    c.say_raw(note);
}
fn late(c) { c.say_raw("too late"); }
fn nudge(c) { c.say_raw("nudge"); }"#;

#[test]
fn the_time_for_an_answer_ends_with_what_she_has_written_of_it() {
    play(
        &[("note.rhai", PARTS)],
        "> go now
         < A?
         @ 530s
         > the box came
         @ 20s
         <~ the box came",
    );
}

#[test]
fn a_reminder_waits_until_an_answer_in_parts_is_whole() {
    play(
        &[("note.rhai", &PARTS.replace("9m", "1h"))],
        "> go now
         < A?
         @ 570s
         > the box came
         @ 40s
         > and it was open
         @ 60s
         <~ the box came
         @ 10m
         < nudge",
    );
}

const SECRET: &str = r#"flow(#{ id: "s", triggers: [phrases("go")] });
fn start(c) { c.ask("pin", "q-a", #{ secret: true, gather: "5s" }); c.say_raw("kept"); }"#;

#[test]
fn a_part_of_a_secret_is_a_secret() {
    let world = play(
        &[("s.rhai", SECRET)],
        "> go now\n < A?\n > 4711\n = gathered",
    );
    assert!(world.reply.traces.iter().all(|trace| trace.secret));
}
