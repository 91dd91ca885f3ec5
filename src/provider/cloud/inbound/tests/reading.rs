//! What is read of whom, when, and what they said.

use std::fs;

use serde_json::json;

use super::{body, fixtures, only, read, text, value};
use crate::domain::{
    Address, Bsuid, ContactCard, Content, Event, InboundMedia, Location, MediaKind, MessageId,
    OrderItem, Phone, SystemNotice, Timestamp,
};

#[test]
fn a_sender_is_known_by_every_alias_that_is_given_and_by_no_other() {
    let phone = |text| Phone::from_provider(text);
    let (salma, omar) = ("966500000001", "966500000002");
    let contacts = json!([
        {"wa_id": omar, "user_id": "SA.2", "profile": {"name": "Omar"}},
        {"wa_id": salma, "user_id": "SA.1", "parent_user_id": "SA.ENT.1", "profile": {"name": "Salma"}},
    ]);
    let full = Address {
        phone: phone(salma),
        bsuid: Bsuid::parse("SA.1"),
        parent: Bsuid::parse("SA.ENT.1"),
    };
    for by in [
        json!({"from": salma}),
        json!({"from": format!("+{salma}")}),
        json!({"from": 966_500_000_001_u64}),
        json!({"from": null, "from_user_id": "SA.1"}),
        json!({"from": "SA.1"}),
        json!({"from": "SA.ENT.1"}),
        json!({"from": null, "from_parent_user_id": "SA.ENT.1"}),
    ] {
        let message = only(&contacts, &text(&by));
        assert_eq!(message.from, full, "{by}");
        assert_eq!(message.profile_name.as_deref(), Some("Salma"), "{by}");
    }
    let stranger = only(&contacts, &text(&json!({"from": "966500000003"})));
    assert_eq!(stranger.from.phone, phone("966500000003"));
    assert_eq!((stranger.from.bsuid, stranger.profile_name), (None, None));
    // Nor is she taken for the only contact there is, once she is named.
    let other = json!([{"wa_id": omar, "user_id": "SA.2", "profile": {"name": "Omar"}}]);
    let named = only(&other, &text(&json!({"from": salma})));
    assert_eq!((named.from.bsuid, named.profile_name), (None, None));
    // Only one person can have written this; of two, neither is guessed.
    let one = json!([{"wa_id": "SA.9"}]);
    let hidden = only(&one, &text(&json!({"from": null})));
    assert_eq!(hidden.from.bsuid, Bsuid::parse("SA.9"));
    let unnamed = body(&value(&contacts, &[text(&json!({"from": null}))]));
    assert!(matches!(read(&unnamed).expect("JSON")[..], [Event::Odd(_)]));
}

#[test]
fn a_time_may_be_text_or_number_in_seconds_or_milliseconds() {
    for time in [
        json!("1786000000"),
        json!(1_786_000_000),
        json!("1786000000000"),
        json!(1_786_000_000_000_u64),
    ] {
        let message = only(&json!([]), &text(&json!({"timestamp": time})));
        assert_eq!(message.at, Timestamp(1_786_000_000_000), "{time}");
    }
}

/// What the one message of a fixture says.
fn content(fixture: &str) -> Content {
    let file = fixtures().join("inbound").join(format!("{fixture}.json"));
    let events = read(&fs::read(file).expect("a fixture")).expect("JSON");
    match events.into_iter().next() {
        Some(Event::Message(message)) => message.content,
        other => panic!("{fixture}: {other:?}"),
    }
}

fn media(kind: MediaKind, id: &str, mime: &str) -> InboundMedia {
    InboundMedia {
        kind,
        id: id.into(),
        mime: mime.into(),
        sha256: Some("bWFkZSB1cCBmb3IgdGhpcyBmaXh0dXJl".into()),
        caption: None,
        filename: None,
        voice: false,
        animated: false,
    }
}

