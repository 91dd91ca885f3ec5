//! Each finding with its place, and that what ships has none.

use super::passes;
use crate::flow::dialogues::sources;
use crate::flow::{Diagnostic, SourceFile, Sources};
use crate::locale::LocaleFile;

const HEAD: &str = "flow(#{ id: \"test\", expire: \"1h\", triggers: [phrases(\"go\")], slots: #{ kept: slot(\"text\") } });";

mod lent;
mod place;
mod seeded;

/// As a bundle is checked that belongs to no tenant yet.
fn check(sources: &Sources) -> Vec<Diagnostic> {
    super::check(sources, None)
}

/// Findings of a flow whose steps begin on line 2.
fn found(steps: &str, messages: &str) -> Vec<Diagnostic> {
    let mut sources = sources();
    let (path, text) = ("test.rhai".to_owned(), format!("{HEAD}\n{steps}"));
    sources.flows.push(SourceFile { path, text });
    for tag in ["ar", "en"] {
        let text = format!("go = go\nhello = Hi\nnamed = Hi {{ $name }}\npick-a = A\n{messages}");
        let path = format!("{tag}/test.ftl");
        let text = text.replace("hello = Hi\n", "");
        let text = match tag {
            "ar" => text
                .replace("Hi ", "أهلًا ")
                .replace("pick-a = A", "pick-a = أ"),
            _ => text,
        };
        sources.locales.push(LocaleFile { path, text });
    }
    check(&sources)
}

#[test]
fn what_ships_passes_without_a_word() {
    assert_eq!(check(&sources()), []);
}

/// Steps, the code of the finding, its line, its columns, and a word of its help.
type Mistake = (
    &'static str,
    &'static str,
    usize,
    (usize, usize),
    Option<&'static str>,
);

const MISTAKES: &[Mistake] = &[
    (
        "fn start(c) {\n  c.say(\"hello\"\n}",
        "F0101",
        4,
        (1, 2),
        None,
    ),
    (
        "fn start(c) { let go = 1; }",
        "F0105",
        2,
        (19, 21),
        Some("c.to"),
    ),
    ("fn start(c) { x + 1 }", "F0104", 2, (15, 16), None),
    (
        "fn start(c) { c.sya(\"hello\"); }",
        "F0102",
        2,
        (17, 20),
        Some("`say`"),
    ),
    ("fn start(c) { let طلب = 1; }", "F0107", 2, (19, 22), None),
    (
        "fn start(c) { let a = \"وين طلبي\"; aks(a); }",
        "F0102",
        2,
        (35, 38),
        Some("`ask`"),
    ),
    (
        "fn start(c) { c.lcoale; }",
        "F0102",
        2,
        (17, 23),
        Some("`locale`"),
    ),
    ("fn start(c) { sleep(3); }", "F0102", 2, (15, 20), None),
    ("fn start(c) { c.to(); }", "F0103", 2, (17, 19), None),
    (
        "fn start(c) { f(1, 2); }\nfn f(x) { x }",
        "F0103",
        2,
        (15, 16),
        None,
    ),
    ("fn begin(c) { }", "F0201", 1, (1, 1), None),
    (
        "fn start(c) { c.to(\"strat\") }",
        "F0201",
        2,
        (20, 27),
        Some("`start`"),
    ),
    (
        "fn start(c) { c.again(2, \"nowhere\") }",
        "F0201",
        2,
        (26, 35),
        None,
    ),
    (
        "fn start(c) { c.ask(\"kept\", \"hello\", #{ on_fail: \"lost\" }); }",
        "F0201",
        2,
        (50, 56),
        None,
    ),
    (
        "fn start(c) { c.to_flow(\"order_statsu\") }",
        "F0207",
        2,
        (25, 39),
        Some("`order_status`"),
    ),
    (
        "fn start(c) { c.slots.keptt }",
        "F0208",
        2,
        (23, 28),
        Some("`kept`"),
    ),
    (
        "fn start(c) { c.say(\"helo\"); }",
        "L0401",
        2,
        (21, 27),
        Some("`hello`"),
    ),
    (
        "fn start(c) { c.say(\"zzz-\" + c.locale); }",
        "L0401",
        2,
        (21, 27),
        None,
    ),
    (
        "fn start(c) { c.choose(\"pick\", \"hello\", [opt(\"a\"), opt(\"b\")]); }",
        "L0401",
        2,
        (56, 64),
        None,
    ),
    (
        "fn start(c) { if true and false { } }",
        "F0106",
        2,
        (23, 26),
        Some("`&&`"),
    ),
    ("fn start(c) { null }", "F0106", 2, (15, 19), Some("`()`")),
    (
        "fn start(c) { c.slots.kept = 1; }",
        "F0310",
        2,
        (23, 27),
        Some("c.set"),
    ),
    (
        "fn start(c) { c.forget(\"keptt\"); }",
        "F0208",
        2,
        (24, 31),
        Some("`kept`"),
    ),
    (
        "fn start(c) { c.handoff(#{ fields: [\"keptt\"] }) }",
        "F0208",
        2,
        (37, 44),
        Some("`kept`"),
    ),
    (
        "fn start(c) { c.ask(\"kept\", \"hello\", #{ tires: 3 }); }",
        "F0310",
        2,
        (41, 46),
        Some("`tries`"),
    ),
    (
        "fn start(c) { c.ask(\"kept\", \"hello\", #{ timeout: \"half an hour\" }); }",
        "F0310",
        2,
        (50, 64),
        Some("30m"),
    ),
    (
        "fn start(c) { c.choose(\"pick\", \"hello\", [opt(\"a\"), opt(\"a\")]); }",
        "W0505",
        2,
        (56, 59),
        None,
    ),
    (
        "fn start(c) { if true { c.to(\"start\"); } c.say(\"hello\"); }",
        "F0203",
        2,
        (27, 29),
        Some("return c.to"),
    ),
    (
        "fn start(c) { switch c.locale { \"ar\" => c.done(\"x\") } c.say(\"hello\"); }",
        "F0203",
        2,
        (43, 47),
        Some("return c.done"),
    ),
    (
        "fn start(c) { c.say(\"named\"); }",
        "L0411",
        2,
        (21, 28),
        None,
    ),
    (
        "fn start(c) { c.say(\"named\", #{ nmae: 1 }); }",
        "L0411",
        2,
        (33, 37),
        Some("`name`"),
    ),
];

