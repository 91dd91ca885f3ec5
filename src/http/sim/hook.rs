//! Webhook bodies as Meta would write them about this phone.

use serde_json::json;

use crate::domain::Phone;

use super::SimState;
use super::bubble::Tick;
use super::phone::{Act, LATITUDE, LONGITUDE, Said};

pub fn message(sim: &SimState, phone: &Phone, id: &str, said: &Said) -> Vec<u8> {
    let (kind, inner) = match &said.act {
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
        "from": phone.wa_id(),
        "id": id,
        "timestamp": sim.clock().now().seconds().to_string(),
        "type": kind,
        kind: inner,
    });
    if let Some(quoted) = &said.reply_to {
        message["context"] = json!({"from": sim.number().id.as_str(), "id": quoted});
    }
    let name = sim.feed().name(phone.wa_id()).unwrap_or_default();
    envelope(
        sim,
        &json!({
            "contacts": [{"profile": {"name": name}, "wa_id": phone.wa_id()}],
            "messages": [message],
        }),
    )
}

pub fn status(
    sim: &SimState,
    phone: &Phone,
    id: &str,
    planted: Option<&str>,
    tick: Tick,
) -> Vec<u8> {
    let status = match tick {
        Tick::Sent | Tick::Waiting => "sent",
        Tick::Delivered => "delivered",
        Tick::Read => "read",
        Tick::Failed => "failed",
    };
    let mut status = json!({
        "id": id,
        "status": status,
        "timestamp": sim.clock().now().seconds().to_string(),
        "recipient_id": phone.wa_id(),
    });
    put(&mut status, "biz_opaque_callback_data", planted);
    envelope(sim, &json!({"statuses": [status]}))
}

/// Meta leaves out what there is not.
fn put(into: &mut serde_json::Value, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        into[key] = json!(value);
    }
}

fn envelope(sim: &SimState, rest: &serde_json::Value) -> Vec<u8> {
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550000000", "phone_number_id": sim.number().id.as_str()},
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