#[test]
fn a_tap_is_read_with_its_id_and_its_title() {
    let tap = |id: &str, title: &str| (id.to_owned(), title.to_owned());
    let (id, title) = tap("track", "تتبع الطلب");
    assert_eq!(
        content("interactive_button_reply"),
        Content::ButtonReply { id, title }
    );
    let (id, title) = tap("ORD-1001", "ORD-1001");
    let description = Some("shipped".into());
    assert_eq!(
        content("interactive_list_reply"),
        Content::ListReply {
            id,
            title,
            description
        }
    );
    for (fixture, payload, text) in [
        ("button", "track:ORD-1001", "تتبع"),
        ("button_without_payload", "Stop", "Stop"),
    ] {
        let (payload, text) = tap(payload, text);
        assert_eq!(content(fixture), Content::TemplateButton { payload, text });
    }
}

#[test]
fn a_file_is_read_with_all_that_is_told_of_it() {
    let with = |mut media: InboundMedia, change: fn(&mut InboundMedia)| {
        change(&mut media);
        Content::Media(media)
    };
    for (fixture, expected) in [
        (
            "image",
            with(media(MediaKind::Image, "m1", "image/jpeg"), |m| {
                m.caption = Some("مكسور".into());
            }),
        ),
        (
            "video",
            with(media(MediaKind::Video, "m2", "video/mp4"), |_| {}),
        ),
        (
            "audio",
            with(media(MediaKind::Audio, "m3", "audio/mpeg"), |_| {}),
        ),
        (
            "audio_voice",
            with(
                media(MediaKind::Audio, "m4", "audio/ogg; codecs=opus"),
                |m| m.voice = true,
            ),
        ),
        (
            "document",
            with(media(MediaKind::Document, "m5", "application/pdf"), |m| {
                m.caption = Some("invoice".into());
                m.filename = Some("فاتورة.pdf".into());
            }),
        ),
        (
            "sticker",
            with(media(MediaKind::Sticker, "m6", "image/webp"), |m| {
                m.animated = true;
            }),
        ),
    ] {
        assert_eq!(content(fixture), expected, "{fixture}");
    }
}

#[test]
fn places_cards_and_orders_keep_what_was_written() {
    assert_eq!(
        content("location"),
        Content::Location(Location {
            latitude_e6: 24_713_552,
            longitude_e6: 46_675_296,
            name: Some("متجر".into()),
            address: Some("الرياض".into()),
        })
    );
    let card = |name: &str, phones: &[&str], requested| ContactCard {
        name: name.into(),
        phones: phones.iter().map(|phone| (*phone).into()).collect(),
        requested,
    };
    assert_eq!(
        content("contacts"),
        Content::Contacts(vec![
            card("أحمد علي", &["+966 50 000 0002"], false),
            card("Mona", &[], false)
        ])
    );
    assert_eq!(
        content("contacts_requested"),
        Content::Contacts(vec![card("Salma", &["+966500000001"], true)])
    );
    let item = |product: &str, quantity, price: &str| OrderItem {
        product: product.into(),
        quantity,
        price: price.into(),
        currency: "SAR".into(),
    };
    assert_eq!(
        content("order"),
        Content::Order {
            catalog: Some("c1".into()),
            text: None,
            items: vec![item("SKU-1", 2, "7.5"), item("SKU-2", 1, "30.00")],
        }
    );
}

#[test]
fn a_change_of_number_names_the_new_one_and_moves_nothing() {
    let to = Address {
        phone: Phone::from_provider("966500000009"),
        ..Address::default()
    };
    for fixture in ["system_number_changed", "system_number_changed_legacy"] {
        let notice = SystemNotice::NumberChanged { to: to.clone() };
        assert_eq!(content(fixture), Content::System(notice), "{fixture}");
    }
    let to = Address {
        bsuid: Bsuid::parse("SA.10000000000000000002"),
        ..Address::default()
    };
    assert_eq!(
        content("system_user_id_changed"),
        Content::System(SystemNotice::UserIdChanged { to })
    );
}

