//! What happens beside her messages: flows set aside, reminders, pauses, people, and the
//! functions that flows share.

mod aside;
mod guards;
mod later;
mod library;
mod meeting;
mod people;
mod told;
mod why;

use super::world::{World, play_in, script_of};

const MESSAGES: &str = "go = go now\nother = other thing\nq-a = A?\nq-b = B?\nq-c = C?\n\
q-long = Which of our two sizes would you like?\n    .short = Which size?\n\
size-s = Small\n    .also = صغير\nsize-m = Medium size\nsize-xl = Very large\n    .also = ضخم*\n";

fn play(files: &[(&str, &str)], table: &str) -> World {
    play_in(World::new(script_of(files, MESSAGES)), table)
}

const FORM: &str = r#"flow(#{ id: "form", triggers: [phrases("go")], slots: #{ a: slot("int"), b: slot("int") }, interrupts: "MANNER", expire: "2h" });
fn start(c) { let a = c.ask("a", "q-a", #{ kind: int() }); let b = c.ask("b", "q-b", #{ kind: int() }); c.say_raw(`${a}-${b}`); return c.done("ok"); }"#;
const OTHER: &str = r#"flow(#{ id: "other", triggers: [phrases("other")], expire: "24h" });
fn start(c) { let x = c.ask("c", "q-c", #{ kind: int() }); c.say_raw(`got ${x}`); return c.done("ok"); }"#;

fn two(manner: &str, table: &str) -> World {
    let form = FORM.replace("MANNER", manner);
    play(&[("form.rhai", &form), ("other.rhai", OTHER)], table)
}
