//! A small bundle with one flow, and what a chat on it comes to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{
    CallAnswer, CallRequest, SendPolicy, Session, Switches, Tenant, TenantId, Timestamp, Value,
};
use crate::flow::chat::{Chat, Failure, Stand, Verdict, bless, play, read};
use crate::flow::{Script, SourceFile, Sources};
use crate::locale::{LocaleFile, Style};

const FLOW: &str = r#"
flow(#{
    id: "tea",
    triggers: [phrases("tea-triggers")],
    slots: #{ cups: slot("int"), price: slot("map") },
    expire: "25h", on_expire: "cold",
});

fn start(c) {
    let cups = c.ask("cups", "tea-cups", #{ kind: int(1, 9), tries: 2, on_fail: "agent", timeout: "10m", on_timeout: "quiet" });
    let r = c.api("tea.price", #{ cups: cups, phone: c.contact.phone }, #{ slow_after: "4s", slow_say: "tea-moment" });
    if !r.ok { return c.to("agent"); }
    c.set("price", r.body);
    c.mark("priced", #{ cups: cups });
    return c.to("sugar");
}

fn sugar(c) {
    let pick = c.choose("sugar", "tea-sugar", [opt("yes"), opt("no")]);
    if pick == "no" { throw "no sugar left"; }
    c.say("tea-done", #{ total: c.slots.price.total });
    return c.done("poured");
}

fn quiet(c) { c.say("tea-quiet"); return c.done("quiet"); }
fn cold(c) { c.say("tea-cold"); return c.done("cold"); }
fn agent(c) { return c.handoff(#{ queue: "tea", reason: "trouble", fields: ["cups"] }); }
"#;

const WORDS: &str = "
tea-triggers = tea
tea-cups = How many cups?
tea-moment = One moment.
tea-sugar = With sugar?
sugar-yes = With
sugar-no = Without
tea-done = Tea is ready:
    { $total } riyals
tea-quiet = Nobody wants tea.
tea-cold = The tea is cold.
";

macro_rules! shipped {
    ($($path:literal)*) => {
        [$(($path, include_str!(concat!("../../../../locales/", $path)))),*]
    };
}

/// One flow, its words, and the engine's own.
pub fn sources() -> Sources {
    let globals = "command(\"menu\", \"cmd-menu\", \"tea\");\n\
                   fallback(#{ first: \"re_prompt\", second: \"short_menu\", third: \"offer_agent\" });\n";
    let flow = |(path, text): (&str, &str)| SourceFile {
        path: path.into(),
        text: text.into(),
    };
    let shipped = shipped!("ar/engine.ftl" "en/engine.ftl");
    let own = [("ar/tea.ftl", WORDS), ("en/tea.ftl", WORDS)];
    let locales = shipped.into_iter().chain(own);
    Sources {
        flows: vec![flow(("globals.rhai", globals)), flow(("tea.rhai", FLOW))],
        locales: locales
            .map(|(path, text)| LocaleFile {
                path: path.into(),
                text: text.into(),
            })
            .collect(),
        chats: Vec::new(),
    }
}

pub fn tenant() -> Tenant {
    Tenant {
        id: TenantId::parse("demo").expect("an id"),
        brand: "Noor".into(),
        brands: BTreeMap::new(),
        numbers: Vec::new(),
        locale_default: "ar".into(),
        region: "SA".into(),
        time_zone: "Asia/Riyadh".into(),
        switches: Switches::default(),
        send_policy: SendPolicy::default(),
        operations: BTreeMap::new(),
        queues: BTreeMap::new(),
        templates: BTreeMap::new(),
        staff: std::collections::BTreeSet::new(),
    }
}

fn through_json(session: &Session) -> Result<Session, String> {
    let text = serde_json::to_string(session).map_err(|fault| fault.to_string())?;
    serde_json::from_str(&text).map_err(|fault| fault.to_string())
}

fn demo(_: &CallRequest, _: &str, _: Timestamp) -> CallAnswer {
    let total = [("total".to_owned(), Value::Int(7))];
    CallAnswer {
        ok: true,
        status: 200,
        body: Value::Map(total.into()),
        error: None,
    }
}

/// What `work` makes of the tea house.
pub fn on_stage<T>(work: impl FnOnce(&Stand<'_>) -> T) -> T {
    let sources = sources();
    let script = Script::compile(&sources).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let (script, tenant, style) = (Arc::new(script), tenant(), Style::default());
    work(&Stand {
        sources: &sources,
        script: &script,
        tenant: &tenant,
        style: &style,
        memory: through_json,
        demo,
    })
}

/// The lines after a head that mocks the price.
pub fn chat(lines: &str) -> Chat {
    chat_with("api.\"tea.price\" = { json = { total = 5 } }", lines)
}

pub fn chat_with(head: &str, lines: &str) -> Chat {
    let lines: Vec<_> = lines.lines().map(str::trim_start).collect();
    let text = format!(
        "---\nlang = \"en\"\n{head}\n---\n{}\n",
        lines.join("\n").trim()
    );
    let path = "tea.en.chat".into();
    read(&SourceFile { path, text }).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

pub fn verdict(chat: &Chat) -> Verdict {
    on_stage(|stand| play(stand, chat))
}

pub fn blessed(chat: &Chat) -> String {
    on_stage(|stand| bless(stand, chat)).expect("a chat that can be blessed")
}

pub fn not_blessed(chat: &Chat) -> Failure {
    on_stage(|stand| bless(stand, chat)).expect_err("a chat that must not be blessed")
}

pub fn passes(chat: &Chat) {
    let verdict = verdict(chat);
    assert_eq!(verdict.failure, None);
}

pub fn fails(chat: &Chat) -> Failure {
    verdict(chat).failure.expect("a chat that fails")
}
