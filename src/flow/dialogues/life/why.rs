//! Every rule says in words why it took the input, and never in hers.

use super::play;

const FLOW: &str = r#"flow(#{ id: "f", triggers: [phrases("go"), button("menu:f")], expire: "2h" });
fn start(c) {
    c.choose("size", "q-a", [opt("s"), opt("m"), opt("xl")], #{ timeout: "10m", on_timeout: "pin" });
    return c.to("pin");
}
fn pin(c) { let pin = c.ask("pin", "q-b", #{ secret: true }); c.say_raw("kept"); return c.done("ok"); }"#;

#[test]
fn each_rule_names_what_decided_it() {
    for (table, why) in [
        ("> go now\n < A?", "«go now» as the whole message"),
        ("> please go now or so\n < A?", "«go now» among other words"),
        (
            "> go now\n < A?\n > صغير\n < B?",
            "option `s`: «صغير» as the whole message",
        ),
        ("> go now\n < A?\n > ٢\n < B?", "option `m` by its position"),
        ("> go now\n < A?\n > xl\n < B?", "option `xl` by its id"),
        (
            "> go now\n < A?\n > medium\n < B?",
            "option `m` by a part of its title",
        ),
        (
            "> go now\n < A?\n > the ضخمة one\n < B?",
            "option `xl`: «ضخم*» among other words",
        ),
        (
            "> go now\n < A?\n > meduim size\n < B?",
            "option `m`: «Medium size» misspelt",
        ),
        (
            "> go now\n < A?\n ># 1\n < B?",
            "the button with payload `size:s@1.0`",
        ),
        (
            "> go now\n < A?\n @ 10m\n < B?",
            "no answer to question `q-a` in its time",
        ),
        (
            "> go now\n < A?\n > repeat\n < A?",
            "«=repeat» as the whole message",
        ),
        (
            "> go now\n < A?\n > blue elephants\n <~ A?",
            "neither question `q-a` nor any phrase takes it",
        ),
        (
            "> go now\n < A?\n > s\n < B?\n > 9753\n < kept",
            "question `q-b` takes it",
        ),
    ] {
        let table = format!("{table}\n ? {why}");
        let world = play(&[("f.rhai", FLOW)], &table);
        assert!(world.rehearsal.session.greeted, "{table}");
    }
}
