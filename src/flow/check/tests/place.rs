//! What only a tenant's configuration, the clock or a comment decides.

use std::collections::BTreeMap;
use std::time::Duration;

use super::HEAD;
use crate::domain::{HttpOperation, Method, Operation, Queue, TemplateSpec, Tenant};
use crate::flow::dialogues::{cast, sources};
use crate::flow::{Diagnostic, Level, SourceFile, Sources};

/// What ships, with a flow whose steps begin on line 2.
fn with(head: &str, steps: &str) -> Sources {
    let mut sources = sources();
    let (path, text) = ("test.rhai".to_owned(), format!("{head}\n{steps}"));
    sources.flows.push(SourceFile { path, text });
    for (tag, text) in [
        ("ar", "go = ابدأ\nhello-you = أهلًا\n"),
        ("en", "go = go\nhello-you = Hi\n"),
    ] {
        let (path, text) = (format!("{tag}/test.ftl"), text.to_owned());
        sources
            .locales
            .push(crate::locale::LocaleFile { path, text });
    }
    sources
}

/// A shop that reads and writes, one queue, one template in Arabic alone.
fn shop() -> Tenant {
    let operation = |writes| {
        Operation::Http(HttpOperation {
            method: Method::Get,
            url: "https://shop.example".into(),
            bearer: None,
            timeout: Duration::from_secs(1),
            retries: 0,
            writes,
            allow_private: false,
            redact: Vec::new(),
        })
    };
    let template = TemplateSpec {
        parameters: vec!["order_no".into()],
        languages: BTreeMap::from([("ar".to_owned(), crate::domain::TemplateText::default())]),
        ..TemplateSpec::default()
    };
    Tenant {
        operations: BTreeMap::from([
            ("shop.get_order".to_owned(), operation(false)),
            ("shop.create".to_owned(), operation(true)),
        ]),
        queues: BTreeMap::from([("orders".to_owned(), Queue::default())]),
        templates: BTreeMap::from([("order_update".to_owned(), template)]),
        ..(*cast("966501234567").tenant).clone()
    }
}

fn told(found: &[Diagnostic]) -> Vec<(&str, usize, usize)> {
    let own = found.iter().filter(|it| it.path == "test.rhai");
    own.map(|it| (it.code, it.line, it.column)).collect()
}

#[test]
fn names_that_only_the_configuration_knows_are_looked_up_there() {
    for (steps, expected) in [
        (
            "fn start(c) { c.api(\"shop.find_order\", #{}); c.done(\"x\") }",
            vec![("F0211", 2, 21)],
        ),
        (
            "fn start(c) { c.handoff(#{ queue: \"ordres\" }) }",
            vec![("F0212", 2, 35)],
        ),
        ("fn start(c) { c.handoff(#{ queue: \"general\" }) }", vec![]),
        (
            "fn start(c) { c.notify(\"order_updat\", #{}); c.done(\"x\") }",
            vec![("W0508", 2, 24)],
        ),
        (
            "fn start(c) { c.notify(\"order_update\", #{ no: 1 }); c.done(\"x\") }",
            // Not approved in English, and the wrong parameter.
            vec![("W0508", 2, 24), ("W0508", 2, 24)],
        ),
    ] {
        let sources = with(HEAD, steps);
        assert_eq!(
            told(&crate::flow::check(&sources, Some(&shop()))),
            expected,
            "{steps}"
        );
        let alone = super::check(&sources);
        assert_eq!(
            told(&alone),
            [],
            "{steps}: without a tenant nobody can know"
        );
    }
}

#[test]
fn a_write_before_the_review_is_found_and_one_behind_it_is_not() {
    let review = "c.review(\"hello-you\", [\"kept\"])";
    let api = "c.api(\"shop.create\", #{})";
    for (steps, expected) in [
        (
            format!("fn start(c) {{ {api}; {review}; c.done(\"x\") }}"),
            vec![("F0210", 2, 21)],
        ),
        (
            format!(
                "fn start(c) {{ {api}; c.to(\"next\") }}\nfn next(c) {{ {review}; c.done(\"x\") }}"
            ),
            vec![("F0210", 2, 21)],
        ),
        (
            format!("fn start(c) {{ {review}; {api}; c.done(\"x\") }}"),
            vec![],
        ),
        (
            format!(
                "fn start(c) {{ {review}; c.to(\"next\") }}\nfn next(c) {{ {api}; c.to(\"start\") }}"
            ),
            vec![],
        ),
        (format!("fn start(c) {{ {api}; c.done(\"x\") }}"), vec![]),
    ] {
        let found = crate::flow::check(&with(HEAD, &steps), Some(&shop()));
        let found = told(&found)
            .into_iter()
            .filter(|(code, ..)| *code == "F0210");
        assert_eq!(found.collect::<Vec<_>>(), expected, "{steps}");
    }
}

