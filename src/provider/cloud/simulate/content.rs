//! A message as it stands in `messages`: the mirror of reading it.

use serde_json::{Value, json};

use crate::domain::{
    ContactCard, Content, InboundMedia, InboundMessage, Location, MediaKind, MessageId, OrderItem,
    SystemNotice,
};

use super::name;

pub fn message(message: &InboundMessage) -> Value {
    let mut written = json!({
        "id": message.id.as_str(),
        "timestamp": message.at.seconds().to_string(),
    });
    let keys = ["from", "from_user_id", "from_parent_user_id"];
    name(&mut written, &message.from, keys);
    if let Some(context) = &message.context {
        let mut shape = json!({});
        set(
            &mut shape,
            "id",
            context.message.as_ref().map(MessageId::as_str),
        );
        if context.forwarded {
            shape["forwarded"] = json!(true);
        }
        if let Some(product) = &context.product {
            shape["referred_product"] = json!({"product_retailer_id": product});
        }
        written["context"] = shape;
    }
    if let Some(referral) = &message.referral {
        let mut shape = json!({});
        set(&mut shape, "source_id", referral.source_id.as_deref());
        set(&mut shape, "source_type", referral.source_type.as_deref());
        set(&mut shape, "headline", referral.headline.as_deref());
        set(&mut shape, "ctwa_clid", referral.click_id.as_deref());
        written["referral"] = shape;
    }
    write_content(&mut written, &message.content);
    written
}

/// Writes the type, and the object named after it.
fn write_content(written: &mut Value, content: &Content) {
    let kind = content.kind_name();
    written["type"] = json!(kind);
    if let Content::Unsupported { codes, .. } = content {
        let errors = codes
            .iter()
            .map(|code| json!({"code": code, "title": "unsupported"}));
        written["errors"] = errors.collect();
    }
    if let Some(inner) = inner(content) {
        written[kind] = inner;
    }
}

fn inner(content: &Content) -> Option<Value> {
    Some(match content {
        Content::Text { body } => json!({"body": body}),
        Content::Media(media) => file(media),
        Content::Location(place) => location(place),
        Content::Contacts(cards) => cards.iter().map(card).collect(),
        Content::ButtonReply { id, title } => {
            json!({"type": "button_reply", "button_reply": {"id": id, "title": title}})
        }
        Content::ListReply {
            id,
            title,
            description,
        } => {
            let mut reply = json!({"id": id, "title": title});
            set(&mut reply, "description", description.as_deref());
            json!({"type": "list_reply", "list_reply": reply})
        }
        Content::FormReply { name, answers } => {
            let reply = json!({"name": name, "body": "Sent", "response_json": answers});
            json!({"type": "nfm_reply", "nfm_reply": reply})
        }
        Content::CallPermission { granted } => {
            let response = if *granted { "accept" } else { "reject" };
            let reply = json!({"response": response, "response_source": "user_action"});
            json!({"type": "call_permission_reply", "call_permission_reply": reply})
        }
        Content::TemplateButton { payload, text } => json!({"payload": payload, "text": text}),
        Content::Reaction { message, emoji } => {
            let mut shape = json!({"message_id": message.as_str()});
            set(&mut shape, "emoji", emoji.as_deref());
            shape
        }
        Content::Order {
            catalog,
            text,
            items,
        } => {
            let items: Vec<Value> = items.iter().map(item).collect();
            let mut shape = json!({"product_items": items});
            set(&mut shape, "catalog_id", catalog.as_deref());
            set(&mut shape, "text", text.as_deref());
            shape
        }
        Content::System(notice) => system(notice),
        Content::Edit {
            original,
            text,
            kind,
        } => {
            let key = if kind == "text" { "body" } else { "caption" };
            let mut edited = json!({"type": kind});
            edited[kind] = json!({key: text});
            json!({"original_message_id": original.as_str(), "message": edited})
        }
        Content::Revoke { original } => json!({"original_message_id": original.as_str()}),
        Content::Welcome | Content::Unsupported { .. } => return None,
    })
}

fn file(media: &InboundMedia) -> Value {
    let mut shape = json!({"id": media.id, "mime_type": media.mime});
    set(&mut shape, "sha256", media.sha256.as_deref());
    set(&mut shape, "caption", media.caption.as_deref());
    set(&mut shape, "filename", media.filename.as_deref());
    match media.kind {
        MediaKind::Audio => shape["voice"] = json!(media.voice),
        MediaKind::Sticker => shape["animated"] = json!(media.animated),
        MediaKind::Image | MediaKind::Video | MediaKind::Document => {}
    }
    shape
}

fn location(place: &Location) -> Value {
    let degrees = |millionths: i32| f64::from(millionths) / 1e6;
    let mut shape = json!({
        "latitude": degrees(place.latitude_e6),
        "longitude": degrees(place.longitude_e6),
    });
    set(&mut shape, "name", place.name.as_deref());
    set(&mut shape, "address", place.address.as_deref());
    shape
}

fn card(card: &ContactCard) -> Value {
    let phones = card.phones.iter().map(|phone| json!({"phone": phone}));
    let phones: Vec<Value> = phones.collect();
    let mut shape = json!({"name": {"formatted_name": card.name}, "phones": phones});
    set(
        &mut shape,
        "origin",
        card.requested.then_some("contact_request"),
    );
    shape
}

fn item(item: &OrderItem) -> Value {
    json!({
        "product_retailer_id": item.product,
        "quantity": item.quantity,
        "item_price": item.price,
        "currency": item.currency,
    })
}

fn system(notice: &SystemNotice) -> Value {
    let (kind, to) = match notice {
        SystemNotice::NumberChanged { to } => ("user_changed_number", Some(to)),
        SystemNotice::UserIdChanged { to } => ("user_changed_user_id", Some(to)),
        SystemNotice::IdentityChanged => ("customer_identity_changed", None),
        SystemNotice::Other { kind } => (kind.as_str(), None),
    };
    let mut shape = json!({"type": kind, "body": "…"});
    if let Some(to) = to {
        name(&mut shape, to, ["wa_id", "user_id", "parent_user_id"]);
    }
    shape
}

fn set(shape: &mut Value, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        shape[key] = json!(text);
    }
}
