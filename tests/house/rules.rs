//! The rules, each a function from one source to what is wrong with it, and for each a
//! sample that it must refuse.

use crate::plan::{DOORS, EMPTY_NAMES, HOMES, WORDS};
use crate::source::{Source, named_after_crate, names_crate, occurrences};

/// A room names only rooms below it; tests too, or a lower room could not be read alone.
pub fn doors(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let Some((_, doors)) = DOORS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{}: room `{room}` is not on the plan", source.path)];
    };
    let mut faults: Vec<_> = named_after_crate(source.code())
        .into_iter()
        .filter(|name| name != room && !doors.contains(&name.as_str()))
        .map(|name| format!("{}: `{room}` may not name `{name}`", source.path))
        .collect();
    if source.code().contains("super::super") {
        faults.push(format!("{}: `super::super` hides a door", source.path));
    }
    let outermost = source.code_without_inline_modules();
    if source.is_room_door() && occurrences(&outermost, "super").next().is_some() {
        faults.push(format!("{}: `super` is the whole house here", source.path));
    }
    faults
}

/// An outside crate is named only in its rooms; tests may borrow any.
pub fn homes(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let code = source.code_without_tests();
    let strangers = HOMES.iter().filter(|(_, rooms)| !rooms.contains(&room));
    strangers
        .flat_map(|(names, rooms)| names.iter().map(move |name| (name, rooms)))
        .filter(|(name, _)| names_crate(&code, name))
        .map(|(name, rooms)| format!("{}: `{name}` lives in {rooms:?}", source.path))
        .collect()
}

/// Waiting, clocks, disk, network and environment stay where the plan puts them.
pub fn words(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let code = source.code_without_tests();
    WORDS
        .iter()
        .filter(|(word, rooms)| !rooms.contains(&room) && occurrences(&code, word).next().is_some())
        .map(|(word, rooms)| format!("{}: `{word}` is said only in {rooms:?}", source.path))
        .collect()
}

/// A file says why it exists, and its name says what is in it.
pub fn introduction(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let introduced = ["//!", "#![doc = include_str!("];
    if !introduced
        .iter()
        .any(|start| source.text.starts_with(start))
    {
        faults.push(format!("{}: no `//!` saying why it exists", source.path));
    }
    let names = source.path.trim_end_matches(".rs").split('/');
    for name in names.filter(|name| EMPTY_NAMES.contains(name)) {
        faults.push(format!("{}: `{name}` names no thing", source.path));
    }
    faults
}

/// How many faults `rule` finds in `text`, were it the file at `path`.
fn count(rule: fn(&Source) -> Vec<String>, path: &str, text: &str) -> usize {
    rule(&Source::new(path, text)).len()
}

#[test]
fn an_upward_import_is_refused_however_it_is_written() {
    for upward in [
        "use crate::store::Admitted;",
        "use crate::{domain::Turn, store};",
        "use crate::{\n    domain::{Turn, Effect},\n    http::hook,\n};",
        "pub(in crate::wire) struct Lane;",
        "fn f() { let x = crate::actor::look(); }",
        "use crate as house;",
        "use crate::*;",
        "#[cfg(test)]\nmod tests { use crate::store::Store; }",
        "use super::super::store::Store;",
        "/* a note */ use crate::job::send; // why",
    ] {
        assert_eq!(count(doors, "src/flow/turn.rs", upward), 1, "{upward}");
    }
    assert_eq!(
        count(doors, "src/flow/mod.rs", "use super::store::Store;"),
        1
    );
    assert_eq!(count(doors, "src/cellar/wine.rs", ""), 1);
}

