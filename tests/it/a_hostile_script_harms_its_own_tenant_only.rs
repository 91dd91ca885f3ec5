//! Two businesses in one process: the scripts of one try to take everything there is, and
//! the customers of the other are answered as if it were not there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::stub::hook::Text;
use crate::world::folder::folder;
use crate::world::{APP_SECRET, OTHER_NUMBER_ID, TOKEN, VERIFY_TOKEN, World, message_id, now_s};

const API_TOKEN: &str = "an-administrators-token-of-the-tests";
/// Customers who set off each deed.
const EACH: usize = 8;
/// Dialogues of the other business meanwhile, two messages each.
const NEIGHBOURS: usize = 5;

/// A deed: its name, what the step does, and the codes it may be stopped with.
type Deed = (&'static str, &'static str, &'static [&'static str]);

const DEEDS: [Deed; 8] = [
    ("circling", "loop { }", &["F0301"]),
    (
        "swallowing",
        "loop { try { loop { } } catch { } }",
        &["F0301"],
    ),
    (
        "growing",
        "let grown = []; loop { grown.push(grown); }",
        &["F0308"],
    ),
    (
        "swelling",
        "let text = \"x\"; loop { text += text; }",
        &["F0308"],
    ),
    ("falling", "deeper(1);", &["F0302"]),
    (
        "searching",
        "let text = \"\"; text.pad(16000, 'a'); for i in 0..100000 { text.index_of(\"aaaaaaab\"); }",
        &["F0301", "F0311"],
    ),
    (
        "matching",
        r#"let letters = "\\p{L}"; c.ask("word", "rogue-ask", #{ kind: regex(letters + "{1000}{1000}") });"#,
        &["F0310"],
    ),
    (
        "sorting",
        "let long = []; for i in 0..900 { long.push(i); } \
         loop { long.sort(|x, y| (x * 7919 + y) % 3 - 1); }",
        &["F0301", "F0311"],
    ),
];

/// What ships, and a flow for each deed.
fn texts() -> Value {
    let mut flows = folder("flows", "rhai");
    let mut wording = vec!["rogue-ask = Say a word.\n".to_owned()];
    for (name, deed, _) in DEEDS {
        let script = format!(
            "flow(#{{ id: \"{name}\", triggers: [phrases(\"rogue-{name}\")], \
             slots: #{{ word: slot(\"text\") }} }});\n\
             fn deeper(n) {{ return deeper(n + 1); }}\n\
             fn start(c) {{ {deed} return c.done(\"done\"); }}\n"
        );
        flows.insert(format!("{name}.rhai"), script);
        wording.push(format!("rogue-{name} = start {name}\n"));
    }
    let mut locales = folder("locales", "ftl");
    for tag in ["ar", "en"] {
        locales.insert(format!("{tag}/rogue.ftl"), wording.concat());
    }
    json!({"flows": flows, "locales": locales})
}

fn two_businesses() -> World {
    let world = World::plan()
        .set("HIWAR_API_TOKEN", API_TOKEN)
        .set("HIWAR_TENANT__ROGUE__PROVIDER", "meta")
        .set(
            "HIWAR_TENANT__ROGUE__META__PHONE_NUMBER_ID",
            OTHER_NUMBER_ID,
        )
        .set("HIWAR_TENANT__ROGUE__META__ACCESS_TOKEN", TOKEN)
        .set("HIWAR_TENANT__ROGUE__META__APP_SECRET", APP_SECRET)
        .set("HIWAR_TENANT__ROGUE__META__VERIFY_TOKEN", VERIFY_TOKEN)
        .open();
    let bearer = format!("Bearer {API_TOKEN}");
    let headers = [("authorization", bearer.as_str())];
    let (path, body) = ("/api/v1/flows/publish?tenant=rogue", texts().to_string());
    let published = world.door.ask("POST", path, &headers, body.as_bytes());
    let published = published.expect("an answer");
    assert_eq!(published.status, 200, "{}", published.body);
    world
}

fn phone(deed: usize, n: usize) -> String {
    format!("+9665{:08}", 31_000_000 + deed * 1000 + n)
}

/// Every deed is set off by somebody, all acknowledged before anybody else writes.
fn all_deeds(world: &World) {
    for n in 0..EACH {
        for (at, (name, ..)) in DEEDS.iter().enumerate() {
            let text = Text {
                number_id: OTHER_NUMBER_ID,
                from: &phone(at, n)[1..],
                id: &message_id(),
                at_s: now_s(),
                words: &format!("start {name}"),
            };
            let answer = world.hook(text.body().as_bytes()).expect("an answer");
            assert_eq!(answer.status, 200);
        }
    }
}

/// How many of the rogue's customers were told that something went wrong.
fn apologies(world: &World) -> usize {
    let calls = world.cloud.calls();
    let told = calls.iter().filter(|call| {
        call.to.starts_with("+966531") && call.words().contains("Something went wrong")
    });
    told.count()
}

/// The faults in the log, by file and code.
fn faults(world: &World) -> BTreeMap<(String, String), usize> {
    let mut found = BTreeMap::new();
    let log = world.log();
    let lines = log
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    for line in lines.filter(|line: &Value| line["code"].is_string()) {
        assert_eq!(line["tenant"], "rogue", "{line}");
        let word = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        *found.entry((word("file"), word("code"))).or_default() += 1;
    }
    found
}

#[test]
fn each_deed_ends_in_an_apology_and_the_neighbour_is_answered_throughout() {
    let world = two_businesses();
    all_deeds(&world);
    for n in 0..NEIGHBOURS {
        let phone = format!("+9665{:08}", 32_000_000 + n);
        let salma = world.customer(&phone);
        salma.says("where is my order");
        salma.expects("the question for the number", |_| true);
        salma.says("ORD-1002");
        salma.expects_words(&["ORD-1002"]);
    }
    let meanwhile = apologies(&world);
    assert!(
        meanwhile < DEEDS.len() * EACH,
        "the neighbour had to wait until all deeds were done"
    );
    world.settles();
    assert_eq!(
        apologies(&world),
        DEEDS.len() * EACH,
        "{}",
        world.last_words()
    );
    let mut faults = faults(&world);
    for (name, _, codes) in DEEDS {
        let file = format!("{name}.rhai");
        let of = codes.iter().map(|code| (file.clone(), (*code).to_owned()));
        let times: usize = of.filter_map(|key| faults.remove(&key)).sum();
        assert_eq!(times, EACH, "{name}: {faults:?}");
    }
    assert!(faults.is_empty(), "{faults:?}");
}
