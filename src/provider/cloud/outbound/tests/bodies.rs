//! Every body the program can make, held against JSON Schemas.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::any::anything;
use crate::domain::{
    Address, Bsuid, Button, ConversationId, InboxSeq, MediaKind, MediaSource, MessageId, Outbound,
    OutboundBody, OutboxId, Phone, Template, TemplateButton, TemplateHeader, TemplateParameter,
    TurnId,
};
use crate::provider::EncodeFault;
use crate::provider::cloud::outbound::body;

fn id() -> OutboxId {
    let conversation = ConversationId([0xab; 16]);
    let seq = InboxSeq(7);
    OutboxId {
        turn: TurnId { conversation, seq },
        index: 2,
    }
}

fn by_phone() -> Address {
    Address {
        phone: Phone::from_provider("966500000001"),
        bsuid: Bsuid::parse("SA.1"),
        parent: None,
    }
}

fn hidden(id: &str) -> Address {
    Address {
        bsuid: Bsuid::parse(id),
        ..Address::default()
    }
}

fn said(body: OutboundBody) -> Outbound {
    Outbound {
        body,
        reply_to: None,
    }
}

fn written(outbound: &Outbound, to: &Address) -> Value {
    let bytes = body(outbound, to, id()).expect("a body");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// Our own schema, and Meta's published one where the checkout has it beside it.
fn schemas() -> Vec<Validator> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = ["../shared/vectors", "../../shared/vectors"];
    let beside = beside.map(|place| root.join(place).join("meta/outbound.schema.json"));
    let files = [root.join("tests/fixtures/meta/outbound.schema.json")];
    let files = files
        .into_iter()
        .chain(beside)
        .filter(|file: &PathBuf| file.is_file());
    let schemas = files.map(|file| {
        let text = fs::read(&file).expect("a schema");
        let schema = serde_json::from_slice(&text).expect("JSON");
        jsonschema::validator_for(&schema).expect("a schema")
    });
    schemas.collect()
}

fn fits(schemas: &[Validator], value: &Value) -> bool {
    schemas.iter().all(|schema| schema.is_valid(value))
}

#[test]
fn a_text_is_written_as_meta_documents_it() {
    let mut outbound = Outbound::text("طلبك ORD-1001 في الطريق");
    outbound.reply_to = Some(MessageId::new("wamid.in"));
    assert_eq!(
        written(&outbound, &by_phone()),
        json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "+966500000001",
            "context": {"message_id": "wamid.in"},
            "biz_opaque_callback_data": id().to_string(),
            "type": "text",
            "text": {"body": "طلبك ORD-1001 في الطريق", "preview_url": false},
        })
    );
}

#[test]
fn one_without_a_phone_is_written_to_by_user_id_and_nobody_is_refused() {
    let text = Outbound::text("hi");
    for id in ["SA.1", "SA.ENT.1"] {
        let body = written(&text, &hidden(id));
        assert_eq!((body.get("to"), &body["recipient"]), (None, &json!(id)));
    }
    let parent = Bsuid::parse("SA.ENT.1");
    let by_parent = Address {
        parent,
        ..Address::default()
    };
    assert_eq!(written(&text, &by_parent)["recipient"], "SA.ENT.1");
    assert_eq!(written(&text, &by_phone()).get("recipient"), None);
    assert_eq!(
        body(&text, &Address::default(), id()),
        Err(EncodeFault::NoAddress)
    );
}

#[test]
fn a_read_receipt_names_nobody_and_plants_nothing() {
    let message = MessageId::new("wamid.in");
    let receipt = |typing| {
        said(OutboundBody::ReadReceipt {
            message: message.clone(),
            typing,
        })
    };
    let read = json!({"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.in"});
    assert_eq!(written(&receipt(false), &Address::default()), read);
    let mut typing = read;
    typing["typing_indicator"] = json!({"type": "text"});
    assert_eq!(written(&receipt(true), &Address::default()), typing);
}

