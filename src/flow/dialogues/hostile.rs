//! What the verbs do with what no author in her right mind gives them.

use std::sync::Arc;

use rhai::{Dynamic, EvalAltResult, Scope};

use super::world::{NOW, World, cast, play_in, script_with};
use crate::domain::{Carry, ConversationId, DEPTH_MAX, Effect, InboxSeq, Session, TurnId};
use crate::flow::draft::Draft;
use crate::flow::host::{Handle, Run};
use crate::flow::sandbox::{Limits, Meter};
use crate::flow::stage::Stage;
use crate::flow::{SCRIPT_STACK_BYTES, Scene, Script};

/// Values of every kind at their extremes. `c` is the conversation itself, `dead` one whose
/// turn is over, `big` a text of the longest kind, `held` a value that a closure shares.
const POOL: &[&str] = &[
    "()",
    "true",
    "0",
    "-9223372036854775807",
    "9223372036854775807",
    "79228162514264337593543950335.0",
    "-0.0000000000000000000000000001",
    "'x'",
    "\"\"",
    "\"\\0\\r\\n\\u202e{$x}../..\"",
    "big",
    "[]",
    "[[[[()]]], big]",
    "#{}",
    "#{ kind: c, tries: -1, timeout: big, fields: [c], \"\": () }",
    "|x| x",
    "Fn(\"start\")",
    "held",
    "dead",
    "c",
];

/// What the other places hold, so that the one that is wrong is reached.
const PLAUSIBLE: &[&str] = &["\"kept\"", "#{}", "[opt(\"a\"), opt(\"b\")]", "1"];

const FLOW: &str = "flow(#{ id: \"test\", triggers: [phrases(\"go\")], \
    slots: #{ kept: slot(\"text\") } });\nfn start(c) { c.done(\"x\") }";
const MESSAGES: &str = "go = go now\nkept = Hm?\n";

/// A desk at which expressions over `c` are tried, each with a conversation of its own.
struct Desk {
    script: Arc<Script>,
}

impl Desk {
    fn new() -> Self {
        Self {
            script: script_with(FLOW, MESSAGES),
        }
    }

    fn handle(&self) -> Handle {
        let cast = cast("966501234567");
        let turn = TurnId {
            conversation: ConversationId([1; 16]),
            seq: InboxSeq(1),
        };
        let scene = Scene {
            tenant: &cast.tenant,
            contact: &cast.contact,
            turn,
            style: &cast.style,
            carry: Carry::Keep,
        };
        let stage = Stage::set(&self.script.catalog, &scene, NOW);
        let draft = Draft::new(Session::default(), turn, NOW);
        let mut run = Run::new(Arc::new(stage), draft);
        run.flow = self.script.flows.get("test").cloned();
        Handle::lend(run)
    }

    /// Evaluates an expression; whether such a function exists, and the effects.
    fn tries(&self, expression: &str) -> (bool, Vec<Effect>) {
        let meter = Arc::new(Meter::start(&Limits::default()));
        let engine = self.script.library.engine(&meter);
        let (handle, dead) = (self.handle(), self.handle());
        dead.give_back();
        let mut scope = Scope::new();
        scope.push("c", handle.clone());
        scope.push("dead", dead);
        scope.push("big", "x".repeat(16_000));
        scope.push_dynamic("held", Dynamic::from(1_i64).into_shared());
        let result = engine.eval_with_scope::<Dynamic>(&mut scope, expression);
        let found = result
            .err()
            .is_none_or(|error| !matches!(*error, EvalAltResult::ErrorFunctionNotFound(..)));
        let run = handle.give_back().expect("lent once");
        (found, run.draft.finish().effects)
    }
}

/// Runs on a thread with a script's stack; a panic in it fails the test.
fn deep(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
    thread.spawn(test).expect("spawn").join().expect("no panic");
}

/// Every call of `name` with `arity` arguments in which one is from the pool.
fn calls(name: &str, arity: usize) -> Vec<String> {
    let mut calls = Vec::new();
    for wrong in 0..arity {
        let others = arity - 1 - usize::from(wrong != 0);
        for fill in 0..PLAUSIBLE.len().pow(u32::try_from(others).expect("few")) {
            for value in POOL {
                let mut rest = fill;
                let arguments = (0..arity).map(|at| match at {
                    at if at == wrong => *value,
                    0 => "c",
                    _ => {
                        let plausible = PLAUSIBLE[rest % PLAUSIBLE.len()];
                        rest /= PLAUSIBLE.len();
                        plausible
                    }
                });
                calls.push(format!(
                    "{name}({})",
                    arguments.collect::<Vec<_>>().join(", ")
                ));
            }
        }
    }
    if arity == 0 {
        calls.push(format!("{name}()"));
    }
    calls
}

