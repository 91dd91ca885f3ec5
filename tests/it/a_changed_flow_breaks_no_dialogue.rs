//! Whoever is inside a flow finishes it as it was when she began, whatever is published
//! meanwhile; what is wrong is never published, and what was published can be taken back.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::world::door::Answer;
use crate::world::folder::{folder, write};
use crate::world::{NUMBER_ID, World, message_id, now_s};

const TOKEN: &str = "an-administrators-token-of-the-tests";
const PEOPLE: usize = 1000;
/// Messages in one webhook.
const BATCH: usize = 50;

/// What ships, and a flow of one question whose answer names the version.
fn texts(answer: &str) -> Value {
    let mut flows = folder("flows", "rhai");
    let mut locales = folder("locales", "ftl");
    let script = format!(
        r#"flow(#{{ id: "versions", triggers: [phrases("versions-triggers")], slots: #{{ word: slot("text") }} }});
fn start(c) {{
    let word = c.ask("word", "versions-ask", #{{ timeout: "1h", on_timeout: "quiet" }});
    return c.to("tell");
}}
fn tell(c) {{ {answer} return c.done("told"); }}
fn quiet(c) {{ return c.done("quiet"); }}
"#
    );
    flows.insert("versions.rhai".into(), script);
    for tag in ["ar", "en"] {
        let wording = "versions-triggers = version test\nversions-ask = Say a word.\nversions-one = This is version one.\nversions-two = This is version two.\n";
        locales.insert(format!("{tag}/versions.ftl"), wording.into());
    }
    json!({"flows": flows, "locales": locales})
}

fn one() -> Value {
    texts(r#"c.say("versions-one");"#)
}

/// Another text in the step where people stand, and in the one behind it.
fn two() -> Value {
    let mut texts = texts(r#"c.say("versions-two");"#);
    let script = &mut texts["flows"]["versions.rhai"];
    *script = script.as_str().unwrap().replace("1h", "2h").into();
    texts
}

fn open() -> World {
    World::plan().set("HIWAR_API_TOKEN", TOKEN).open()
}

fn ask(world: &World, method: &str, path: &str, body: &Value) -> std::io::Result<Answer> {
    let bearer = format!("Bearer {TOKEN}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let path = format!("/api/v1/flows/{path}");
    let body = body.to_string();
    world.door.ask(method, &path, &headers, body.as_bytes())
}

fn post(world: &World, path: &str, body: &Value) -> Value {
    let answer = ask(world, "POST", path, body).unwrap();
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

fn versions(world: &World) -> Value {
    let answer = ask(world, "GET", "versions", &Value::Null).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

fn current(world: &World) -> String {
    let versions = versions(world);
    let lines = versions["versions"].as_array().unwrap().clone();
    let current = lines.iter().find(|line| line["role"] == "current");
    current.unwrap()["bundle"].as_str().unwrap().to_owned()
}

fn phone(n: usize) -> String {
    format!("+9665{:08}", 20_000_000 + n)
}

/// Everybody writes the same, many in one webhook, as Meta sends them.
fn all_say(world: &World, people: std::ops::Range<usize>, text: &str) {
    let people: Vec<_> = people.collect();
    for batch in people.chunks(BATCH) {
        let message = |n: &usize| {
            json!({"from": phone(*n)[1..], "id": message_id(), "timestamp": now_s().to_string(),
                "type": "text", "text": {"body": text}})
        };
        let contact = |n: &usize| json!({"profile": {"name": "Salma"}, "wa_id": phone(*n)[1..]});
        let body = json!({"object": "whatsapp_business_account", "entry": [{"id": "waba-1", "changes": [{
            "field": "messages", "value": {
                "messaging_product": "whatsapp",
                "metadata": {"display_phone_number": "966500000000", "phone_number_id": NUMBER_ID},
                "contacts": batch.iter().map(contact).collect::<Vec<_>>(),
                "messages": batch.iter().map(message).collect::<Vec<_>>(),
            },
        }]}]});
        assert_eq!(world.hook_json(&body).expect("an answer").status, 200);
    }
    world.settles();
}

/// How many of these people were told this, by the number of times.
fn told(world: &World, people: std::ops::Range<usize>, words: &str) -> usize {
    let mut heard: BTreeMap<String, bool> = people.map(|n| (phone(n), false)).collect();
    for call in world.cloud.calls() {
        if let Some(heard) = heard.get_mut(&call.to)
            && call.words().contains(words)
        {
            *heard = true;
        }
    }
    heard.values().filter(|heard| **heard).count()
}

#[test]
fn a_thousand_people_finish_on_the_version_they_began_with() {
    let world = open();
    post(&world, "publish", &one());
    let first = current(&world);
    all_say(&world, 0..PEOPLE, "version test");
    assert_eq!(told(&world, 0..PEOPLE, "Say a word."), PEOPLE);

    let planned = post(&world, "publish?dry_run=true", &two());
    assert_eq!(planned["people"], PEOPLE);
    assert_eq!(planned["people_in_changed"], PEOPLE);
    let changed: Vec<_> = planned["changed"].as_array().unwrap().iter().collect();
    let steps = changed
        .iter()
        .map(|step| (&step["step"], &step["people"]["now"]));
    let steps: Vec<_> = steps.collect();
    assert_eq!(
        steps,
        [
            (&json!("start"), &json!(PEOPLE)),
            (&json!("tell"), &json!(0))
        ]
    );
    assert_eq!(current(&world), first, "a dry run changes nothing");

    post(&world, "publish", &two());
    world.restart();
    all_say(&world, PEOPLE..PEOPLE + 20, "version test");
    all_say(&world, 0..PEOPLE + 20, "salam");
    assert_eq!(told(&world, 0..PEOPLE, "This is version one."), PEOPLE);
    assert_eq!(told(&world, 0..PEOPLE, "This is version two."), 0);
    let new = PEOPLE..PEOPLE + 20;
    assert_eq!(told(&world, new.clone(), "This is version two."), 20);
    assert_eq!(told(&world, new, "This is version one."), 0);

    post(&world, "rollback", &Value::Null);
    assert_eq!(current(&world), first);
    all_say(&world, 2000..2005, "version test");
    all_say(&world, 2000..2005, "salam");
    assert_eq!(told(&world, 2000..2005, "This is version one."), 5);
}

#[test]
fn what_does_not_pass_the_check_changes_nothing() {
    let world = open();
    let before = versions(&world);
    let wrong = texts(r#"c.sya("versions-one");"#);
    let refused = ask(&world, "POST", "publish", &wrong).unwrap();
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert_eq!(
        refused.header("content-type"),
        Some("application/problem+json")
    );
    let refusal = refused.json();
    let findings = refusal["diagnostics"].as_array().unwrap();
    let finding = findings.iter().find(|one| one["level"] == "error").unwrap();
    assert_eq!(
        (&finding["code"], &finding["path"], &finding["line"]),
        (&json!("F0102"), &json!("versions.rhai"), &json!(6))
    );
    assert_eq!(versions(&world), before);
    let stranger = world.door.ask("POST", "/api/v1/flows/publish", &[], b"{}");
    assert_eq!(stranger.unwrap().status, 401);
    let nonsense = ask(&world, "POST", "publish?policy=hurry", &one()).unwrap();
    assert_eq!(nonsense.status, 400, "{}", nonsense.body);
    let nothing = ask(&world, "POST", "rollback", &Value::Null).unwrap();
    assert_eq!(nothing.status, 409, "{}", nothing.body);
}

#[test]
fn in_a_changed_step_she_is_asked_again_or_a_person_comes() {
    for (policy, answers) in [
        ("move", ["This is version one."].as_slice()),
        ("restart", &["We updated this service", "Say a word."]),
        ("handoff", &["team"]),
    ] {
        let world = open();
        post(&world, "publish", &one());
        let salma = world.customer("+966501160001");
        salma.says("version test");
        salma.expects_words(&["Say a word."]);
        post(&world, &format!("publish?policy={policy}"), &two());
        salma.says("salam");
        for answer in answers {
            salma.expects_words(&[answer]);
        }
        if policy == "restart" {
            salma.says("salam");
            salma.expects_words(&["This is version two."]);
        }
    }
}

#[test]
fn a_visit_that_has_called_an_operation_is_never_begun_anew() {
    let world = open();
    let calling = |texts: Value| -> Value {
        let call = r#"c.api(\"shop.get_order\", #{ order_no: \"ORD-1001\", phone: c.contact.phone }); let word = c.ask("#;
        let texts = texts.to_string().replace("let word = c.ask(", call);
        serde_json::from_str(&texts).unwrap()
    };
    post(&world, "publish", &calling(one()));
    let salma = world.customer("+966501160005");
    salma.says("version test");
    salma.expects_words(&["Say a word."]);
    let report = post(&world, "publish?policy=restart", &calling(two()));
    assert_eq!(report["people_in_changed"], 1, "{report}");
    salma.says("salam");
    salma.expects_words(&["This is version one."]);
}

#[test]
fn who_wants_no_messages_is_heard_before_a_person_is_called() {
    let world = open();
    post(&world, "publish", &one());
    let salma = world.customer("+966501160006");
    salma.says("version test");
    salma.expects_words(&["Say a word."]);
    post(&world, "publish?policy=handoff", &two());
    salma.says("STOP");
    let told = salma.expects("an answer", |_| true);
    assert!(!told.words().contains("team"), "{}", told.words());
}

#[test]
fn in_an_unchanged_step_she_goes_on_with_the_new_version() {
    let world = open();
    post(&world, "publish", &one());
    let salma = world.customer("+966501160002");
    salma.says("version test");
    salma.expects_words(&["Say a word."]);
    let next = texts(r#"c.say("versions-two");"#);
    let report = post(&world, "publish?policy=restart", &next);
    assert_eq!(
        (&report["people"], &report["people_in_changed"]),
        (&json!(1), &json!(0))
    );
    salma.says("salam");
    salma.expects_words(&["This is version two."]);
}

#[test]
fn a_version_nobody_is_inside_is_forgotten() {
    let world = open();
    let shipped = current(&world);
    post(&world, "publish", &one());
    let salma = world.customer("+966501160003");
    salma.says("version test");
    salma.expects_words(&["Say a word."]);
    let hers = current(&world);
    for n in 0..4 {
        post(
            &world,
            "publish",
            &texts(&format!(r#"c.say("versions-one"); let n = {n};"#)),
        );
    }
    let kept = versions(&world).to_string();
    assert!(
        kept.contains(&format!("\"bundle\":\"{hers}\",\"role\"")),
        "{kept}"
    );
    assert!(
        !kept.contains(&format!("\"bundle\":\"{shipped}\",\"role\"")),
        "{kept}"
    );
    world.restart();
    salma.says("salam");
    salma.expects_words(&["This is version one."]);
    let report = post(&world, "publish", &two());
    assert!(report["forgotten"].to_string().contains(&hers), "{report}");
}

#[test]
fn a_kill_in_the_middle_leaves_the_old_version_or_the_new_one() {
    for (point, published) in [("before_publish:1", false), ("after_publish:1", true)] {
        let world = open();
        let before = current(&world);
        world.stop();
        world.set("HIWAR_CRASH_AT", Some(point));
        world.start();
        assert!(ask(&world, "POST", "publish", &one()).is_err(), "{point}");
        world.set("HIWAR_CRASH_AT", None);
        world.restart();
        assert_eq!(current(&world) != before, published, "{point}");
        let salma = world.customer("+966501160004");
        salma.says("version test");
        if published {
            salma.expects_words(&["Say a word."]);
        }
    }
}

#[test]
fn a_folder_counts_when_it_is_published_and_never_when_it_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &one());
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let world = World::plan()
        .set("HIWAR_API_TOKEN", TOKEN)
        .set("HIWAR_FLOWS__PATH", &path("flows"))
        .set("HIWAR_LOCALES__PATH", &path("locales"))
        .open();
    let first = current(&world);
    write(folder.path(), &texts(r#"c.sya("versions-one");"#));
    world.restart();
    assert_eq!(current(&world), first, "what is published counts");
    assert!(
        world.log().contains("run `hiwar publish`"),
        "{}",
        world.last_words()
    );
    world.hangs_up();
    waits(&world, |world| world.log().contains("versions.rhai:6:"));
    assert_eq!(current(&world), first);
    write(folder.path(), &two());
    world.hangs_up();
    waits(&world, |world| current(world) != first);
}

fn waits(world: &World, until: impl Fn(&World) -> bool) {
    for _ in 0..600 {
        if until(world) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("it did not come:\n{}", world.last_words());
}

#[test]
fn a_canary_takes_its_share_and_ends_by_itself_when_it_fails() {
    let world = open();
    post(&world, "publish", &one());
    post(&world, "publish?canary=50", &two());
    for _ in 0..2 {
        all_say(&world, 0..100, "version test");
        all_say(&world, 0..100, "salam");
    }
    let (old, new) = (
        told(&world, 0..100, "This is version one."),
        told(&world, 0..100, "This is version two."),
    );
    assert_eq!(old + new, 100, "everybody heard one of them, twice");
    assert!((25..=75).contains(&new), "{new} of 100");
    post(&world, "canary/stop", &Value::Null);

    let failing = texts(r#"throw "a mistake";"#);
    post(&world, "publish?canary=50&canary_turns=10", &failing);
    all_say(&world, 200..300, "version test");
    all_say(&world, 200..300, "salam");
    waits(&world, |world| versions(world)["canary"] == Value::Null);
    let story = versions(&world);
    let last = story["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["kind"], "canary_failed", "{last}");
    assert!(
        last["note"].as_str().unwrap().contains("turns failed"),
        "{last}"
    );
    all_say(&world, 400..420, "version test");
    all_say(&world, 400..420, "salam");
    assert_eq!(told(&world, 400..420, "This is version one."), 20);
}