#[test]
fn the_guides_example_passes_and_its_tables_name_every_verb() {
    const GUIDE: &str = include_str!("../../../../flows/README.md");
    let example = GUIDE
        .split("```rhai\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let mut sources = sources();
    for file in &mut sources.flows {
        if file.path == "order_status.rhai" {
            file.text = example.expect("an example").into();
        }
    }
    assert_eq!(check(&sources), []);
    for signature in crate::flow::Script::signatures() {
        let name = signature.split('(').next().unwrap_or_default().trim();
        let internal = name.contains('$') || name == "contains";
        assert!(
            internal || GUIDE.contains(&format!("{name}(")),
            "the guide lacks `{name}`"
        );
    }
}

#[test]
fn each_mistake_is_found_at_its_place() {
    for (steps, code, line, columns, help) in MISTAKES {
        let found = found(steps, "");
        let first = found.iter().find(|finding| finding.code == *code);
        let first = first.unwrap_or_else(|| panic!("{steps}: {found:#?}"));
        assert_eq!(first.path, "test.rhai", "{steps}");
        assert_eq!(
            (first.line, (first.column, first.end_column)),
            (*line, *columns),
            "{steps}: {first:?}"
        );
        let helped = first.help.as_deref().unwrap_or_default();
        assert!(
            helped.contains(help.unwrap_or_default()),
            "{steps}: {first:?}"
        );
        assert!(!passes(&found), "{steps}");
    }
}

#[test]
fn what_is_right_is_not_found() {
    for steps in [
        "fn start(c) { c.say(\"hello\"); c.say(\"named\", #{ name: 1 }); c.to(\"next\") }\nfn next(c) { c.done(\"x\") }",
        "fn start(c) { let r = c.api(\"shop.x\", #{ a: [1, 2].map(|x| x + 1) }); if r.ok { c.set(\"kept\", r.body.len()); } c.done(\"x\") }",
        "fn start(c) { c.choose(\"pick\", \"hello\", [opt(\"a\"), opt(\"b\", \"Title\")]); helper(c.slots.pick); c.done(\"x\") }\nfn helper(x) { x }",
        "fn start(c) { if true { c.to(\"next\") } else { return c.done(\"x\"); } }\nfn next(c) { switch 1 { 1 => c.done(\"x\"), _ => c.again(2, \"last\") } }\nfn last(c) { c.done(\"x\") }",
        "fn start(c) { let next = \"nex\" + \"t\"; c.to(next) }\nfn next(c) { c.done(\"x\") }",
        "fn start(c) { c.ask(\"kept\", \"hello\", #{ kind: text(5), timeout: \"30m\", on_timeout: \"late\" }); return c.done(\"x\"); }\nfn late(c) { c.handoff(#{ queue: \"q\", fields: [\"kept\"] }) }",
        "fn start(c) { let args = #{}; c.say(\"named\", args); let k = \"hello\"; c.say(k); c.say(`hel${1}`); throw 1 }",
    ] {
        assert_eq!(found(steps, ""), [], "{steps}");
    }
}

#[test]
fn languages_that_differ_are_warned_of() {
    let mut sources = sources();
    for (tag, text) in [("ar", "a = { $x }\nb = ب\n"), ("en", "a = { $y }\n")] {
        let (path, text) = (format!("{tag}/test.ftl"), text.to_owned());
        sources.locales.push(LocaleFile { path, text });
    }
    let found = check(&sources);
    let codes: Vec<_> = found
        .iter()
        .map(|it| (it.code, it.path.as_str(), it.line))
        .collect();
    assert_eq!(
        codes,
        [
            ("L0403", "locales/ar/test.ftl", 1),
            ("L0401", "locales/ar/test.ftl", 2),
            ("L0403", "locales/en/test.ftl", 1),
        ]
    );
    assert!(passes(&found));
}

#[test]
fn how_arabic_is_written_is_warned_of() {
    let mut sources = sources();
    let text = "a = كم قطعة?\nb = { $n ->\n    [0] لا شيء\n    [one] قطعة\n   *[other] قطع, { $n }\n}\n    .also = نعم, أجل\nc = { ID($n) }, ORD-1؟\n";
    for (tag, text) in [
        ("ar", text),
        (
            "en",
            "a = A\nb = { $n ->\n    [one] B\n   *[other] Bs\n}\nc = { ID($n) }\n",
        ),
    ] {
        let (path, text) = (format!("{tag}/test.ftl"), text.to_owned());
        sources.locales.push(LocaleFile { path, text });
    }
    let found = check(&sources);
    let told: Vec<_> = found
        .iter()
        .map(|it| (it.code, it.line, it.column, it.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("L0410", 1, 12, "`?` after an Arabic word in `a`"),
            (
                "L0404",
                2,
                8,
                "`b` chooses by `$n` and lacks [two] [few] [many]"
            ),
            ("L0410", 5, 16, "`,` after an Arabic word in `b`"),
        ]
    );
    assert!(passes(&found));
}

#[test]
fn a_step_that_nothing_leads_to_is_warned_of() {
    let found = found(
        "fn start(c) { c.say(\"hello\"); c.done(\"x\") }\nfn lost(c) { c.done(\"x\") }",
        "",
    );
    let told: Vec<_> = found.iter().map(|it| (it.code, it.line)).collect();
    assert_eq!(told, [("F0202", 3)]);
    assert!(passes(&found));
}

#[test]
fn a_file_with_a_fault_makes_no_others_look_wrong() {
    let mut sources = sources();
    for file in &mut sources.flows {
        if file.path == "order_status.rhai" {
            file.text.push_str("\nfn broken(c) {");
        }
    }
    let found = check(&sources);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].path, "order_status.rhai");
}

