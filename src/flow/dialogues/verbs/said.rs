//! What is sent beside texts: files, places, cards, reactions, templates.

use super::{flow, slots};
use crate::domain::{
    Card, Location, MediaKind, MediaSource, Outbound, OutboundBody, Phone, TemplateButton,
};
use crate::flow::dialogues::world::World;
use std::sync::Arc;

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
fn files_places_cards_and_reactions_are_said_once() {
    let steps = "fn start(c) {
        c.say_image(\"https://shop.example/a.png\", \"under\", #{ what: \"shoe\" });
        c.say_document(\"https://shop.example/label.pdf?x=1\");
        c.say_location(\"24.7136\", 46.6753, \"Shop\");
        c.say_contact(\"Sara\", \"0500000009\");
        c.react(\"👍\");
        c.ask(\"note\", \"q-note\");
        c.say_raw(\"end\");
    }";
    let mut world = World::new(flow(steps));
    let said = world.rehearsal.says("go now").said;
    let file =
        |kind, link: &str, caption: Option<&str>, filename: Option<&str>| OutboundBody::Media {
            kind,
            source: MediaSource::Link(link.into()),
            caption: caption.map(String::from),
            filename: filename.map(String::from),
            voice: false,
        };
    let OutboundBody::Media { caption, .. } = &said[0].body else {
        panic!("{said:?}");
    };
    let caption = crate::locale::text::strip_marks(caption.as_deref().unwrap_or_default());
    assert_eq!(caption, "Photo of shoe");
    let label = "https://shop.example/label.pdf?x=1";
    assert_eq!(
        said[1].body,
        file(MediaKind::Document, label, None, Some("label.pdf"))
    );
    assert_eq!(
        said[2].body,
        OutboundBody::Location(Location {
            latitude_e6: 24_713_600,
            longitude_e6: 46_675_300,
            name: Some("Shop".into()),
            address: None,
        })
    );
    assert_eq!(
        said[3].body,
        OutboundBody::Card(Card {
            name: "Sara".into(),
            phones: Phone::from_provider("966500000009").into_iter().collect(),
            company: None,
        })
    );
    let OutboundBody::Reaction { message, .. } = &said[4].body else {
        panic!("{said:?}");
    };
    assert_eq!(Some(message), slots(&world).heard.as_ref());
    let reply = world.rehearsal.says("x");
    assert_eq!(reply.said, [Outbound::text("end")]);
}

#[test]
fn what_cannot_be_sent_is_the_authors_to_mend() {
    for (call, code) in [
        ("c.say_image(\"file:///etc/passwd\")", "F0307"),
        ("c.say_document(7)", "F0310"),
        ("c.say_location(91, 0)", "F0307"),
        ("c.say_location(\"east\", 0)", "F0310"),
        ("c.say_contact(\"Sara\", \"12\")", "F0310"),
        ("c.react(\"ok\")", "F0310"),
        ("days_between(\"soon\", \"2026-11-20\")", "F0310"),
    ] {
        let mut world = World::new(flow(&format!("fn start(c) {{\n {call}; }}")));
        let reply = world.rehearsal.says("go now");
        let fault = reply.traces[0]
            .fault
            .clone()
            .unwrap_or_else(|| panic!("{call}"));
        assert_eq!(fault.code, code, "{call}: {}", fault.what);
    }
}

#[test]
fn the_brand_is_spelt_as_her_language_spells_it() {
    let mut cast = crate::flow::dialogues::world::cast("966501234567");
    let tenant = Arc::make_mut(&mut cast.tenant);
    tenant.brands.insert("ar".into(), "نور".into());
    let script = crate::flow::dialogues::world::script();
    for (hello, brand) in [("hello", "Noor"), ("مرحبا", "نور")] {
        let mut world = World::with(script.clone(), cast.clone());
        let said = world.rehearsal.says(hello).said;
        assert!(
            crate::flow::rehearsal::wording(&said[0]).contains(brand),
            "{said:?}"
        );
    }
}