#[test]
fn a_downward_import_passes_and_words_are_not_imports() {
    for downward in [
        "use crate::domain::Turn;",
        "use crate::{domain::{Turn, Effect}, locale::Catalog, flow::step};",
        "use super::step::Step;",
        "// use crate::store::Store;",
        "/* outer /* inner */ use crate::store::Store; */",
        "const HINT: &str = \"use crate::store::Store;\";",
        "const HINT: &str = r#\"a \" crate::store::Store\"#;",
        "fn f<'a>(x: &'a str) -> char { '\"' } use crate::domain::Turn; // \"",
        "let quote = '\\''; // crate::store",
        "mod tests { use super::*; }",
        "use other_crate::store::Store;",
    ] {
        assert_eq!(count(doors, "src/flow/turn.rs", downward), 0, "{downward}");
    }
    assert_eq!(
        count(doors, "src/flow/mod.rs", "mod tests { use super::*; }"),
        0
    );
    assert_eq!(count(doors, "src/lib.rs", "pub mod store;"), 0);
}

#[test]
fn an_outside_crate_away_from_home_is_refused() {
    for stray in [
        "use sled::Db;",
        "fn f() -> sled::Result<()> { Ok(()) }",
        "use ::sled::Db;",
        "use sled as books;",
        "#[tokio::main] fn main() {}",
        "mod tests { use sled::Db; }",
    ] {
        assert_eq!(count(homes, "src/flow/turn.rs", stray), 1, "{stray}");
    }
    for welcome in [
        "#[cfg(test)]\nmod tests {\n    use sled::Db;\n}\nfn f() {}",
        "use crate::domain::sled::Sled;",
        "fn sled() {}",
        "use serde::Serialize;",
        "// sled::Db",
    ] {
        assert_eq!(count(homes, "src/flow/turn.rs", welcome), 0, "{welcome}");
    }
    assert_eq!(count(homes, "src/store/open.rs", "use sled::Db;"), 0);
    let after = "#[cfg(test)]\nmod tests {\n    fn f() {}\n}\nuse sled::Db;";
    assert_eq!(count(homes, "src/flow/turn.rs", after), 1);
}

#[test]
fn a_file_is_one_of_tests_by_the_word_of_the_file_that_declares_it() {
    let declared = |path, text| Source::new(path, text).declares_for_tests();
    let mark = "#[cfg(test)]\n#[path = \"x.rs\"]\nmod tests;\nmod turn;";
    assert_eq!(declared("src/flow/mod.rs", mark), ["src/flow/tests"]);
    assert_eq!(declared("src/flow/turn.rs", mark), ["src/flow/turn/tests"]);
    assert!(declared("src/flow/mod.rs", "mod tests;").is_empty());
    assert!(declared("src/flow/mod.rs", "#[cfg(test)]\nmod tests { fn f() {} }").is_empty());
    let mut source = Source::new("src/flow/tests.rs", "use sled::Db;");
    assert_eq!(homes(&source).len(), 1);
    source.only_tests = true;
    assert!(homes(&source).is_empty());
}

#[test]
fn a_pure_room_that_waits_or_looks_outside_is_refused() {
    for (text, faults) in [
        ("async fn f() {}", 1),
        ("fn f() { std::fs::read(p); }", 1),
        ("let now = Instant::now();", 1),
        ("let key = std::env::var(name);", 2),
        ("let asynchronous = true;", 0),
        ("// async", 0),
    ] {
        assert_eq!(count(words, "src/flow/turn.rs", text), faults, "{text}");
    }
    assert_eq!(count(words, "src/job/send.rs", "async fn f() {}"), 0);
    assert_eq!(count(words, "src/job/send.rs", "Instant::now()"), 1);
    assert_eq!(count(words, "src/app/clock.rs", "Instant::now()"), 0);
}

#[test]
fn an_unintroduced_or_unnamed_file_is_refused() {
    assert_eq!(count(introduction, "src/flow/turn.rs", "//! Why.\n"), 0);
    assert_eq!(count(introduction, "src/flow/turn.rs", "fn f() {}"), 1);
    assert_eq!(count(introduction, "src/flow/util.rs", "//! Why.\n"), 1);
    assert_eq!(count(introduction, "src/common/turn.rs", "//! Why.\n"), 1);
}
