//! Webhook bodies as WhatsApp would send them, for those who play WhatsApp: the sandbox
//! phone, `hiwar webhook simulate`, the load generator, tests. What is written here is
//! read back by `inbound` as the same message, down to the escaped bytes that signatures
//! are made over. Signing is `seal::sign_hub`'s.

mod content;
mod escape;
mod kind;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::domain::{Address, InboundMessage, NumberId, StatusUpdate};

pub use kind::{SampleKind, SampleParams};

/// Something that WhatsApp reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sample {
    Message(Box<InboundMessage>),
    Status(StatusUpdate),
}

/// The business it is reported to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Business {
    /// WhatsApp business account id.
    pub account: String,
    /// Digits of the number that customers see.
    pub display_phone: String,
}

/// The body of a webhook that holds one sample of a kind.
#[must_use]
pub fn body(kind: SampleKind, params: &SampleParams) -> Vec<u8> {
    batch(&params.business, &[kind.sample(params)])
}

/// The body of a webhook that holds these samples, in order.
#[must_use]
pub fn batch(business: &Business, samples: &[Sample]) -> Vec<u8> {
    let changes: Vec<Value> = samples
        .iter()
        .map(|sample| change(business, sample))
        .collect();
    escape::to_bytes(&json!({
        "object": "whatsapp_business_account",
        "entry": [{"id": business.account, "changes": changes}],
    }))
}

fn change(business: &Business, sample: &Sample) -> Value {
    let mut value = json!({"messaging_product": "whatsapp"});
    match sample {
        Sample::Message(message) => {
            value["metadata"] = metadata(business, &message.number);
            value["contacts"] = json!([contact(message)]);
            value["messages"] = json!([content::message(message)]);
        }
        Sample::Status(status) => {
            value["metadata"] = metadata(business, &status.number);
            value["statuses"] = json!([self::status(status)]);
        }
    }
    json!({"value": value, "field": "messages"})
}

fn metadata(business: &Business, number: &NumberId) -> Value {
    json!({"display_phone_number": business.display_phone, "phone_number_id": number.as_str()})
}

fn contact(message: &InboundMessage) -> Value {
    let mut contact = json!({"profile": {}});
    if let Some(name) = &message.profile_name {
        contact["profile"]["name"] = json!(name);
    }
    name(
        &mut contact,
        &message.from,
        ["wa_id", "user_id", "parent_user_id"],
    );
    contact
}

fn status(status: &StatusUpdate) -> Value {
    let mut written = json!({
        "id": status.id.as_str(),
        "status": status.state.word(),
        "timestamp": status.at.seconds().to_string(),
    });
    let keys = [
        "recipient_id",
        "recipient_user_id",
        "recipient_parent_user_id",
    ];
    name(&mut written, &status.recipient, keys);
    if let Some(planted) = &status.planted {
        written["biz_opaque_callback_data"] = json!(planted);
    }
    if let Some(category) = &status.category {
        written["pricing"] = json!({"billable": true, "pricing_model": "PMP",
            "type": "regular", "category": category});
    }
    if !status.errors.is_empty() {
        let errors = status.errors.iter().map(|error| {
            let mut told =
                json!({"code": error.code, "title": error.title, "message": error.title});
            if let Some(details) = &error.details {
                told["error_data"] = json!({"details": details});
            }
            told
        });
        written["errors"] = errors.collect();
    }
    written
}

/// Writes the aliases that are known under these keys: phone, user id, parent id.
fn name(value: &mut Value, address: &Address, [phone, user, parent]: [&str; 3]) {
    let ids = [(user, &address.bsuid), (parent, &address.parent)];
    if let Some(number) = &address.phone {
        value[phone] = json!(number.wa_id());
    }
    for (key, id) in ids {
        if let Some(id) = id {
            value[key] = json!(id.as_str());
        }
    }
}
