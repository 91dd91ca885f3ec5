//! What is simulated is what is read.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    Bsuid, ContactCard, Content, Event, InboundMedia, Location, MediaKind, MessageId, OrderItem,
    Phone, ProviderError, ReceiptState, Referral, ReplyContext, SystemNotice, Timestamp,
};
use crate::provider::cloud::inbound;

fn params() -> SampleParams {
    SampleParams {
        business: Business {
            account: "200000000000001".into(),
            display_phone: "966110000000".into(),
        },
        number: NumberId::new("100000000000001"),
        customer: Address {
            phone: Phone::from_provider("966500000001"),
            bsuid: Bsuid::parse("SA.1"),
            parent: Bsuid::parse("SA.ENT.1"),
        },
        name: Some("سلمى".into()),
        id: MessageId::new("wamid.in"),
        at: Timestamp::from_seconds(1_786_000_000),
        text: "966500000002".into(),
        choice: "track".into(),
        target: Some(MessageId::new("wamid.out")),
        planted: Some("ob_1".into()),
        code: 131_047,
    }
}

fn read_back(samples: &[Sample]) -> Vec<Sample> {
    let events = inbound::read(&batch(&params().business, samples)).expect("JSON");
    let samples = events.into_iter().filter_map(|event| match event {
        Event::Message(message) => Some(Sample::Message(message)),
        Event::Status(status) => Some(Sample::Status(status)),
        Event::Notice(_) | Event::Odd(_) => None,
    });
    samples.collect()
}

#[test]
fn every_kind_is_found_by_its_name_and_read_as_it_was_made() {
    for kind in SampleKind::ALL {
        assert_eq!(SampleKind::by_name(kind.name()), Some(kind));
        let sample = kind.sample(&params());
        let read = read_back(std::slice::from_ref(&sample));
        assert_eq!(read, [sample], "{}", kind.name());
    }
    assert_eq!(SampleKind::by_name("hologram"), None);
}

#[test]
fn bytes_are_escaped_as_meta_escapes_them() {
    let text = "مرحبا 🙏 / \"ok\"\n".into();
    let body = body(SampleKind::Text, &SampleParams { text, ..params() });
    let body = String::from_utf8(body).expect("ASCII");
    assert!(body.is_ascii());
    let escaped = r#""body":"\u0645\u0631\u062d\u0628\u0627 \ud83d\ude4f \/ \"ok\"\n""#;
    assert!(body.contains(escaped), "{body}");
}

#[expect(clippy::too_many_lines, reason = "a list with one of everything")]
fn contents() -> Vec<Content> {
    let id = MessageId::new;
    let some = |text: &str| Some(text.to_owned());
    let media = |kind| InboundMedia {
        kind,
        id: "m".into(),
        mime: "a/b; c=d".into(),
        sha256: some("aGFzaA=="),
        caption: some("مكسور"),
        filename: some("ف.pdf"),
        voice: kind == MediaKind::Audio,
        animated: kind == MediaKind::Sticker,
    };
    let to = params().customer;
    vec![
        Content::Media(media(MediaKind::Image)),
        Content::Media(media(MediaKind::Video)),
        Content::Media(media(MediaKind::Audio)),
        Content::Media(media(MediaKind::Document)),
        Content::Media(media(MediaKind::Sticker)),
        Content::Location(Location {
            latitude_e6: -89_999_999,
            longitude_e6: 179_999_999,
            name: some("متجر"),
            address: some("a"),
        }),
        Content::Contacts(vec![ContactCard {
            name: "Mona".into(),
            phones: vec!["+966 50".into()],
            requested: true,
        }]),
        Content::ListReply {
            id: "r".into(),
            title: "t".into(),
            description: some("d"),
        },
        Content::FormReply {
            name: "flow".into(),
            answers: "{\"a\":\"ب\"}".into(),
        },
        Content::CallPermission { granted: true },
        Content::CallPermission { granted: false },
        Content::Reaction {
            message: id("m"),
            emoji: None,
        },
        Content::Order {
            catalog: None,
            text: None,
            items: vec![OrderItem {
                product: "p".into(),
                quantity: 3,
                price: "7.50".into(),
                currency: "SAR".into(),
            }],
        },
        Content::System(SystemNotice::NumberChanged { to: to.clone() }),
        Content::System(SystemNotice::UserIdChanged {
            to: Address { phone: None, ..to },
        }),
        Content::System(SystemNotice::IdentityChanged),
        Content::System(SystemNotice::Other {
            kind: "tomorrow".into(),
        }),
        Content::Edit {
            original: id("m"),
            text: some("caption"),
            kind: "image".into(),
        },
        Content::Welcome,
        Content::Unsupported {
            kind: "hologram".into(),
            codes: vec![],
        },
    ]
}

#[test]
fn every_content_is_read_as_it_was_made_in_one_batch() {
    let samples = contents().into_iter().map(|content| {
        let Sample::Message(mut message) = SampleKind::Text.sample(&params()) else {
            unreachable!("a text is a message");
        };
        message.content = content;
        message.context = Some(ReplyContext {
            message: Some(MessageId::new("wamid.out")),
            forwarded: true,
            product: Some("SKU".into()),
        });
        message.referral = Some(Referral {
            source_id: Some("ad".into()),
            click_id: Some("c".into()),
            ..Referral::default()
        });
        Sample::Message(message)
    });
    let samples: Vec<Sample> = samples.collect();
    assert_eq!(read_back(&samples), samples);
}

#[test]
fn a_failure_is_read_with_its_reasons() {
    let Sample::Status(mut status) = SampleKind::Status(ReceiptState::Failed).sample(&params())
    else {
        unreachable!("a status");
    };
    status.errors.push(ProviderError {
        code: 131_026,
        title: "undeliverable".into(),
        details: Some("why".into()),
    });
    status.recipient = Address::default();
    let samples = [Sample::Status(status)];
    assert_eq!(read_back(&samples), samples);
}

proptest! {
    #[test]
    fn any_text_is_read_as_it_was_written(text in any::<String>()) {
        let sample = SampleKind::Text.sample(&SampleParams { text, ..params() });
        prop_assert_eq!(read_back(std::slice::from_ref(&sample)), [sample]);
    }
}
