//! What the engine promises about every flow, shown on small ones.

use super::world::{World, play_in, script_with};
use crate::domain::{
    Content, Effect, InboundMedia, MediaKind, MessageId, Outbound, OutboundBody, Owner,
};
use crate::flow::Script;
use std::sync::Arc;

const HEAD: &str =
    "flow(#{ id: \"test\", triggers: [phrases(\"go\")], slots: #{ kept: slot(\"text\") } });\n";
const MESSAGES: &str = "go = go now\nq-name = Name?\nq-ok = Right?\nq-pick = Which?\nbad = Not that.\nsaid = Got { $what }.\n";

fn flow(steps: &str, messages: &str) -> Arc<Script> {
    script_with(&format!("{HEAD}{steps}"), &format!("{MESSAGES}{messages}"))
}

fn play(steps: &str, messages: &str, table: &str) -> World {
    play_in(World::new(flow(steps, messages)), table)
}

/// Steps that fail, the code of the fault, and its line.
const FAULTS: &[(&str, &str, u32)] = &[
    ("fn start(c) {\n let x = 0; loop { x += 1; } }", "F0301", 2),
    ("fn start(c) { f(c) }\nfn f(c) { f(c) }", "F0302", 2),
    ("fn start(c) {\n throw \"x\"; }", "F0303", 3),
    ("fn start(c) {\n let m = #{}; m.x }", "F0303", 3),
    ("fn start(c) {\n c.slots.unknown }", "F0303", 3),
    ("fn start(c) { c.to(\"nowhere\") }", "F0305", 2),
    ("fn start(c) { c.to_flow(\"nowhere\") }", "F0305", 2),
    ("fn start(c) {\n\n c.say(\"no-such-key\"); }", "F0306", 4),
    ("fn start(c) {\n c.say(\"said\"); }", "F0306", 3),
    (
        "fn start(c) {\n let s = \"x\"; s.pad(5000, 'x'); c.say_raw(s); }",
        "F0307",
        3,
    ),
    (
        "fn start(c) {\n let s = \"x\"; s.pad(99999, 'x'); }",
        "F0308",
        2,
    ),
    ("fn start(c) { c.to(\"start\") }", "F0309", 2),
    (
        "fn start(c) { for i in 0..30 { c.say_raw(`${i}`); } }",
        "F0309",
        2,
    ),
    ("fn start(c) {\n c.slots.kept = 1; }", "F0310", 3),
    (
        "fn start(c) {\n c.set(\"kept\", [1]);\n c.slots.kept.push(2); }",
        "F0310",
        4,
    ),
    ("fn start(c) {\n c.slots = 1; }", "F0310", 3),
    ("fn start(c) {\n c.set(\"kept\", |x| x); }", "F0310", 3),
    (
        "fn start(c) {\n c.ask(\"kept\", \"q-name\", #{ tires: 3 }); }",
        "F0310",
        3,
    ),
    (
        "fn start(c) {\n c.ask(\"kept\", \"q-name\", #{ kind: regex(\"(\") }); }",
        "F0310",
        3,
    ),
    (
        "fn start(c) {\n c.choose(\"kept\", \"q-pick\", []); }",
        "F0310",
        3,
    ),
    ("fn start(c) {\n c.handoff(#{ priority: 9 }) }", "F0310", 3),
];

#[test]
fn a_scripts_fault_is_an_apology_and_names_its_place() {
    for (steps, code, line) in FAULTS {
        let world = play(
            steps,
            "",
            "> go now
             = trigger:test
             <~ Something went wrong on our side.
             [] Talk to a person | Main menu",
        );
        let fault = world.reply.traces[0]
            .fault
            .clone()
            .unwrap_or_else(|| panic!("{steps}"));
        assert_eq!(
            (fault.code.as_str(), fault.line),
            (*code, *line),
            "{steps}: {}",
            fault.what
        );
        assert_eq!(
            (fault.file.as_str(), fault.step.as_str()),
            ("test.rhai", "start"),
            "{steps}"
        );
        assert!(world.rehearsal.session.place.is_none(), "{steps}");
    }
}

#[test]
fn half_a_story_is_not_told_before_an_apology() {
    play(
        "fn start(c) { c.say_raw(\"one\"); c.say_raw(\"two\"); throw \"x\"; }",
        "",
        "> go now
         <~ Something went wrong on our side.",
    );
}

#[test]
fn a_step_that_returns_nothing_ends_the_flow() {
    let world = play(
        "fn start(c) { c.say_raw(\"bye\"); }",
        "",
        "> go now\n < bye",
    );
    assert!(world.rehearsal.session.place.is_none());
}

