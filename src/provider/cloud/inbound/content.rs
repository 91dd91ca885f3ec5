//! What a message says, by its type (Meta, "messages webhook reference"). A type that we
//! do not know, or that comes without its object, is something the customer sent and
//! nobody can read: she is to hear so. An object of the wrong shape is a fault.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{
    Address, ContactCard, Content, InboundMedia, Location, MediaKind, MessageId, OrderItem,
    SystemNotice,
};
use crate::provider::cloud::fault::ErrorShape;
use crate::provider::cloud::loose::{Loose, part, parts};

use super::odd::word;
use super::person;
use super::shape::{self, MessageShape};

type Read = Result<Option<Content>, &'static str>;

/// Reads the content; `errors` are those that stood beside the message.
///
/// # Errors
/// What is wrong, without the customer's words.
pub fn read(shape: MessageShape, errors: Option<&RawValue>) -> Result<Content, &'static str> {
    let kind = word(shape.kind.filled().unwrap_or("unknown"));
    let codes_from = shape.errors.or(errors);
    let content = match kind.as_str() {
        "text" => Ok(shape.text.and_then(text)),
        "interactive" => shape.interactive.map_or(Ok(None), interactive),
        "button" => Ok(shape.button.and_then(button)),
        "image" => media(MediaKind::Image, shape.image),
        "video" => media(MediaKind::Video, shape.video),
        "audio" => media(MediaKind::Audio, shape.audio),
        "document" => media(MediaKind::Document, shape.document),
        "sticker" => media(MediaKind::Sticker, shape.sticker),
        "location" => inner(shape.location, |place| location(&place)),
        "contacts" => Ok(shape.contacts.map(|raw| contacts(Some(raw)))),
        "reaction" => inner(shape.reaction, reaction),
        "order" => inner(shape.order, order),
        "system" => inner(shape.system, |notice| Ok(Some(system(&notice)))),
        "edit" => inner(shape.edit, edit),
        "revoke" => inner(shape.revoke, revoke),
        "request_welcome" => Ok(Some(Content::Welcome)),
        _ => Ok(None),
    }?;
    Ok(content.unwrap_or_else(|| Content::Unsupported {
        codes: codes(codes_from),
        kind,
    }))
}

/// What somebody wrote in this message, if words were in it.
pub fn words(shape: MessageShape) -> Option<String> {
    match read(shape, None).ok()? {
        Content::Edit { text, .. } => text,
        content => content.text().map(str::to_owned),
    }
}

/// The object named after the type: absent is unreadable, another shape is a fault.
fn inner<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>, read: fn(T) -> Read) -> Read {
    let Some(raw) = raw else {
        return Ok(None);
    };
    let shape = part(Some(raw)).ok_or("the content is of an unknown shape")?;
    read(shape)
}

fn text(shape: shape::Text) -> Option<Content> {
    let body = shape.body.string()?;
    Some(Content::Text { body })
}

fn interactive(shape: shape::Interactive) -> Read {
    if let Some(reply) = shape.button_reply {
        return Ok(Some(Content::ButtonReply {
            id: required(reply.id, "the tapped button has no id")?,
            title: reply.title.string().unwrap_or_default(),
        }));
    }
    if let Some(reply) = shape.list_reply {
        return Ok(Some(Content::ListReply {
            id: required(reply.id, "the tapped row has no id")?,
            title: reply.title.string().unwrap_or_default(),
            description: reply.description.string(),
        }));
    }
    if let Some(form) = shape.nfm_reply {
        return Ok(Some(Content::FormReply {
            name: form.name.string().unwrap_or_default(),
            answers: form.response_json.map_or_else(|| "{}".into(), json_text),
        }));
    }
    let answer = shape.call_permission_reply.map(|reply| reply.response);
    Ok(answer.map(|answer| Content::CallPermission {
        granted: answer.text() == Some("accept"),
    }))
}

/// The text of a JSON string, or any other JSON as it stands.
fn json_text(raw: &RawValue) -> String {
    part::<String>(Some(raw)).unwrap_or_else(|| raw.get().to_owned())
}

fn button(shape: shape::Button) -> Option<Content> {
    let (payload, text) = (shape.payload.string(), shape.text.string());
    Some(Content::TemplateButton {
        payload: payload.clone().or_else(|| text.clone())?,
        text: text.or(payload)?,
    })
}

fn media(kind: MediaKind, raw: Option<&RawValue>) -> Read {
    let Some(raw) = raw else {
        return Ok(None);
    };
    let shape: shape::Media = part(Some(raw)).ok_or("the media is of an unknown shape")?;
    Ok(Some(Content::Media(InboundMedia {
        kind,
        id: required(shape.id, "the media has no id")?,
        mime: shape.mime_type.string().unwrap_or_default(),
        sha256: shape.sha256.string(),
        caption: shape.caption.string(),
        filename: shape.filename.string(),
        voice: shape.voice.is_true(),
        animated: shape.animated.is_true(),
    })))
}