#[test]
fn a_message_that_a_late_timer_leads_to_must_be_a_template() {
    let speaks = "fn late(c) { c.say(\"hello-you\"); c.done(\"x\") }";
    let expires = |span: &str| {
        format!(
            "flow(#{{ id: \"test\", expire: \"{span}\", on_expire: \"late\", triggers: [phrases(\"go\")] }});"
        )
    };
    let ask = |span: &str| {
        format!(
            "fn start(c) {{ c.ask(\"kept\", \"hello-you\", #{{ timeout: \"{span}\", on_timeout: \"late\" }}); c.done(\"x\") }}"
        )
    };
    for (head, steps, late) in [
        (
            expires("24h"),
            format!("fn start(c) {{ c.done(\"x\") }}\n{speaks}"),
            true,
        ),
        (
            expires("23h"),
            format!("fn start(c) {{ c.done(\"x\") }}\n{speaks}"),
            false,
        ),
        (HEAD.into(), format!("{}\n{speaks}", ask("1d")), true),
        (HEAD.into(), format!("{}\n{speaks}", ask("1h")), false),
        // Nothing is said in the step itself, but in the one behind it.
        (
            HEAD.into(),
            format!(
                "{}\nfn late(c) {{ c.to(\"then\") }}\n{}",
                ask("2d"),
                speaks.replace("late", "then")
            ),
            true,
        ),
        (
            HEAD.into(),
            format!(
                "{}\nfn late(c) {{ c.notify(\"t\"); c.say(\"hello-you\"); c.done(\"x\") }}",
                ask("2d")
            ),
            false,
        ),
        (
            HEAD.into(),
            format!(
                "fn start(c) {{ c.remind(\"r\", #{{ after: \"3d\", step: \"late\" }}); c.done(\"x\") }}\n{speaks}"
            ),
            true,
        ),
    ] {
        let found = super::check(&with(&head, &steps));
        let codes: Vec<_> = told(&found).into_iter().map(|(code, ..)| code).collect();
        assert_eq!(
            codes.contains(&"W0509"),
            late,
            "{head}\n{steps}\n{found:#?}"
        );
    }
}

#[test]
fn a_flow_without_a_way_to_a_person_is_found_where_no_command_leads_to_one() {
    let mut sources = with(HEAD, "fn start(c) { c.done(\"x\") }");
    assert_eq!(told(&super::check(&sources)), []);
    for file in &mut sources.flows {
        file.text = file.text.replace("engine:agent", "engine:repeat");
    }
    let found = super::check(&sources);
    assert_eq!(told(&found), [("F0206", 1, 1)], "{found:#?}");
}

#[test]
fn an_author_who_gives_a_reason_may_know_better() {
    let say = "c.say_raw(\"hi\");";
    for (steps, expected) in [
        (
            format!("fn start(c) {{ {say} // hiwar: allow(L0412) a test\nc.done(\"x\") }}"),
            vec![],
        ),
        (
            format!("fn start(c) {{\n// hiwar: allow(L0412) a test\n{say}\nc.done(\"x\") }}"),
            vec![],
        ),
        (
            format!("fn start(c) {{ {say} // hiwar: allow(L0412)\nc.done(\"x\") }}"),
            vec!["L0412", "F0112"],
        ),
        (
            format!("fn start(c) {{ c.done(\"x\") }} // hiwar: allow(L0412) {say}"),
            vec!["F0112"],
        ),
        // What would fail stays forbidden.
        (
            "fn start(c) { c.to(\"x\") } // hiwar: allow(F0201) no".to_owned(),
            vec!["F0201", "F0112"],
        ),
    ] {
        let found = super::check(&with(HEAD, &steps));
        let codes: Vec<_> = told(&found).into_iter().map(|(code, ..)| code).collect();
        assert_eq!(codes, expected, "{steps}");
    }
}

#[test]
fn a_flow_without_a_chat_is_found_where_others_have_one() {
    let mut sources = with(HEAD, "fn start(c) { c.done(\"x\") }");
    for path in [
        "order_status.ar.chat",
        "order_status.late.en.chat",
        "main_menu.ar.chat",
        "main_menu.en.chat",
        "test.ar.chat",
    ] {
        let (path, text) = (path.to_owned(), String::new());
        sources.chats.push(SourceFile { path, text });
    }
    let found = super::check(&sources);
    let own: Vec<_> = found.iter().filter(|it| it.path == "test.rhai").collect();
    assert_eq!(own.len(), 1, "{found:#?}");
    assert_eq!((own[0].code, own[0].level), ("T0701", Level::Warning));
    assert!(own[0].message.contains("`en`"), "{found:#?}");
}