#[test]
fn each_kind_takes_its_answers_and_refuses_others() {
    for (kind, wrong, right, shown) in [
        ("text(5)", "too long a text", "short", "short"),
        ("int(1, 10)", "11", "٧", "7"),
        ("one_of([\"red\", \"blue\"])", "green", "BLUE", "blue"),
        ("regex(\"^[A-Z]{2}[0-9]{3}$\")", "AB12", "AB123", "AB123"),
        ("order_no()", "none", "1234", "ORD-1234"),
        ("email()", "nobody", "a@b.co", "a@b.co"),
        (
            "custom(|v| if v == \"xyzzy\" { () } else { \"bad\" })",
            "plugh",
            "xyzzy",
            "xyzzy",
        ),
    ] {
        let steps = format!(
            "fn start(c) {{ let a = c.ask(\"a\", \"q-name\", #{{ kind: {kind}, invalid: \"bad\" }}); c.say(\"said\", #{{ what: `${{a}}` }}); }}"
        );
        let table = format!(
            "> go now\n < Name?\n > {wrong}\n = fallback:1\n < Not that.\n > {right}\n = answer:a\n < Got {shown}."
        );
        play(&steps, "", &table);
    }
}

#[test]
fn tries_run_out_into_the_step_the_author_named() {
    play(
        "fn start(c) { c.ask(\"n\", \"q-name\", #{ kind: int(), tries: 2, on_fail: \"lost\" }); }
         fn lost(c) { c.say_raw(\"lost\"); }",
        "",
        "> go now
         < Name?
         > x
         <~ We need a whole number here
         > y
         < lost",
    );
}

#[test]
fn options_are_buttons_then_a_list_then_pages() {
    let options = |count: usize| {
        let opts: Vec<_> = (0..count)
            .map(|n| format!("opt(\"o{n}\", \"Option {n}\")"))
            .collect();
        format!(
            "fn start(c) {{ let p = c.choose(\"p\", \"q-pick\", [{}]); c.say_raw(p); }}",
            opts.join(", ")
        )
    };
    let first = |steps: &str| play_first(steps);
    assert!(matches!(
        first(&options(3)).body,
        OutboundBody::Buttons { .. }
    ));
    assert!(matches!(first(&options(4)).body, OutboundBody::List { .. }));
    assert!(matches!(
        first(&options(10)).body,
        OutboundBody::List { .. }
    ));
    let OutboundBody::List { sections, .. } = first(&options(11)).body else {
        panic!("not a list");
    };
    assert_eq!(sections[0].rows.len(), 10);
    assert_eq!(sections[0].rows[9].title, "More");
    let long =
        "fn start(c) { c.choose(\"p\", \"q-pick\", [opt(\"a\", \"A title of twenty-two.\")]); }";
    assert!(matches!(first(long).body, OutboundBody::List { .. }));
    let longer = "fn start(c) { c.choose(\"p\", \"q-pick\", [opt(\"a\", \"A title of thirty characters..\")]); }";
    assert!(matches!(first(longer).body, OutboundBody::Text { .. }));
    play(&options(11), "", "> go now\n <~ Which?\n > ١١\n < o10");
    play(&options(4), "", "> go now\n <~ Which?\n > option 2\n < o1");
}

fn play_first(steps: &str) -> Outbound {
    let mut world = World::new(flow(steps, ""));
    world.rehearsal.says("go now").said.remove(0)
}

#[test]
fn a_stale_tap_never_answers_another_question() {
    let steps = "fn start(c) { let a = c.confirm(\"ok\", \"q-ok\"); c.say_raw(`first ${a}`); return c.to(\"second\"); }
                 fn second(c) { let b = c.confirm(\"ok\", \"q-ok\"); c.say_raw(`second ${b}`); }";
    let mut world = World::new(flow(steps, ""));
    let asked = world.rehearsal.says("go now");
    let (id, title) = crate::flow::rehearsal::options(&asked.said[0])[0].clone();
    let tap = || Content::ButtonReply {
        id: id.clone(),
        title: title.clone(),
    };
    let reply = world.rehearsal.feed(tap());
    assert_eq!(reply.said.len(), 2, "{reply:?}");
    let reply = world.rehearsal.feed(tap());
    assert_eq!(reply.traces[0].matched, "stale");
    assert!(world.rehearsal.session.pending.is_some());
}

#[test]
fn pictures_are_refused_politely_and_reactions_draw_nothing() {
    let mut world = World::new(flow(
        "fn start(c) { c.ask(\"n\", \"q-name\", #{ kind: int() }); }",
        "",
    ));
    world.rehearsal.says("go now");
    let before = world.rehearsal.session.clone();
    let picture = Content::Media(InboundMedia {
        kind: MediaKind::Image,
        id: "1".into(),
        mime: "image/jpeg".into(),
        sha256: None,
        caption: None,
        filename: None,
        voice: false,
        animated: false,
    });
    let reply = world.rehearsal.feed(picture);
    assert_eq!(reply.said.len(), 1);
    assert_eq!(reply.traces[0].matched, "unsupported:image");
    let (message, emoji) = (MessageId::new("x"), Some("👍".to_owned()));
    for quiet in [
        Content::Reaction {
            message: message.clone(),
            emoji,
        },
        Content::Revoke {
            original: message.clone(),
        },
        Content::Edit {
            original: message,
            text: None,
            kind: "text".into(),
        },
    ] {
        let reply = world.rehearsal.feed(quiet);
        assert!(reply.said.is_empty(), "{reply:?}");
    }
    assert_eq!(world.rehearsal.session.misses, before.misses);
}

#[test]
fn staff_on_the_phone_silence_the_bot_but_not_stop() {
    let mut world = World::new(flow("fn start(c) { c.ask(\"n\", \"q-name\"); }", ""));
    world.rehearsal.says("go now");
    assert!(
        world
            .rehearsal
            .staff_writes("Hello, this is Sara")
            .said
            .is_empty()
    );
    assert_eq!(world.rehearsal.session.owner, Owner::External);
    assert!(world.rehearsal.says("go now").said.is_empty());
    assert!(world.rehearsal.says("menu").said.is_empty());
    let reply = world.rehearsal.says("STOP");
    assert_eq!(reply.said.len(), 1);
    assert_eq!(reply.effects, [Effect::Consent { opted_out: true }]);
    assert_eq!(world.rehearsal.session.owner, Owner::External);
}

#[test]
fn a_handoff_is_one_ticket_with_what_was_gathered() {
    let steps = "fn start(c) { c.set(\"kept\", \"v\"); return c.handoff(#{ queue: \"q\", reason: \"r\", priority: 1, fields: [\"kept\", \"none\"] }); }";
    let world = play(steps, "", "> go now\n <~ Passing you");
    let [Effect::Handoff(ticket)] = world.reply.effects.as_slice() else {
        panic!("{:?}", world.reply.effects);
    };
    assert_eq!(
        (
            ticket.queue.as_str(),
            ticket.reason.as_str(),
            ticket.priority
        ),
        ("q", "r", 1)
    );
    assert_eq!(ticket.fields, [("kept".to_owned(), "v".into())]);
    assert_eq!(
        (ticket.flow.as_deref(), ticket.step.as_deref()),
        (Some("test"), Some("start"))
    );
}

#[test]
fn a_flow_expires_after_silence_counted_from_her_last_message() {
    let steps = "fn start(c) { c.ask(\"n\", \"q-name\", #{ kind: int() }); }\nfn gone(c) { c.say_raw(\"gone\"); }";
    let head = HEAD.replace("slots:", "expire: \"30m\", on_expire: \"gone\", slots:");
    let script = script_with(&format!("{head}{steps}"), MESSAGES);
    play_in(
        World::new(script),
        "> go now
         < Name?
         @ 20m
         > what
         <~ We need a whole number
         @ 20m
         = timer:flow
         @ 10m
         = timer:flow
         < gone",
    );
}

#[test]
fn an_unfinished_flow_may_ask_before_it_is_left() {
    let head = HEAD.replace("slots:", "interrupts: \"confirm\", slots:");
    let mut flows = format!(
        "{head}fn start(c) {{ c.ask(\"n\", \"q-name\", #{{ kind: int() }}); c.say_raw(\"end\"); }}"
    );
    flows.push('\n');
    let mut sources = super::world::sources();
    sources.flows.push(crate::flow::SourceFile {
        path: "test.rhai".into(),
        text: flows,
    });
    for tag in ["ar", "en"] {
        let (path, text) = (format!("{tag}/test.ftl"), MESSAGES.into());
        sources
            .locales
            .push(crate::locale::LocaleFile { path, text });
    }
    play_in(
        World::new(super::world::compile(&sources)),
        "> go now
         < Name?
         > where is my order
         < You have not finished yet. Leave it?
         [] Leave it | Go on
         ># Go on
         < Name?
         > where is my order
         < You have not finished yet. Leave it?
         ># Leave it
         <~ Please type your order number",
    );
}

#[test]
fn a_slow_call_says_so_once() {
    play(
        "fn start(c) { let r = c.api(\"x\", #{}, #{ slow_after: \"4s\", slow_say: \"one-moment\" }); c.say_raw(`${r.ok}`); }",
        "",
        "shop slow
         > go now
         @ 3s
         @ 1s
         = timer:slow
         < One moment please, we are looking it up.
         @ 60s
         shop up
         shop back
         < false",
    );
}