/// The table is made from what the engine registers: a new verb is in it by itself.
#[test]
fn s64_every_verb_takes_anything_without_a_panic() {
    deep(|| {
        let desk = Desk::new();
        for signature in Script::signatures() {
            let (name, rest) = signature.split_once('(').expect("a signature");
            if name.contains('$') {
                continue;
            }
            let arity = rest.split(')').next().map_or(0, |arguments| {
                arguments
                    .split(',')
                    .filter(|it| !it.trim().is_empty())
                    .count()
            });
            let mut found = false;
            for call in calls(name, arity) {
                let (exists, effects) = desk.tries(&call);
                found |= exists;
                assert!(effects.len() < 50, "{call}: {} effects", effects.len());
            }
            assert!(found, "the table never reached {signature}");
        }
        for value in POOL {
            for expression in [
                format!("c.slots[{value}]"),
                format!("c.slots[{value}] = {value}"),
                format!("c.slots.kept = {value}"),
                format!("c.slots = {value}"),
                format!("c.contact = {value}"),
                format!("c == {value}"),
                format!("{value} in c"),
            ] {
                desk.tries(&expression);
            }
        }
    });
}

#[test]
fn s60_a_regular_expression_is_small_or_refused_and_never_slow() {
    let groups = "(a)".repeat(1_000);
    for (pattern, fits) in [
        ("(a+)+$", true),
        ("(a|a)*b", true),
        (r"\\p{L}{1000}{1000}", false),
        ("(?=a)", false),
        (r"(a)\\1", false),
        ("((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})", false),
        (&groups, true),
    ] {
        let ask = format!("c.ask(\"kept\", \"kept\", #{{ kind: regex(\"{pattern}\") }})");
        let flow = FLOW.replace("c.done(\"x\")", &format!("{ask}; c.done(\"x\")"));
        let mut world = World::new(script_with(&flow, MESSAGES));
        world.rehearsal.says("go now");
        let asked = world.rehearsal.session.pending.is_some();
        assert_eq!(asked, fits, "{pattern}");
        if fits {
            world.rehearsal.says(&"a".repeat(60_000));
        }
    }
}

/// `c` names no other conversation: whatever is asked for is looked up among its own slots.
#[test]
fn s62_a_script_reaches_its_own_conversation_only() {
    deep(|| {
        let desk = Desk::new();
        let other = "cnv_00000000000000000000000000000002";
        for name in [
            "../x",
            "../../tenant/rogue/kept",
            "rogue:kept",
            other,
            "+966500000009",
            "access_token",
            "META_APP_SECRET",
            "shop_api_token",
            "env:META_APP_SECRET",
            "\\0",
            "*",
            "",
        ] {
            let read = format!("c.slots[\"{name}\"] == ()");
            assert_eq!(desk.tries(&read).1, [], "{name}");
        }
        for power in [
            "c.session",
            "c.tenant",
            "c.env",
            "c.store",
            "c.contact.id",
            "c.operations",
            "c.settings",
            "c.secrets",
            "c.conversation",
            "c.journal",
            "c.load(\"cnv_00000000000000000000000000000002\")",
            "c[\"session\"]",
            "env(\"META_APP_SECRET\")",
            "open(\"/etc/passwd\")",
        ] {
            let engine = desk
                .script
                .library
                .engine(&Arc::new(Meter::start(&Limits::default())));
            let mut scope = Scope::new();
            scope.push("c", desk.handle());
            let result = engine.eval_with_scope::<Dynamic>(&mut scope, power);
            assert!(result.is_err(), "{power}: {result:?}");
        }
    });
}

/// Nobody but the customer of this conversation can be written to, and not without end.
#[test]
fn s63_effects_are_few_small_and_hers() {
    for steps in [
        "for i in 0..10000 { c.say_raw(`${i}`); }",
        "for i in 0..10000 { c.mark(`e${i}`); }",
        "let s = \"\"; s.pad(16000, 'x'); c.say_raw(s);",
        "let s = \"\"; s.pad(9000, 'x'); c.set(\"kept\", s);",
        "for i in 0..10000 { c.set(`k${i}`, 1); }",
        "let s = \"\"; s.pad(16000, 'x'); for i in 0..70 { c.say_raw(s); }",
        "c.say(\"kept\", #{ to: \"+966500000009\", big: [big_value()] });",
        "c.say_raw(\"x\", \"+966500000009\");",
        "c.say_to(\"+966500000009\", \"kept\");",
        "c.send(\"+966500000009\", \"kept\");",
    ] {
        let flow = FLOW.replace("c.done(\"x\")", &format!("{steps} c.done(\"x\")"));
        play_in(
            World::new(script_with(&flow, MESSAGES)),
            "> go now
             <~ Something went wrong on our side.",
        );
    }
}

/// What was kept comes back into a script no deeper and no larger than it may be.
#[test]
fn s65_values_too_deep_or_too_large_are_refused_where_they_are_kept() {
    deep(|| {
        let desk = Desk::new();
        let nested = format!(
            "{}1{}",
            "[".repeat(DEPTH_MAX + 1),
            "]".repeat(DEPTH_MAX + 1)
        );
        for value in [nested.as_str(), "[big, big]", "|x| x", "c"] {
            let engine = desk
                .script
                .library
                .engine(&Arc::new(Meter::start(&Limits::default())));
            let mut scope = Scope::new();
            scope.push("c", desk.handle());
            scope.push("big", "x".repeat(8_000));
            let kept =
                engine.eval_with_scope::<Dynamic>(&mut scope, &format!("c.set(\"k\", {value})"));
            assert!(kept.is_err(), "{value}");
        }
    });
}
