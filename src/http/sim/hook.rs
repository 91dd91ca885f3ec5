//! What happens on the phone, as the webhook that WhatsApp would send of it.

use serde::Deserialize;

use crate::domain::{
    Address, ContactCard, Content, InboundMedia, InboundMessage, Location, MediaKind, MessageId,
    Phone, ReceiptState, ReplyContext, StatusUpdate,
};
use crate::provider::simulate::{Business, Sample, batch};

use super::SimState;

/// Where the phone always is: the King Abdullah Financial District in Riyadh.
pub const LATITUDE_E6: i32 = 24_763_700;
pub const LONGITUDE_E6: i32 = 46_640_600;

/// Whom the phone has in its address book.
pub const CARD_NAME: &str = "Noura";
pub const CARD_PHONE: &str = "+966500000009";

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
    Contact,
}

/// A message of hers; `reply_to` is the bubble that she quoted or tapped on.
pub fn message(
    sim: &SimState,
    phone: &Phone,
    id: &str,
    act: Act,
    reply_to: Option<String>,
) -> Vec<u8> {
    let message = InboundMessage {
        id: MessageId::new(id),
        number: sim.number().id.clone(),
        from: address(phone),
        profile_name: sim.feed().name(phone.wa_id()),
        at: sim.clock().now(),
        content: content(act),
        context: reply_to.map(|quoted| ReplyContext {
            message: Some(MessageId::new(quoted)),
            ..ReplyContext::default()
        }),
        referral: None,
    };
    batch(&business(), &[Sample::Message(Box::new(message))])
}

/// What became of a message of ours; `planted` is what we had put into it.
pub fn status(
    sim: &SimState,
    phone: &Phone,
    id: &str,
    state: ReceiptState,
    planted: Option<String>,
) -> Vec<u8> {
    let status = StatusUpdate {
        id: MessageId::new(id),
        number: sim.number().id.clone(),
        recipient: address(phone),
        state,
        at: sim.clock().now(),
        planted,
        errors: Vec::new(),
        category: None,
    };
    batch(&business(), &[Sample::Status(status)])
}

fn content(act: Act) -> Content {
    match act {
        Act::Text { text } => Content::Text { body: text },
        Act::Button { id, title } => Content::ButtonReply { id, title },
        Act::Row {
            id,
            title,
            description,
        } => Content::ListReply {
            id,
            title,
            description,
        },
        Act::TemplateButton { payload } => Content::TemplateButton {
            text: payload.clone(),
            payload,
        },
        Act::Image { caption } => file(MediaKind::Image, "image/jpeg", caption),
        Act::Voice => file(MediaKind::Audio, "audio/ogg; codecs=opus", None),
        Act::Contact => Content::Contacts(vec![ContactCard {
            name: CARD_NAME.into(),
            phones: vec![CARD_PHONE.into()],
            requested: false,
        }]),
        Act::Location => Content::Location(Location {
            latitude_e6: LATITUDE_E6,
            longitude_e6: LONGITUDE_E6,
            name: None,
            address: None,
        }),
    }
}

fn file(kind: MediaKind, mime: &str, caption: Option<String>) -> Content {
    Content::Media(InboundMedia {
        kind,
        id: "1000000000000001".into(),
        mime: mime.into(),
        sha256: None,
        caption,
        filename: None,
        voice: kind == MediaKind::Audio,
        animated: false,
    })
}

fn address(phone: &Phone) -> Address {
    Address {
        phone: Some(phone.clone()),
        ..Address::default()
    }
}

fn business() -> Business {
    Business {
        account: "100000000000000".into(),
        display_phone: "15550000000".into(),
    }
}
