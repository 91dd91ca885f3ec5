//! The examples of the pages, held against the checker: each is found, and what ships is
//! clean.

use std::collections::BTreeMap;

use super::code::EXAMPLES;
use crate::app::settings::{FileText, Given, load};
use crate::app::sources;
use crate::domain::Tenant;
use crate::flow::{SourceFile, Sources, check};
use crate::locale::LocaleFile;

/// Codes of what happens when the engine runs, or that another command tells: a check cannot
/// find them.
const OF_RUNNING: &[&str] = &[
    "F0301", "F0302", "F0303", "F0304", "F0305", "F0306", "F0307", "F0308", "F0309", "F0311",
];
const HEAD: &str = "flow(#{ id: \"example\", expire: \"12h\", slots: #{ note: slot(\"text\") } });";

/// The blocks of an example, by what stands after their fence.
fn blocks(example: &str) -> Vec<(&str, &str)> {
    let fenced = example.split("```").skip(1).step_by(2);
    fenced.filter_map(|block| block.split_once('\n')).collect()
}

fn examples() -> BTreeMap<&'static str, &'static str> {
    let parts = EXAMPLES.split("\n## ").skip(1);
    parts.filter_map(|part| part.split_once('\n')).collect()
}

fn tenant(settings: Option<&str>) -> Tenant {
    let file = settings.map(|text| FileText {
        name: "example.toml".into(),
        text: text.into(),
    });
    let settings = load(&Given {
        file,
        env: BTreeMap::new(),
        flags: Vec::new(),
        read_file: &|_| Err("no files".into()),
    });
    settings.expect("settings").tenants[0].rehearsed()
}

fn bundle(code: &str, example: &str) -> Sources {
    let mut sources = sources::read(None, None).expect("what ships");
    sources.chats.clear();
    for (kind, text) in blocks(example) {
        let file = |text: String| SourceFile {
            path: "example.rhai".into(),
            text,
        };
        match kind {
            "rhai" => sources.flows.push(file(format!("{HEAD}\n{text}"))),
            "file" if code == "F0110" => {
                sources
                    .flows
                    .push(file(format!("{text}{}", " ".repeat(64 * 1024))));
            }
            "file" => sources.flows.push(file(text.into())),
            "globals" => {
                for globals in sources
                    .flows
                    .iter_mut()
                    .filter(|it| it.path == "globals.rhai")
                {
                    globals.text = globals.text.replace("engine:agent", "engine:repeat");
                }
            }
            "ar" | "en" => sources.locales.push(LocaleFile {
                path: format!("{kind}/example.ftl"),
                text: text.replace("LONG", &"long ".repeat(300)),
            }),
            "chats" => sources.chats.push(SourceFile {
                path: text.trim().into(),
                text: String::new(),
            }),
            "toml" => {}
            other => panic!("{code}: a block of {other}"),
        }
    }
    sources
}

#[test]
fn each_example_is_found_under_its_code() {
    let mut wrong = Vec::new();
    for (code, example) in examples() {
        let settings = blocks(example)
            .into_iter()
            .find(|(kind, _)| *kind == "toml");
        let tenant = tenant(settings.map(|(_, text)| text));
        let found = check(&bundle(code, example), Some(&tenant));
        if !found.iter().any(|it| it.code == code) {
            wrong.push(format!("{code}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_code_that_a_check_can_find_has_an_example() {
    let examples = examples();
    let missing: Vec<_> = super::code::codes()
        .into_iter()
        .filter(|code| "FLW".contains(&code[..1]))
        .filter(|code| !OF_RUNNING.contains(&code.as_str()))
        .filter(|code| !examples.contains_key(code.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_ships_is_clean_for_the_tenant_of_a_new_house() {
    let sources = sources::read(None, None).expect("what ships");
    assert_eq!(check(&sources, Some(&tenant(None))), []);
}
