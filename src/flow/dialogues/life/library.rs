//! Functions that flows share.

use super::{MESSAGES, play};
use crate::flow::Script;
use crate::flow::dialogues::world::sources_of;

const LIB: &str = r"const LEAST = 3;
fn long_enough(text) { is_long(text, global::LEAST) }
private fn is_long(text, least) { text.len >= least }
fn fails() { [][5] }";

#[test]
fn flows_share_functions() {
    let using = r#"import "lib/texts" as texts;
flow(#{ id: "use", triggers: [phrases("go")] });
fn start(c) {
    let a = c.ask("a", "q-a", #{ kind: custom(|v| if texts::long_enough(v) { () } else { "q-b" }) });
    c.say_raw(`${texts::long_enough(a)} ${inner("x")}`);
    texts::fails();
}
fn inner(text) { texts::long_enough(text) }"#;
    let world = play(
        &[("use.rhai", using), ("lib/texts.rhai", LIB)],
        "> go now
         < A?
         > ab
         < B?
         > abc
         <~ Something went wrong",
    );
    let fault = world.reply.traces[0].fault.clone().expect("a fault");
    assert_eq!(
        (fault.file.as_str(), fault.line),
        ("lib/texts.rhai", 4),
        "{fault:?}"
    );
}

/// A file, the code of its fault, the line, and a part of what is said.
const UNUSABLE: &[(&str, &str, &str, usize, &str)] = &[
    (
        "lib/a.rhai",
        "import \"lib/b\" as b;",
        "F0111",
        1,
        "no library `lib/b`",
    ),
    ("lib/a.rhai", "import \"lib/a\" as a;", "F0111", 1, "circle"),
    (
        "lib/a.rhai",
        "import \"other\" as o;",
        "F0111",
        1,
        "no library `other`",
    ),
    ("lib/a.rhai", "fn f(x) {\n x +\n}", "F0101", 3, ""),
    ("lib/a.rhai", "\nflow(#{ id: \"a\" });", "F0109", 2, "flow"),
    (
        "lib/a.rhai",
        "fn f(c) { 1 }",
        "F0111",
        1,
        "takes a conversation",
    ),
    (
        "x.rhai",
        "import \"lib/a\" as a;\nflow(#{ id: \"x\" });\nfn start(c) { }",
        "F0111",
        1,
        "lib/a",
    ),
    (
        "x.rhai",
        "let p = \"lib/a\"; import p as a;\nflow(#{ id: \"x\" });\nfn start(c) { }",
        "F0111",
        1,
        "plain text",
    ),
];

#[test]
fn a_library_that_cannot_be_used_is_named_at_its_place() {
    for (path, text, code, line, what) in UNUSABLE {
        let sources = sources_of(&[(path, text)], MESSAGES);
        let faults = Script::compile(&sources).err().unwrap_or_default();
        let found = faults.iter().any(|fault| {
            let place = (fault.code, fault.path.as_str(), fault.line);
            place == (*code, *path, *line) && fault.message.contains(what)
        });
        assert!(found, "{what}: {faults:#?}");
    }
}

#[test]
fn libraries_that_import_each_other_are_refused_and_those_in_a_row_are_not() {
    let (a, b) = ("import \"lib/b\" as b;", "import \"lib/a\" as a;");
    let circle = sources_of(&[("lib/a.rhai", a), ("lib/b.rhai", b)], MESSAGES);
    let faults = Script::compile(&circle).err().unwrap_or_default();
    let found: Vec<_> = faults
        .iter()
        .map(|it| (it.code, it.path.as_str()))
        .collect();
    assert_eq!(found, [("F0111", "lib/a.rhai"), ("F0111", "lib/b.rhai")]);
    let row = sources_of(
        &[("lib/a.rhai", a), ("lib/b.rhai", "fn f() { 1 }")],
        MESSAGES,
    );
    assert!(Script::compile(&row).is_ok());
}

#[test]
fn what_a_library_does_not_have_is_found_before_it_is_called() {
    let using = "import \"lib/texts\" as t;\nflow(#{ id: \"x\" });\nfn start(c) {\n t::long_enoug(\"\");\n t::fails(1); t::is_long(\"\", 1); }";
    let files = [("lib/texts.rhai", LIB), ("x.rhai", using)];
    let sources = sources_of(&files, MESSAGES);
    let faults = Script::compile(&sources).err().unwrap_or_default();
    let found: Vec<_> = faults.iter().map(|it| (it.code, it.line)).collect();
    assert_eq!(
        found,
        [("F0102", 4), ("F0103", 5), ("F0102", 5)],
        "{faults:#?}"
    );
}
