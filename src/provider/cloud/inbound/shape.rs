//! A message on the wire. The kinds that conversations are made of are read in one pass;
//! the rarer ones stay raw until their type asks for them.
#![expect(clippy::struct_field_names, reason = "fields are named as on the wire")]

use crate::provider::cloud::loose::Loose;
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
pub struct MessageShape<'a> {
    #[serde(borrow, default)]
    pub id: Loose<'a>,
    #[serde(borrow, default)]
    pub from: Loose<'a>,
    #[serde(borrow, default)]
    pub from_user_id: Loose<'a>,
    #[serde(borrow, default)]
    pub from_parent_user_id: Loose<'a>,
    /// On echoes of what staff wrote.
    #[serde(borrow, default)]
    pub to: Loose<'a>,
    #[serde(borrow, default)]
    pub to_user_id: Loose<'a>,
    #[serde(borrow, default)]
    pub to_parent_user_id: Loose<'a>,
    #[serde(borrow, default)]
    pub group_id: Loose<'a>,
    #[serde(borrow, default)]
    pub timestamp: Loose<'a>,
    #[serde(borrow, default, rename = "type")]
    pub kind: Loose<'a>,
    #[serde(borrow)]
    pub context: Option<&'a RawValue>,
    #[serde(borrow)]
    pub referral: Option<&'a RawValue>,
    #[serde(borrow)]
    pub errors: Option<&'a RawValue>,

    #[serde(borrow)]
    pub text: Option<Text<'a>>,
    #[serde(borrow)]
    pub interactive: Option<Interactive<'a>>,
    #[serde(borrow)]
    pub button: Option<Button<'a>>,
    #[serde(borrow)]
    pub image: Option<&'a RawValue>,
    #[serde(borrow)]
    pub video: Option<&'a RawValue>,
    #[serde(borrow)]
    pub audio: Option<&'a RawValue>,
    #[serde(borrow)]
    pub document: Option<&'a RawValue>,
    #[serde(borrow)]
    pub sticker: Option<&'a RawValue>,
    #[serde(borrow)]
    pub location: Option<&'a RawValue>,
    #[serde(borrow)]
    pub contacts: Option<&'a RawValue>,
    #[serde(borrow)]
    pub reaction: Option<&'a RawValue>,
    #[serde(borrow)]
    pub order: Option<&'a RawValue>,
    #[serde(borrow)]
    pub system: Option<&'a RawValue>,
    #[serde(borrow)]
    pub edit: Option<&'a RawValue>,
    #[serde(borrow)]
    pub revoke: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub struct Text<'a> {
    #[serde(borrow, default)]
    pub body: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Interactive<'a> {
    #[serde(borrow)]
    pub button_reply: Option<Choice<'a>>,
    #[serde(borrow)]
    pub list_reply: Option<Choice<'a>>,
    #[serde(borrow)]
    pub nfm_reply: Option<Form<'a>>,
    #[serde(borrow)]
    pub call_permission_reply: Option<CallPermission<'a>>,
}

#[derive(Deserialize)]
pub struct Choice<'a> {
    #[serde(borrow, default)]
    pub id: Loose<'a>,
    #[serde(borrow, default)]
    pub title: Loose<'a>,
    #[serde(borrow, default)]
    pub description: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Form<'a> {
    #[serde(borrow, default)]
    pub name: Loose<'a>,
    /// Promised as a string of JSON, met as JSON itself.
    #[serde(borrow)]
    pub response_json: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub struct CallPermission<'a> {
    #[serde(borrow, default)]
    pub response: Loose<'a>,
}

/// A tap on a template's quick reply. Old ones carry no payload.
#[derive(Deserialize)]
pub struct Button<'a> {
    #[serde(borrow, default)]
    pub payload: Loose<'a>,
    #[serde(borrow, default)]
    pub text: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Media<'a> {
    #[serde(borrow, default)]
    pub id: Loose<'a>,
    #[serde(borrow, default)]
    pub mime_type: Loose<'a>,
    #[serde(borrow, default)]
    pub sha256: Loose<'a>,
    #[serde(borrow, default)]
    pub caption: Loose<'a>,
    #[serde(borrow, default)]
    pub filename: Loose<'a>,
    #[serde(borrow, default)]
    pub voice: Loose<'a>,
    #[serde(borrow, default)]
    pub animated: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Location<'a> {
    #[serde(borrow, default)]
    pub latitude: Loose<'a>,
    #[serde(borrow, default)]
    pub longitude: Loose<'a>,
    #[serde(borrow, default)]
    pub name: Loose<'a>,
    #[serde(borrow, default)]
    pub address: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Card<'a> {
    #[serde(borrow)]
    pub name: Option<CardName<'a>>,
    #[serde(borrow)]
    pub phones: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub origin: Loose<'a>,
}

#[derive(Deserialize)]
pub struct CardName<'a> {
    #[serde(borrow, default)]
    pub formatted_name: Loose<'a>,
    #[serde(borrow, default)]
    pub first_name: Loose<'a>,
}

#[derive(Deserialize)]
pub struct CardPhone<'a> {
    #[serde(borrow, default)]
    pub phone: Loose<'a>,
    #[serde(borrow, default)]
    pub wa_id: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Reaction<'a> {
    #[serde(borrow, default)]
    pub message_id: Loose<'a>,
    #[serde(borrow, default)]
    pub emoji: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Order<'a> {
    #[serde(borrow, default)]
    pub catalog_id: Loose<'a>,
    #[serde(borrow, default)]
    pub text: Loose<'a>,
    #[serde(borrow)]
    pub product_items: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub struct Item<'a> {
    #[serde(borrow, default)]
    pub product_retailer_id: Loose<'a>,
    #[serde(borrow, default)]
    pub quantity: Loose<'a>,
    /// Raw, because `7.50` read as a number is `7.5`.
    #[serde(borrow)]
    pub item_price: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub currency: Loose<'a>,
}

#[derive(Deserialize)]
pub struct System<'a> {
    #[serde(borrow, default, rename = "type")]
    pub kind: Loose<'a>,
    #[serde(borrow, default)]
    pub wa_id: Loose<'a>,
    /// The older name of `wa_id`.
    #[serde(borrow, default)]
    pub new_wa_id: Loose<'a>,
    #[serde(borrow, default)]
    pub user_id: Loose<'a>,
    #[serde(borrow, default)]
    pub parent_user_id: Loose<'a>,
}

#[derive(Deserialize)]
pub struct Edit<'a> {
    #[serde(borrow, default)]
    pub original_message_id: Loose<'a>,
    #[serde(borrow)]
    pub message: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub struct Revoke<'a> {
    #[serde(borrow, default)]
    pub original_message_id: Loose<'a>,
}
