//! A turn that says more than can be stored would be none the smaller the next time: its
//! input is a dead letter, the customer is told once, and the next message is answered.

use std::fs;
use std::path::Path;

use crate::world::World;

/// Messages that WhatsApp would take and marks that a step may leave, but not all of them.
const FLOOD: &str = r#"
flow(#{ id: "flood", triggers: [phrases("flood-words")], slots: #{} });
fn start(c) {
    let text = "";
    text.pad(4000, 'ﷺ');
    for i in 0..20 { c.say_raw(text); }
    for i in 0..20 { c.mark("flood", #{ text: text.sub_string(0, 2000) }); }
}
"#;

#[test]
fn at_once_and_with_one_apology() {
    let home = tempfile::tempdir().unwrap();
    for folder in ["flows", "flows/lib", "locales/ar", "locales/en"] {
        copy(folder, home.path());
    }
    fs::write(home.path().join("flows/flood.rhai"), FLOOD).unwrap();
    for tag in ["ar", "en"] {
        let place = home.path().join(format!("locales/{tag}/flood.ftl"));
        fs::write(place, "flood-words = flood the house\n").unwrap();
    }
    let path = |folder: &str| home.path().join(folder).to_string_lossy().into_owned();
    let world = World::plan()
        .set("HIWAR_FLOWS__PATH", &path("flows"))
        .set("HIWAR_LOCALES__PATH", &path("locales"))
        .open();
    let salma = world.customer("+966501170009");
    salma.says("flood the house");
    salma.expects("one apology", |_| true);
    assert_eq!(world.settles()["dead_letters"], 1, "{}", world.last_words());
    assert_eq!(salma.received().len(), 1, "and only one");
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    world.may_leave_something_over();
}

fn copy(folder: &str, home: &Path) {
    let (from, into) = (
        Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        home.join(folder),
    );
    fs::create_dir_all(&into).unwrap();
    for file in fs::read_dir(from).unwrap().flatten() {
        if file.path().is_file() {
            fs::copy(file.path(), into.join(file.file_name())).unwrap();
        }
    }
}