#[test]
fn edits_revokes_and_reactions_point_at_their_message() {
    let of = MessageId::new;
    let edit = |original, text: &str, kind: &str| Content::Edit {
        original: of(original),
        text: Some(text.into()),
        kind: kind.into(),
    };
    let reaction = |emoji: Option<&str>| Content::Reaction {
        message: of("wamid.out09"),
        emoji: emoji.map(Into::into),
    };
    for (fixture, expected) in [
        ("edit", edit("wamid.in01", "وين طلبي ١٠٠٣؟", "text")),
        ("edit_caption", edit("wamid.in09", "مكسور جدا", "image")),
        (
            "revoke",
            Content::Revoke {
                original: of("wamid.in01"),
            },
        ),
        ("reaction", reaction(Some("👍🏽"))),
        ("reaction_removed", reaction(None)),
    ] {
        assert_eq!(content(fixture), expected, "{fixture}");
    }
    let emptied = text(&json!({"type": "reaction", "reaction": {"message_id": "m", "emoji": ""}}));
    let emptied = only(&json!([]), &emptied).content;
    assert!(matches!(emptied, Content::Reaction { emoji: None, .. }));
}

#[test]
fn what_nobody_can_read_is_still_a_message() {
    for (fixture, kind, codes) in [
        ("unsupported", "unsupported", vec![131_051]),
        ("type_of_tomorrow", "hologram", vec![]),
        ("interactive_empty", "interactive", vec![131_000]),
    ] {
        let kind = kind.into();
        assert_eq!(
            content(fixture),
            Content::Unsupported { kind, codes },
            "{fixture}"
        );
    }
    for strange in [
        json!({"type": null}),
        json!({"text": null}),
        json!({"text": {}}),
        json!({"type": "interactive", "interactive": {"type": "future_reply"}}),
        json!({"type": "button", "button": {}}),
    ] {
        let content = only(&json!([]), &text(&strange)).content;
        assert!(matches!(content, Content::Unsupported { .. }), "{strange}");
    }
}

#[test]
fn a_form_s_answers_are_json_text_however_they_were_wrapped() {
    for (sent, answers) in [
        (json!("{\"rating\":\"5\"}"), "{\"rating\":\"5\"}"),
        (json!({"rating": 5}), "{\"rating\":5}"),
        (json!(null), "{}"),
    ] {
        let form = json!({"type": "interactive",
            "interactive": {"nfm_reply": {"name": "flow", "response_json": sent}}});
        let expected = Content::FormReply {
            name: "flow".into(),
            answers: answers.into(),
        };
        assert_eq!(only(&json!([]), &text(&form)).content, expected);
    }
}

#[test]
fn where_she_came_from_and_what_she_quoted_is_kept() {
    let read_first = |fixture: &str| {
        let file = fixtures().join("inbound").join(fixture);
        match read(&fs::read(file).expect("a fixture"))
            .expect("JSON")
            .remove(0)
        {
            Event::Message(message) => *message,
            other => panic!("{other:?}"),
        }
    };
    let referral = read_first("text_from_advertisement.json").referral;
    let referral = referral.expect("a referral");
    assert_eq!(referral.click_id.as_deref(), Some("click-1"));
    assert_eq!(referral.source_type.as_deref(), Some("ad"));
    let context = read_first("text_forwarded.json")
        .context
        .expect("a context");
    assert!(context.forwarded && context.message.is_none());
    let context = read_first("text_about_product.json").context;
    let context = context.expect("a context");
    assert_eq!(context.product.as_deref(), Some("SKU-1"));
    // Bookkeeping of an odd shape costs neither the words nor each other.
    let odd = text(&json!({"context": 5, "referral": {"headline": {}, "source_id": 9}}));
    let odd = only(&json!([]), &odd);
    assert_eq!((odd.content.text(), odd.context), (Some("hi"), None));
    assert_eq!(odd.referral.and_then(|r| r.source_id).as_deref(), Some("9"));
}