#[test]
fn a_message_over_a_limit_is_never_written() {
    let buttons = |count| {
        let buttons = (0..count).map(|at| Button {
            id: format!("b{at}"),
            title: format!("t{at}"),
        });
        let (header, body, footer) = (None, "?".into(), None);
        said(OutboundBody::Buttons {
            header,
            body,
            footer,
            buttons: buttons.collect(),
        })
    };
    assert!(body(&buttons(3), &by_phone(), id()).is_ok());
    assert!(matches!(
        body(&buttons(4), &by_phone(), id()),
        Err(EncodeFault::Limit(_))
    ));
}

#[test]
fn a_template_s_parameters_stay_where_they_were_reviewed() {
    let fits = |change: fn(&mut Template)| {
        let mut template = Template {
            name: "order_update".into(),
            language: "ar".into(),
            header: None,
            body: vec![TemplateParameter {
                name: None,
                text: "A-1001".into(),
            }],
            buttons: vec![TemplateButton::Url {
                index: 0,
                suffix: "A-1001?x=1".into(),
            }],
        };
        change(&mut template);
        body(&said(OutboundBody::Template(template)), &by_phone(), id()).is_ok()
    };
    assert!(fits(|_| {}));
    for broken in [
        |t: &mut Template| t.body[0].text = "two\nlines".into(),
        |t: &mut Template| t.body[0].text = "a\tb".into(),
        |t: &mut Template| t.body[0].text = "a     b".into(),
        |t: &mut Template| t.body[0].text = String::new(),
        |t: &mut Template| t.body[0].name = Some("Not Plain".into()),
        |t: &mut Template| t.header = Some(TemplateHeader::Text(String::new())),
        |t: &mut Template| {
            let source = MediaSource::Id("1".into());
            t.header = Some(TemplateHeader::Media {
                kind: MediaKind::Audio,
                source,
            });
        },
        |t: &mut Template| t.buttons = suffixed("../../admin"),
        |t: &mut Template| t.buttons = suffixed("//evil.example"),
        |t: &mut Template| t.buttons = suffixed("a\\b"),
        |t: &mut Template| t.buttons = suffixed("a b"),
        |t: &mut Template| t.buttons = suffixed("طلب"),
        |t: &mut Template| t.buttons = suffixed(""),
        |t: &mut Template| {
            let payload = "x".into();
            t.buttons = vec![TemplateButton::QuickReply { index: 10, payload }];
        },
    ] {
        assert!(!fits(broken));
    }
}

fn suffixed(suffix: &str) -> Vec<TemplateButton> {
    let suffix = suffix.into();
    vec![TemplateButton::Url { index: 0, suffix }]
}

#[test]
fn the_schemas_refuse_what_meta_would_refuse() {
    let schemas = schemas();
    let text = written(&Outbound::text("hi"), &by_phone());
    assert!(fits(&schemas, &text));
    for (pointer, wrong) in [
        ("/to", json!("966 50")),
        ("/type", json!("image")),
        ("/text", json!({"body": ""})),
        ("/text", json!({"body": "a".repeat(4097)})),
        ("/text", json!("hi")),
        ("/messaging_product", json!("sms")),
        ("/biz_opaque_callback_data", json!("a".repeat(513))),
    ] {
        let mut broken = text.clone();
        *broken.pointer_mut(pointer).expect("a key") = wrong;
        for schema in &schemas {
            assert!(!schema.is_valid(&broken), "{broken}");
        }
    }
}

#[test]
fn every_body_that_can_be_made_fits_the_published_shape() {
    let schemas = schemas();
    let written_count = std::cell::Cell::new(0);
    let cases = ProptestConfig::with_cases(400);
    proptest!(cases, |(outbound in anything(), hide in prop::bool::ANY)| {
        let to = if hide { hidden("SA.1") } else { by_phone() };
        // Twin titles and headers of sound are refused before they are written.
        if outbound.check().is_ok() {
            let body = written(&outbound, &to);
            prop_assert!(fits(&schemas, &body), "{body}");
            written_count.set(written_count.get() + 1);
        }
    });
    assert!(
        written_count.get() > 250,
        "most of what is tried is written"
    );
}
