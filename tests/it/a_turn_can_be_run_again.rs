//! What the engine did once it would do again: stored turns are run a second time, with the
//! flows they ran and with edited ones, and nothing of it reaches anybody.

use std::fs;
use std::path::Path;

use crate::world::{Customer, World};

const API_TOKEN: &str = "an-administrators-token-of-some-length";

fn world() -> World {
    World::plan().set("HIWAR_API_TOKEN", API_TOKEN).open()
}

/// A dialogue with a call, and a death in the middle of it.
fn asks_twice(world: &World, salma: Customer) -> String {
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    world.restart();
    salma.says("I do not know it");
    salma.expects("the question again", |_| true);
    let id = salma.says("ORD-1002");
    salma.expects_words(&["ORD-1002"]);
    world.settles();
    id
}

#[test]
fn with_its_own_flows_it_comes_to_the_same() {
    let world = world();
    asks_twice(&world, world.customer("+966501340001"));
    let asked = world.command(&["replay", "--check", "--json"]);
    assert_eq!(asked.code, 0, "{asked:?}");
    let turns = asked.json_lines();
    assert!(
        turns.len() >= 4,
        "three messages and the answer of a call: {asked:?}"
    );
    assert!(
        turns.iter().all(|turn| turn["outcome"] == "same"),
        "{asked:?}"
    );
    // a program that runs beside it and one that has the books for itself see the same
    world.stop();
    let alone = world.command(&["replay", "--check", "--json"]);
    assert_eq!((alone.code, alone.out), (0, asked.out));
    // and what is different is found: other settings, other bytes
    world.set("HIWAR_TENANT__DEFAULT__BIDI", Some("off"));
    let differs = world.command(&["replay", "--check"]);
    assert_eq!(differs.code, 1, "{differs:?}");
    assert!(
        differs.out.contains("- say «Order \u{2068}ORD-1002"),
        "{differs:?}"
    );
    assert!(differs.out.contains("+ say «Order ORD-1002"), "{differs:?}");
}

#[test]
fn with_edited_flows_the_difference_is_shown_and_nothing_is_sent() {
    let world = world();
    let salma = world.customer("+966501340002");
    asks_twice(&world, salma);
    let checked = world.command(&["replay", "--check", "--json", "--limit", "1"]);
    let first = &checked.json_lines()[0];
    let conversation = first["conversation"].as_str().expect("an id").to_owned();
    let (flows, locales) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy("flows", flows.path(), &|text| {
        text.replace("\"order-ask-number\"", "\"order-ask-edited\"")
    });
    copy("locales", locales.path(), &|text| {
        let edited = "order-ask-edited = Which one, please?\norder-ask-number =";
        text.replace("order-ask-number =", edited)
    });
    let before = salma.received().len();
    let [flows, locales] = [flows.path(), locales.path()].map(|path| path.to_str().unwrap());
    for more in [&[][..], &["--each"]] {
        let mut words = vec![
            "replay",
            &conversation,
            "--flows",
            flows,
            "--locales",
            locales,
        ];
        words.extend(more);
        let tried = world.command(&words);
        assert_eq!(tried.code, 1, "{tried:?}");
        assert!(tried.out.contains("+ say «"), "{tried:?}");
        assert!(tried.out.contains("Which one, please?"), "{tried:?}");
        assert!(!tried.out.contains("501340002"), "no number: {tried:?}");
    }
    let same = world.command(&["replay", &conversation, "--flows", "flows"]);
    assert_eq!(same.code, 0, "{same:?}");
    world.settles();
    assert_eq!(salma.received().len(), before, "nothing was sent");
}

#[test]
fn and_its_story_is_told_whole() {
    let world = world();
    let id = asks_twice(&world, world.customer("+966501340003"));
    let told = world.command(&["explain", "message", &id]);
    assert_eq!(told.code, 0, "{told:?}");
    for part in [
        "input «ORD-1002»",
        "matched answer:",
        "ran version ",
        "call      call shop.get_order {\"order_no\":\"ORD-1002\"",
        "answered 200 after",
        "walked order_status.",
    ] {
        assert!(told.out.contains(part), "{part}: {told:?}");
    }
    assert!(!told.out.contains("sent nothing"), "{told:?}");
    let turn = told
        .out
        .lines()
        .next()
        .and_then(|line| line.split_whitespace().nth(1));
    world.stop();
    let alone = world.command(&["explain", "turn", turn.expect("its turn")]);
    assert_eq!(alone.out.lines().next(), told.out.lines().next());
}

fn copy(folder: &str, to: &Path, edit: &dyn Fn(String) -> String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut todo = vec![root.clone()];
    while let Some(from) = todo.pop() {
        let inside = to.join(from.strip_prefix(&root).expect("below"));
        fs::create_dir_all(&inside).expect("a folder");
        for entry in fs::read_dir(&from).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                todo.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("text");
                fs::write(inside.join(path.file_name().expect("a name")), edit(text))
                    .expect("written");
            }
        }
    }
}
