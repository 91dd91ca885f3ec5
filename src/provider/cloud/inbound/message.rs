//! One element of `messages`: who, when, under what, and then its content.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{
    Event, InboundMessage, MessageId, Notice, NoticeKind, NumberId, Referral, ReplyContext,
};
use crate::provider::cloud::loose::{Loose, mended, part};

use super::odd::{kept, odd};
use super::person::{self, Contact};
use super::{content, shape::MessageShape};

/// What a message needs to know of the change it came in.
pub struct Scene<'a> {
    pub number: &'a NumberId,
    pub contacts: &'a [Contact],
    /// `value.errors`: why WhatsApp could not pass on what she sent.
    pub errors: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Context<'a> {
    #[serde(borrow, default)]
    id: Loose<'a>,
    #[serde(borrow, default)]
    forwarded: Loose<'a>,
    #[serde(borrow, default)]
    frequently_forwarded: Loose<'a>,
    #[serde(borrow)]
    referred_product: Option<Product<'a>>,
}

#[derive(Deserialize)]
struct Product<'a> {
    #[serde(borrow, default)]
    product_retailer_id: Loose<'a>,
}

#[derive(Deserialize)]
struct ReferralShape<'a> {
    #[serde(borrow, default)]
    source_id: Loose<'a>,
    #[serde(borrow, default)]
    source_type: Loose<'a>,
    #[serde(borrow, default)]
    headline: Loose<'a>,
    #[serde(borrow, default)]
    ctwa_clid: Loose<'a>,
}

pub fn read(raw: &RawValue, scene: &Scene) -> Event {
    let text = raw.get();
    read_text(text, scene)
        .or_else(|why| mended(text).map_or(Err(why), |text| read_text(&text, scene)))
        .unwrap_or_else(|why| odd(Some(scene.number), why, text))
}

fn read_text(text: &str, scene: &Scene) -> Result<Event, &'static str> {
    let shape: MessageShape =
        serde_json::from_str(text).map_err(|_| "the message is of an unknown shape")?;
    if shape.group_id.filled().is_some() {
        return Ok(group_message(text, scene));
    }
    let mut from = person::address(&[&shape.from, &shape.from_user_id, &shape.from_parent_user_id]);
    let contact = person::recognise(&mut from, scene.contacts);
    if from.is_empty() {
        return Err("the message names no sender");
    }
    let id = shape.id.filled().ok_or("the message has no id")?;
    Ok(Event::Message(Box::new(InboundMessage {
        id: MessageId::new(id),
        number: scene.number.clone(),
        from,
        profile_name: contact.and_then(|contact| contact.name.clone()),
        at: shape
            .timestamp
            .timestamp()
            .ok_or("the message has no time")?,
        context: part(shape.context).and_then(reply_context),
        referral: part(shape.referral).map(referral),
        content: content::read(shape, scene.errors)?,
    })))
}

/// Groups are not served: an answer to the sender alone would come out of nowhere.
fn group_message(text: &str, scene: &Scene) -> Event {
    Event::Notice(Notice {
        field: "messages".into(),
        number: Some(scene.number.clone()),
        account: None,
        kind: NoticeKind::Recorded,
        raw: kept(text),
    })
}

fn reply_context(shape: Context) -> Option<ReplyContext> {
    let context = ReplyContext {
        message: shape.id.filled().map(MessageId::new),
        forwarded: shape.forwarded.is_true() || shape.frequently_forwarded.is_true(),
        product: shape
            .referred_product
            .and_then(|product| product.product_retailer_id.string()),
    };
    (context != ReplyContext::default()).then_some(context)
}

fn referral(shape: ReferralShape) -> Referral {
    Referral {
        source_id: shape.source_id.string(),
        source_type: shape.source_type.string(),
        headline: shape.headline.string(),
        click_id: shape.ctwa_clid.string(),
    }
}
