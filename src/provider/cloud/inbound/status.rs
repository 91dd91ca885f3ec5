//! One element of `statuses`: how far a message of ours has come (Meta, "status messages
//! webhook reference").

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{Event, MessageId, Notice, NoticeKind, NumberId, ReceiptState, StatusUpdate};
use crate::provider::cloud::fault::ErrorShape;
use crate::provider::cloud::loose::{Loose, part, parts};

use super::odd::{kept, odd};
use super::person;

#[derive(Deserialize)]
struct StatusShape<'a> {
    #[serde(borrow, default)]
    id: Loose<'a>,
    #[serde(borrow, default)]
    status: Loose<'a>,
    #[serde(borrow, default)]
    timestamp: Loose<'a>,
    #[serde(borrow, default)]
    recipient_id: Loose<'a>,
    #[serde(borrow, default)]
    recipient_user_id: Loose<'a>,
    #[serde(borrow, default)]
    recipient_parent_user_id: Loose<'a>,
    #[serde(borrow, default)]
    biz_opaque_callback_data: Loose<'a>,
    #[serde(borrow)]
    pricing: Option<&'a RawValue>,
    #[serde(borrow)]
    errors: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Pricing<'a> {
    #[serde(borrow, default)]
    category: Loose<'a>,
}

pub fn read(raw: &RawValue, number: &NumberId) -> Event {
    read_text(raw.get(), number).unwrap_or_else(|why| odd(Some(number), why, raw.get()))
}

fn read_text(text: &str, number: &NumberId) -> Result<Event, &'static str> {
    let shape: StatusShape =
        serde_json::from_str(text).map_err(|_| "the status is of an unknown shape")?;
    let state = match shape.status.text() {
        Some("sent") => ReceiptState::Sent,
        Some("delivered") => ReceiptState::Delivered,
        Some("read") => ReceiptState::Read,
        Some("played") => ReceiptState::Played,
        Some("failed") => ReceiptState::Failed,
        Some("deleted") => return Ok(deleted(text, number)),
        _ => return Err("the status is an unknown word"),
    };
    let id = shape.id.filled().ok_or("the status names no message")?;
    let pricing: Option<Pricing> = part(shape.pricing);
    Ok(Event::Status(StatusUpdate {
        id: MessageId::new(id),
        number: number.clone(),
        recipient: person::address(&[
            &shape.recipient_id,
            &shape.recipient_user_id,
            &shape.recipient_parent_user_id,
        ]),
        state,
        at: shape
            .timestamp
            .timestamp()
            .ok_or("the status has no time")?,
        planted: shape.biz_opaque_callback_data.string(),
        errors: parts::<ErrorShape>(shape.errors)
            .iter()
            .map(ErrorShape::told)
            .collect(),
        category: pricing.and_then(|pricing| pricing.category.string()),
    }))
}

/// She deleted our message from her own chat (legacy): nothing climbs by that.
fn deleted(text: &str, number: &NumberId) -> Event {
    Event::Notice(Notice {
        field: "messages".into(),
        number: Some(number.clone()),
        account: None,
        kind: NoticeKind::Recorded,
        raw: kept(text),
    })
}