#[test]
fn raw_text_is_warned_of() {
    let found = found("fn start(c) { c.say_raw(\"hi\"); c.done(\"x\") }", "");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].column), ("L0412", 17));
    assert!(passes(&found));
}

#[test]
fn a_broken_manifest_or_locale_is_found() {
    for (text, code) in [
        ("fn start(c) { }", "F0108"),
        ("flow(#{ id: \"X\" });\nfn start(c) { }", "F0109"),
        (
            "flow(#{ id: \"x\", expires: \"1h\" });\nfn start(c) { }",
            "F0109",
        ),
        (
            "flow(#{ id: \"x\", expire: \"soon\" });\nfn start(c) { }",
            "F0109",
        ),
        (
            "flow(#{ id: \"x\", slots: #{ a: slot(\"texd\") } });\nfn start(c) { }",
            "F0109",
        ),
        (
            "flow(#{ id: \"x\", on_expire: \"gone\" });\nfn start(c) { }",
            "F0201",
        ),
        ("flow(#{ id: \"main_menu\" });\nfn start(c) { }", "F0109"),
        ("loop { }", "F0109"),
    ] {
        let mut sources = sources();
        let (path, text) = ("test.rhai".to_owned(), text.to_owned());
        sources.flows.push(SourceFile {
            path,
            text: text.clone(),
        });
        let found = check(&sources);
        assert!(
            found.iter().any(|finding| finding.code == code),
            "{text}: {found:#?}"
        );
    }
    let mut sources = sources();
    let (path, text) = ("ar/test.ftl".to_owned(), "broken = {".to_owned());
    sources.locales.push(LocaleFile { path, text });
    assert!(!passes(&check(&sources)));
}
