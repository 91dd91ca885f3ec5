//! The verbs of the host, each played in both languages.

use super::world::{World, play_in, script_with};
use crate::domain::{Effect, Outbound, OutboundBody, Session, TemplateButton, Value};
use crate::flow::Script;
use std::sync::Arc;

const HEAD: &str = "flow(#{ id: \"test\", triggers: [phrases(\"go\")], slots: #{
    item: slot(\"id\"), photo: slot(\"media\"), note: slot(\"text\"), place: slot(\"location\"),
} });\n";
const MESSAGES: &str = "
go = go now, هيا بنا
q-item = Which item?
item-shoe = Shoe
item-shirt = Shirt
item-label = Item
q-photo = A photo?
q-place = Where?
q-card = Who?
q-note = A note?
note-label = Note
look-over = Please check:
said = Got { $what }.
opens = We open { $opens }.
";

fn flow(steps: &str) -> Arc<Script> {
    script_with(&format!("{HEAD}{steps}"), MESSAGES)
}

fn play(steps: &str, table: &str) -> World {
    play_in(World::new(flow(steps)), table)
}

fn slots(world: &World) -> &Session {
    &world.rehearsal.session
}

const FORM: &str = "
fn start(c) { return c.to(\"form\"); }
fn form(c) {
    c.choose(\"item\", \"q-item\", [opt(\"shoe\"), opt(\"shirt\")]);
    c.ask(\"photo\", \"q-photo\", #{ kind: media(\"image\"), tries: 2, on_fail: \"lost\" });
    c.ask(\"note\", \"q-note\", #{ kind: text(50), skip: \"skip-word\" });
    return switch c.review(\"look-over\", [\"item\", \"photo\", \"note\", \"place\"]) {
        \"yes\"  => { c.say_raw(`${c.slots.item} ${c.slots.note == ()} ${c.slots.photo.id}`); c.done(\"yes\") },
        \"stop\" => { c.say_raw(\"stopped\"); c.done(\"stop\") },
        _      => c.again(5, \"lost\"),
    };
}
fn lost(c) { c.say_raw(\"lost\"); return c.done(\"lost\"); }
";

#[test]
fn an_answer_is_edited_alone_and_the_next_turns_do_not_diverge() {
    play(
        FORM,
        "> go now
         < Which item?
         ># shoe
         < A photo?
         >+ image
         < A note?
         [] Skip
         ># 1
         = skip:note
         <~ Please check:
         [] Confirm | Change something | Cancel request
         > change
         < Which answer shall we change?
         [] Item | photo | Note
         ># item
         = payload:edit
         < Which item?
         > shirt
         <~ Item: Shirt
         ># edit
         < Which answer shall we change?
         > note
         < A note?
         > By the door
         <~ Note: By the door
         > yes
         < shirt false m1",
    );
}

#[test]
fn a_review_in_a_loop_of_one_visit_is_replayed_like_any_other() {
    play(
        "fn start(c) {
             let ends = false;
             while !ends {
                 c.choose(\"item\", \"q-item\", [opt(\"shoe\"), opt(\"shirt\")]);
                 c.ask(\"note\", \"q-note\");
                 ends = c.review(\"look-over\", [\"item\", \"note\"]) != \"edit\";
             }
             c.ask(\"name\", \"q-card\");
             c.say_raw(`${c.slots.item} ${c.slots.note}`);
         }",
        "> go now
         < Which item?
         > shoe
         < A note?
         > one
         <~ Item: Shoe
         > edit
         < Which answer shall we change?
         > 2
         < A note?
         > two
         <~ Note: two
         > back
         < A note?
         > three
         <~ Note: three
         > back
         < A note?
         > two
         <~ Note: two
         > confirm
         < Who?
         > x
         < shoe two",
    );
}

#[test]
fn a_review_speaks_arabic() {
    play(
        FORM,
        "> هيا بنا
         < Which item?
         > 1
         < A photo?
         >+ image
         < A note?
         [] تخطي
         > لا يوجد
         <~ photo: تم استلام الصورة
         [] تأكيد | تعديل | إلغاء الطلب
         > تعديل
         < ما الجواب المطلوب تعديله؟
         > رجوع
         <~ Please check:
         > إلغاء الطلب
         < stopped",
    );
}

#[test]
fn only_the_thing_that_was_asked_for_is_taken_and_its_words_are_kept() {
    let world = play(
        FORM,
        "> go now
         < Which item?
         >+ image
         <~ We cannot read this kind of message
         > shoe
         < A photo?
         >+ place
         <~ We need a picture here.
         > no photo
         < lost",
    );
    assert_eq!(world.rehearsal.session.place, None);
    let world = play(
        FORM,
        "> go now\n < Which item?\n > shoe\n < A photo?
         >+ image the sole is torn
         = answer:photo
         < A note?
         >+ image By the door
         = answer:note
         <~ Note: By the door",
    );
    let photo = slots(&world).slots.get("photo").expect("kept");
    let caption = photo.get("caption").and_then(Value::as_text);
    assert_eq!(caption, Some("the sole is torn"));
}

#[test]
fn a_picture_sent_as_a_document_is_a_picture() {
    let world = play(
        FORM,
        "> go now\n < Which item?\n > shoe\n < A photo?\n >+ scan a.png\n < A note?",
    );
    let photo = slots(&world).slots.get("photo").expect("kept");
    assert_eq!(photo.get("kind").and_then(Value::as_text), Some("image"));
}

#[test]
fn a_place_is_asked_for_with_its_own_button() {
    let world = play(
        "fn start(c) {
             let p = c.ask(\"place\", \"q-place\", #{ kind: location() });
             let who = c.ask(\"who\", \"q-card\", #{ kind: contact() });
             c.say_raw(`${p.lat} ${p.lon} ${p.name} ${who.name} ${who.phones[0]}`);
         }",
        "> go now
         < Where?",
    );
    let asked = world.reply.said.last().map(|message| &message.body);
    assert!(matches!(asked, Some(OutboundBody::AskLocation { .. })));
    play_in(
        world,
        "> at home
         <~ We need a location here.
         >+ place Home
         < Who?
         >+ card Sara
         < 24.713600 46.675300 Home Sara +966500000009",
    );
}

#[test]
fn a_template_takes_its_values_in_order_and_in_her_language() {
    let steps = "fn start(c) {
        c.notify(\"order_update\", #{ due: day(\"2026-11-21\"), order_no: \"ORD-1\" });
        c.ask(\"x\", \"q-note\");
        c.say_raw(\"end\");
    }";
    for (go, code, due) in [("go now", "en_US", "tomorrow"), ("هيا بنا", "ar", "غدًا")] {
        let mut world = World::new(flow(steps));
        let reply = world.rehearsal.says(go);
        let OutboundBody::Template(template) = &reply.said[0].body else {
            panic!("{:?}", reply.said);
        };
        let values: Vec<_> = template
            .body
            .iter()
            .map(|value| value.text.as_str())
            .collect();
        assert_eq!(
            (template.language.as_str(), values),
            (code, vec!["ORD-1", due])
        );
        let payload = "order_update:track".to_owned();
        assert_eq!(
            template.buttons,
            [TemplateButton::QuickReply { index: 0, payload }]
        );
        let said = world.rehearsal.says("x").said;
        assert_eq!(said, [Outbound::text("end")], "it was sent once");
    }
}

#[test]
fn what_a_template_does_not_take_is_the_authors_to_mend() {
    for (call, what) in [
        ("\"order_updat\", #{}", "there is no template"),
        ("\"order_update\", #{ order_no: \"1\" }", "needs `due`"),
        (
            "\"order_update\", #{ order_no: \"1\", due: \"x\", no: 1 }",
            "takes no `no`",
        ),
    ] {
        let mut world = World::new(flow(&format!("fn start(c) {{ c.notify({call}); }}")));
        let reply = world.rehearsal.says("go now");
        let fault = reply.traces[0].fault.clone().expect("a fault");
        assert!(fault.what.contains(what), "{}", fault.what);
    }
}

#[test]
fn hours_are_told_in_her_language_and_read_once() {
    let steps = "fn start(c) {
        let h = c.hours(\"desk\");
        c.say(\"opens\", #{ opens: h.next_open });
        c.ask(\"x\", \"q-note\");
        let always = c.hours(\"general\");
        c.say_raw(`${h.open} ${always.open} ${always.next_open == ()}`);
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
