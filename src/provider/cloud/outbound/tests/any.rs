//! Any message that an author could make, most of them within the limits.

use proptest::option;
use proptest::prelude::*;

use crate::domain::{
    Button, Card, Form, Location, MediaKind, MediaSource, MessageId, Outbound, OutboundBody, Phone,
    Row, Section, Template, TemplateButton, TemplateHeader, TemplateParameter,
};

fn words(max: usize) -> impl Strategy<Value = String> {
    // Letters of both scripts, marks, emoji: lengths in UTF-16 units exceed those in characters.
    prop::collection::vec("[a-zA-Zء-ي0-9 َُِّ👍🏽🇸🇦]", 1..=max / 4)
        .prop_map(|parts| format!("x{}", parts.concat().trim_end()))
}

fn maybe(max: usize) -> impl Strategy<Value = Option<String>> {
    option::of(words(max))
}

fn source() -> impl Strategy<Value = MediaSource> {
    prop_oneof![
        "[0-9]{5,20}".prop_map(MediaSource::Id),
        "https://[a-z]{3,9}\\.example/[a-z0-9]{0,9}".prop_map(MediaSource::Link),
    ]
}

fn kind() -> impl Strategy<Value = MediaKind> {
    prop_oneof![
        Just(MediaKind::Image),
        Just(MediaKind::Video),
        Just(MediaKind::Audio),
        Just(MediaKind::Document),
        Just(MediaKind::Sticker),
    ]
}

fn buttons() -> impl Strategy<Value = OutboundBody> {
    let button = (words(256), words(20)).prop_map(|(id, title)| Button { id, title });
    let buttons = prop::collection::vec(button, 1..=3);
    (maybe(60), words(1024), maybe(60), buttons).prop_map(|(header, body, footer, buttons)| {
        OutboundBody::Buttons {
            header,
            body,
            footer,
            buttons,
        }
    })
}

fn list() -> impl Strategy<Value = OutboundBody> {
    let row = (words(200), words(24), maybe(72));
    let row = row.prop_map(|(id, title, description)| Row {
        id,
        title,
        description,
    });
    let section = (maybe(24), prop::collection::vec(row, 1..=5));
    let section = section.prop_map(|(title, rows)| Section { title, rows });
    let sections = prop::collection::vec(section, 1..=2);
    (maybe(60), words(1024), maybe(60), words(20), sections).prop_map(
        |(header, body, footer, button, sections)| OutboundBody::List {
            header,
            body,
            footer,
            button,
            sections,
        },
    )
}

fn template() -> impl Strategy<Value = OutboundBody> {
    let header = prop_oneof![
        words(60).prop_map(TemplateHeader::Text),
        (kind(), source()).prop_map(|(kind, source)| TemplateHeader::Media { kind, source }),
    ];
    let button = prop_oneof![
        (0..10_u8, words(256))
            .prop_map(|(index, payload)| TemplateButton::QuickReply { index, payload }),
        (0..10_u8, "[A-Za-z0-9?=&/-]{1,40}")
            .prop_map(|(index, suffix)| TemplateButton::Url { index, suffix }),
    ];
    let named = prop::bool::ANY;
    let texts = prop::collection::vec(words(200), 0..4);
    let buttons = prop::collection::vec(button, 0..3);
    ("[a-z_]{1,30}", option::of(header), texts, named, buttons).prop_map(
        |(name, header, texts, named, buttons)| {
            let body = texts
                .into_iter()
                .enumerate()
                .map(|(at, text)| TemplateParameter {
                    name: named.then(|| format!("p_{at}")),
                    text,
                });
            let (language, body) = ("ar_AE".into(), body.collect());
            OutboundBody::Template(Template {
                name,
                language,
                header,
                body,
                buttons,
            })
        },
    )
}

fn card_or_form() -> impl Strategy<Value = OutboundBody> {
    let phones = prop::collection::vec("9665[0-9]{8}", 1..3);
    let card = (words(256), phones, maybe(256)).prop_map(|(name, phones, company)| {
        let phones = phones
            .iter()
            .filter_map(|phone| Phone::from_provider(phone));
        OutboundBody::Card(Card {
            name,
            phones: phones.collect(),
            company,
        })
    });
    let form = (
        words(1024),
        words(20),
        "[0-9]{5,20}",
        "@[0-9]{1,3}\\.[0-9]{1,2}",
    )
        .prop_map(|(body, title, form, token)| {
            OutboundBody::Form(Form {
                body,
                title,
                form,
                token,
            })
        });
    prop_oneof![card, form]
}

pub fn anything() -> impl Strategy<Value = Outbound> {
    let media = (kind(), source(), maybe(1024), maybe(60), prop::bool::ANY);
    let media = media.prop_map(|(kind, source, caption, filename, voice)| {
        let caption = caption.filter(|_| !matches!(kind, MediaKind::Audio | MediaKind::Sticker));
        OutboundBody::Media {
            kind,
            source,
            caption,
            filename,
            voice,
        }
    });
    let place = (
        -90_000_000..=90_000_000,
        -180_000_000..=180_000_000,
        maybe(60),
        maybe(60),
    );
    let place = place.prop_map(|(latitude_e6, longitude_e6, name, address)| {
        OutboundBody::Location(Location {
            latitude_e6,
            longitude_e6,
            name,
            address,
        })
    });
    let link =
        (maybe(60), words(1024), maybe(60), words(20)).prop_map(|(header, body, footer, title)| {
            let url = "https://shop.example/orders/1".into();
            OutboundBody::Link {
                header,
                body,
                footer,
                title,
                url,
            }
        });
    let message = || "wamid\\.[A-Za-z0-9=]{4,40}".prop_map(MessageId::new);
    let body = prop_oneof![
        (words(4096), prop::bool::ANY)
            .prop_map(|(body, preview_url)| OutboundBody::Text { body, preview_url }),
        buttons(),
        list(),
        link,
        words(1024).prop_map(|body| OutboundBody::AskLocation { body }),
        media,
        prop_oneof![place, card_or_form()],
        template(),
        (message(), "(👍🏽)?").prop_map(|(message, emoji)| OutboundBody::Reaction { message, emoji }),
        (message(), prop::bool::ANY)
            .prop_map(|(message, typing)| OutboundBody::ReadReceipt { message, typing }),
    ];
    (body, option::of(message())).prop_map(|(body, reply_to)| Outbound { body, reply_to })
}