fn location(shape: &shape::Location) -> Read {
    let place = || {
        Some(Location {
            latitude_e6: millionths(&shape.latitude, 90.0)?,
            longitude_e6: millionths(&shape.longitude, 180.0)?,
            name: shape.name.filled().map(Into::into),
            address: shape.address.filled().map(Into::into),
        })
    };
    let place = place().ok_or("the location is not on Earth")?;
    Ok(Some(Content::Location(place)))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "held within 180 degrees, whose millionths fit"
)]
fn millionths(degrees: &Loose, most: f64) -> Option<i32> {
    let degrees: f64 = degrees.text()?.parse().ok()?;
    (degrees.abs() <= most).then(|| (degrees * 1e6).round() as i32)
}

fn contacts(raw: Option<&RawValue>) -> Content {
    let cards = parts::<shape::Card>(raw).into_iter().map(|card| {
        let phones = parts::<shape::CardPhone>(card.phones).into_iter();
        let phones = phones.filter_map(|phone| phone.phone.string().or(phone.wa_id.string()));
        ContactCard {
            name: card
                .name
                .and_then(|name| name.formatted_name.string().or(name.first_name.string()))
                .unwrap_or_default(),
            phones: phones.collect(),
            requested: card.origin.text() == Some("contact_request"),
        }
    });
    Content::Contacts(cards.collect())
}

fn reaction(shape: shape::Reaction) -> Read {
    Ok(Some(Content::Reaction {
        message: message_id(shape.message_id, "the reaction names no message")?,
        emoji: shape.emoji.filled().map(Into::into),
    }))
}

fn order(shape: shape::Order) -> Read {
    let items = parts::<shape::Item>(shape.product_items).into_iter();
    let items = items.map(|item| {
        Some(OrderItem {
            product: item.product_retailer_id.string()?,
            quantity: item.quantity.integer()?,
            price: item.item_price.map_or_else(String::new, json_text),
            currency: item.currency.string().unwrap_or_default(),
        })
    });
    let items: Option<Vec<_>> = items.collect();
    Ok(Some(Content::Order {
        catalog: shape.catalog_id.string(),
        text: shape.text.filled().map(Into::into),
        items: items.ok_or("an item of the order has no product or no quantity")?,
    }))
}

fn system(shape: &shape::System) -> Content {
    let kind = shape.kind.text().unwrap_or("unknown");
    let other = || SystemNotice::Other { kind: word(kind) };
    let named = |to: Address, notice: fn(Address) -> SystemNotice| {
        if to.is_empty() { other() } else { notice(to) }
    };
    let notice = match kind {
        "user_changed_number" | "customer_changed_number" => named(
            person::address(&[
                &shape.wa_id,
                &shape.new_wa_id,
                &shape.user_id,
                &shape.parent_user_id,
            ]),
            |to| SystemNotice::NumberChanged { to },
        ),
        "user_changed_user_id" => named(
            person::address(&[&shape.user_id, &shape.parent_user_id]),
            |to| SystemNotice::UserIdChanged { to },
        ),
        "customer_identity_changed" => SystemNotice::IdentityChanged,
        _ => other(),
    };
    Content::System(notice)
}

fn edit(shape: shape::Edit) -> Read {
    let message: Option<MessageShape> = part(shape.message);
    let kind = message.as_ref().and_then(|message| message.kind.filled());
    let kind = word(kind.unwrap_or("unknown"));
    let original = message_id(shape.original_message_id, "the edit names no message")?;
    Ok(Some(Content::Edit {
        original,
        text: message.and_then(edited),
        kind,
    }))
}

/// The new words, or the new caption. An edit of an edit is not followed.
fn edited(message: MessageShape) -> Option<String> {
    if let Some(text) = message.text {
        return text.body.string();
    }
    let media = message.image.or(message.video).or(message.document);
    part::<shape::Media>(media)?.caption.string()
}

fn revoke(shape: shape::Revoke) -> Read {
    let original = message_id(shape.original_message_id, "the revoke names no message")?;
    Ok(Some(Content::Revoke { original }))
}

fn required(text: Loose, why: &'static str) -> Result<String, &'static str> {
    text.string().filter(|text| !text.is_empty()).ok_or(why)
}

fn message_id(text: Loose, why: &'static str) -> Result<MessageId, &'static str> {
    required(text, why).map(MessageId::new)
}

fn codes(errors: Option<&RawValue>) -> Vec<i64> {
    let errors = parts::<ErrorShape>(errors).into_iter();
    errors.filter_map(|error| error.code.integer()).collect()
}
