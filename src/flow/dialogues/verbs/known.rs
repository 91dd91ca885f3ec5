//! What a step may know and keep: hours, agreements, experiments, secrets, days.

use super::{flow, play, slots};
use crate::domain::{Effect, Outbound, Secret, Value};
use crate::flow::dialogues::world::World;
use crate::flow::rehearsal::wording;
use crate::locale::text::strip_marks;
use std::sync::Arc;

#[test]
fn hours_are_told_in_her_language_and_read_once() {
    let steps = "fn start(c) {
        let h = c.hours(\"desk\");
        c.say(\"opens\", #{ opens: h.next_open });
        c.ask(\"x\", \"q-note\");
        let always = c.hours(\"general\");
        c.say_raw(`${h.open} ${always.open} ${always.closes == ()}`);
        c.say(\"opens\", #{ opens: always.next_open });
        c.say(\"opens\", #{ opens: time(h.next_open) });
    }";
    play(
        steps,
        "> go now
         < We open tomorrow, 9:00 AM.
         < A note?
         @ 20h
         > x
         < false true true
         < We open at any time.
         < We open 9:00 AM.",
    );
    play(
        steps,
        "> هيا بنا
         < We open غدًا، 9:00 ص.
         < A note?",
    );
}

#[test]
fn an_agreement_keeps_what_was_asked() {
    let mut world = World::new(flow(
        "fn start(c) {
             if c.confirm(\"wants\", \"q-place\") { c.opt_in(\"order_updates\"); }
             c.ask(\"x\", \"q-note\");
             c.opt_out(\"order_updates\");
         }",
    ));
    world.rehearsal.says("go now");
    let agreed = world.rehearsal.says("yes");
    let [Effect::OptIn(opt_in)] = agreed.effects.as_slice() else {
        panic!("{:?}", agreed.effects);
    };
    assert!(opt_in.granted);
    assert_eq!(
        (
            opt_in.purpose.as_str(),
            opt_in.wording.as_str(),
            opt_in.locale.as_str()
        ),
        ("order_updates", "q-place", "en")
    );
    assert!(slots(&world).opt_ins.contains_key("order_updates"));
    let left = world.rehearsal.says("x");
    assert!(matches!(left.effects.as_slice(), [Effect::OptIn(opt)] if !opt.granted));
    assert!(slots(&world).opt_ins.is_empty());
}

#[test]
fn agreements_and_experiments_have_a_limit() {
    for (verb, what) in [
        ("c.opt_in(`p${n}`)", "more than 50 agreements"),
        ("c.variant(`e${n}`, [\"a\"])", "more than 50 experiments"),
    ] {
        let step = format!("fn start(c) {{ for n in 0..60 {{ {verb}; }} }}");
        let mut world = World::new(flow(&step));
        let reply = world.rehearsal.says("go now");
        let fault = reply.traces[0].fault.clone().expect("a fault");
        assert!(fault.what.contains(what), "{fault:?}");
    }
}

#[test]
fn an_experiment_puts_her_in_one_arm_and_marks_it_once() {
    let mut world = World::new(flow(
        "fn start(c) {
             let arm = c.variant(\"wording\", [\"plain\", \"warm\"]);
             c.ask(\"x\", \"q-note\");
             c.say_raw(`${arm == c.variant(\"wording\", [\"warm\", \"plain\"])}`);
         }",
    ));
    let reply = world.rehearsal.says("go now");
    let marks = |effects: &[Effect]| {
        let is_mark =
            |effect: &&Effect| matches!(effect, Effect::Mark { event, .. } if event == "variant");
        effects.iter().filter(is_mark).count()
    };
    assert_eq!(marks(&reply.effects), 1);
    let reply = world.rehearsal.says("x");
    assert_eq!(reply.said, [Outbound::text("true")]);
    assert_eq!(marks(&reply.effects), 0);
}

#[test]
fn a_secret_answer_is_kept_in_no_slot_and_shown_to_nobody() {
    let mut world = World::new(flow(
        "fn start(c) {
             let pin = c.ask(\"note\", \"q-note\", #{ kind: regex(\"^[0-9]{4}$\"), secret: true });
             c.ask(\"x\", \"q-place\");
             c.say_raw(`${pin == \"4321\"} ${c.slots.note == ()}`);
         }",
    ));
    world.rehearsal.says("go now");
    for answer in ["43210", "4321"] {
        let reply = world.rehearsal.says(answer);
        assert!(reply.traces[0].secret, "{answer}");
        assert_eq!(slots(&world).slots.get("note"), None);
    }
    assert!(!format!("{:?}", world.rehearsal.session).contains("4321"));
    let reply = world.rehearsal.says("x");
    assert!(!reply.traces[0].secret);
    assert_eq!(reply.said, [Outbound::text("true true")]);
}

#[test]
fn days_are_counted_by_the_tenants_calendar() {
    play(
        "fn start(c) {
             let now = c.now();
             c.say_raw(`${now} ${days_between(\"2026-11-06\", now)} ${days_between(now, \"2026-11-01T23:00:00Z\")}`);
             c.say_raw(`${parse_int(\"5\") + 1}`);
         }",
        "> go now
         < 2026-11-20T19:00:00+03:00 14 -19
         < 6",
    );
}

#[test]
fn the_business_knows_its_own_people() {
    let mut cast = crate::flow::dialogues::world::cast("966501234567");
    let steps = "fn start(c) { c.say_raw(`${c.contact.staff}`); }";
    let mut stranger = World::with(flow(steps), cast.clone());
    assert_eq!(
        stranger.rehearsal.says("go now").said,
        [Outbound::text("false")]
    );
    let phone = cast.contact.address.phone.clone().expect("a phone");
    Arc::make_mut(&mut cast.tenant).staff.insert(phone);
    let mut own = World::with(flow(steps), cast);
    assert_eq!(own.rehearsal.says("go now").said, [Outbound::text("true")]);
}

#[test]
fn a_secret_that_is_passed_on_stays_one() {
    let mut world = World::new(flow(
        "fn start(c) {
             let pin = c.ask(\"note\", \"q-note\", #{ kind: regex(\"^[0-9]{4}$\"), secret: true });
             let kept = pin;
             c.set(\"item\", kept);
             c.say(\"said\", #{ what: pin });
             c.mark(\"pin\", #{ pin: pin, all: [pin] });
             c.api(\"shop.check\", #{ pin: c.slots.item });
             c.say_raw(`${pin == \"9753\"} ${c.slots.item.len}`);
             return c.handoff(#{ fields: [\"item\"] });
         }",
    ));
    world.rehearsal.says("هيا بنا");
    let reply = world.rehearsal.says("9753");
    let secret = || Value::Secret(Secret("9753".into()));
    assert_eq!(strip_marks(wording(&reply.said[0])), "Got ••••.");
    assert_eq!(wording(&reply.said[1]), "true 4");
    assert_eq!(reply.calls[0].arguments["pin"], secret());
    let fields = reply.effects.iter().find_map(|effect| match effect {
        Effect::Mark { fields, .. } => Some(fields.clone()),
        _ => None,
    });
    let marked = [
        ("pin".to_owned(), secret()),
        ("all".to_owned(), Value::List(vec![secret()])),
    ];
    assert_eq!(fields, Some(marked.into()));
    let ticket = reply.effects.iter().find_map(|effect| match effect {
        Effect::Handoff(ticket) => Some(ticket.clone()),
        _ => None,
    });
    assert!(ticket.is_some_and(|ticket| ticket.fields.is_empty()));
}
