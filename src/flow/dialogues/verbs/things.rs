//! Questions that are answered with things: pictures, places, cards, forms.

use super::{FORM, flow, play, slots};
use crate::domain::{Content, Form, Outbound, OutboundBody, Value};
use crate::flow::dialogues::world::{World, play_in};

#[test]
fn only_the_thing_that_was_asked_for_is_taken_and_its_words_are_kept() {
    let world = play(
        FORM,
        "> go now
         < Which item?
         >+ image
         <~ We cannot use this here
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
fn a_form_is_answered_by_its_fields_and_only_by_its_own() {
    let steps = "fn start(c) {
        let f = c.ask(\"visit\", \"q-note\", #{ kind: form(\"77001\") });
        c.say_raw(`${f.day} ${f.slot} ${f.contains(\"flow_token\")}`);
    }";
    let mut world = World::new(flow(steps));
    let said = world.rehearsal.says("go now").said;
    let OutboundBody::Form(Form {
        title, form, token, ..
    }) = &said[0].body
    else {
        panic!("{said:?}");
    };
    assert_eq!((title.as_str(), form.as_str()), ("Open the form", "77001"));
    let answer = |token: &str| Content::FormReply {
        name: "flow".into(),
        answers: format!("{{\"flow_token\":\"{token}\",\"day\":\"Sunday\",\"slot\":2}}"),
    };
    let stale = world.rehearsal.feed(answer("@0.0")).said;
    assert!(matches!(&stale[0].body, OutboundBody::Form(_)), "{stale:?}");
    let done = world.rehearsal.feed(answer(token)).said;
    assert_eq!(done, [Outbound::text("Sunday 2 false")]);
}
