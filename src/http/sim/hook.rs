//! Webhook bodies as Meta would write them about a phone. Shapes: Meta, webhook reference of
//! the Cloud API (messages, statuses).

use serde::Deserialize;
use serde_json::json;

use crate::domain::{NumberId, Phone, ReceiptState, Timestamp};

/// Where the phone always is: the King Abdullah Financial District in Riyadh.
pub const LATITUDE: f64 = 24.7637;
pub const LONGITUDE: f64 = 46.6406;

/// Who writes to whom, and when.
#[derive(Debug, Clone)]
pub struct Letter {
    pub number: NumberId,
    pub phone: Phone,
    /// The customer's name for herself.
    pub name: String,
    /// The message's id at the provider.
    pub id: String,
    pub at: Timestamp,
    /// The message quoted or tapped on.
    pub reply_to: Option<String>,
}

/// What the person did.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Act {
    Text {
        text: String,
    },
    Button {
        id: String,
        title: String,
    },
    Row {
        id: String,
        title: String,
        description: Option<String>,
    },
    /// A quick reply under a template.
    TemplateButton {
        payload: String,
    },
    Image {
        caption: Option<String>,
    },
    Voice,
    Location,
}

/// The webhook of a message of hers.
#[must_use]
pub fn message(letter: &Letter, act: &Act) -> Vec<u8> {
    let (kind, inner) = match act {
        Act::Text { text } => ("text", json!({"body": text})),
        Act::Button { id, title } => (
            "interactive",
            json!({"type": "button_reply", "button_reply": {"id": id, "title": title}}),
        ),
        Act::Row {
            id,
            title,
            description,
        } => {
            let mut row = json!({"id": id, "title": title});
            put(&mut row, "description", description.as_deref());
            (
                "interactive",
                json!({"type": "list_reply", "list_reply": row}),
            )
        }
        Act::TemplateButton { payload } => ("button", json!({"payload": payload, "text": payload})),
        Act::Image { caption } => {
            let mut image = json!({"id": "1", "mime_type": "image/jpeg", "sha256": ""});
            put(&mut image, "caption", caption.as_deref());
            ("image", image)
        }
        Act::Voice => (
            "audio",
            json!({"id": "1", "mime_type": "audio/ogg; codecs=opus", "sha256": "", "voice": true}),
        ),
        Act::Location => (
            "location",
            json!({"latitude": LATITUDE, "longitude": LONGITUDE}),
        ),
    };
    let mut message = json!({
        "from": letter.phone.wa_id(),
        "id": letter.id,
        "timestamp": letter.at.seconds().to_string(),
        "type": kind,
        kind: inner,
    });
    if let Some(quoted) = &letter.reply_to {
        message["context"] = json!({"from": DISPLAY_NUMBER, "id": quoted});
    }
    let contact = json!({"profile": {"name": letter.name}, "wa_id": letter.phone.wa_id()});
    envelope(
        &letter.number,
        &json!({"contacts": [contact], "messages": [message]}),
    )
}

/// The webhook of what became of a message of ours; `planted` is what we had put into it.
#[must_use]
pub fn status(letter: &Letter, state: ReceiptState, planted: Option<&str>) -> Vec<u8> {
    let mut status = json!({
        "id": letter.id,
        "status": state.word(),
        "timestamp": letter.at.seconds().to_string(),
        "recipient_id": letter.phone.wa_id(),
    });
    if state == ReceiptState::Failed {
        status["errors"] = json!([{"code": 131_026, "title": "Message undeliverable"}]);
    }
    put(&mut status, "biz_opaque_callback_data", planted);
    envelope(&letter.number, &json!({"statuses": [status]}))
}

const DISPLAY_NUMBER: &str = "15550000000";

/// Meta leaves out what there is not.
fn put(into: &mut serde_json::Value, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        into[key] = json!(value);
    }
}

fn envelope(number: &NumberId, rest: &serde_json::Value) -> Vec<u8> {
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": DISPLAY_NUMBER, "phone_number_id": number.as_str()},
    });
    if let (Some(value), Some(rest)) = (value.as_object_mut(), rest.as_object()) {
        value.extend(rest.clone());
    }
    json!({
        "object": "whatsapp_business_account",
        "entry": [{"id": "0", "changes": [{"field": "messages", "value": value}]}],
    })
    .to_string()
    .into_bytes()
}
