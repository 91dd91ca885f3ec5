//! The body of `POST /{phone-number-id}/messages`, from a message of ours (Meta, "Messages
//! API"; the published OpenAPI of the business messaging API, v23.0).

use serde::Serialize;

use crate::domain::{
    Address, Bsuid, Location, MediaKind, MediaSource, MessageId, Outbound, OutboundBody, OutboxId,
    Phone,
};
use crate::provider::EncodeFault;

use super::card::CardShape;
use super::interactive::{Action, Interactive};
use super::template::TemplateShape;

const WHATSAPP: &str = "whatsapp";

#[derive(Serialize)]
struct MessageShape<'a> {
    messaging_product: &'static str,
    recipient_type: &'static str,
    /// With `+`: without it WhatsApp may take the number for a local one.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    /// A business-scoped user id, where no phone is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Quote<'a>>,
    /// Comes back in every status: how a send whose answer was lost is found again.
    biz_opaque_callback_data: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    content: ContentShape<'a>,
}

#[derive(Serialize)]
struct Quote<'a> {
    message_id: &'a str,
}

#[derive(Serialize)]
struct ReceiptShape<'a> {
    messaging_product: &'static str,
    status: &'static str,
    message_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    typing_indicator: Option<Typing>,
}

#[derive(Serialize)]
struct Typing {
    #[serde(rename = "type")]
    kind: &'static str,
}

/// Written under the key that is also the value of `type`.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ContentShape<'a> {
    Text { body: &'a str, preview_url: bool },
    Interactive(Interactive<'a>),
    Image(Media<'a>),
    Video(Media<'a>),
    Audio(Media<'a>),
    Document(Media<'a>),
    Sticker(Media<'a>),
    Location(Place<'a>),
    Contacts([CardShape<'a>; 1]),
    Template(TemplateShape<'a>),
    Reaction { message_id: &'a str, emoji: &'a str },
}

impl<'a> ContentShape<'a> {
    fn text(body: &'a str, preview_url: bool) -> Self {
        Self::Text { body, preview_url }
    }

    fn reaction(message: &'a MessageId, emoji: &'a str) -> Self {
        let message_id = message.as_str();
        Self::Reaction { message_id, emoji }
    }
}

impl<'a> ReceiptShape<'a> {
    fn new(message: &'a MessageId, typing: bool) -> Self {
        Self {
            messaging_product: WHATSAPP,
            status: "read",
            message_id: message.as_str(),
            typing_indicator: typing.then_some(Typing { kind: "text" }),
        }
    }
}

#[derive(Serialize, Default)]
pub struct Media<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filename: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    voice: bool,
}

impl<'a> From<&'a MediaSource> for Media<'a> {
    fn from(source: &'a MediaSource) -> Self {
        let (id, link) = match source {
            MediaSource::Id(id) => (Some(id.as_str()), None),
            MediaSource::Link(link) => (None, Some(link.as_str())),
        };
        Self {
            id,
            link,
            ..Self::default()
        }
    }
}

#[derive(Serialize)]
struct Place<'a> {
    latitude: f64,
    longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
}

/// Writes the body of a message, or of a read receipt, which names no recipient and
/// draws no status, so that nothing is planted in it.
///
/// # Errors
/// When the message breaks a limit of WhatsApp's, or nobody is addressed.
pub fn body(outbound: &Outbound, to: &Address, id: OutboxId) -> Result<Vec<u8>, EncodeFault> {
    outbound.check()?;
    let (kind, content) = match shape(&outbound.body) {
        Shape::Message(kind, content) => (kind, content),
        Shape::Receipt(receipt) => return Ok(written(&receipt)),
    };
    let phone = to.phone.as_ref().map(Phone::e164);
    let user = to.bsuid.as_ref().or(to.parent.as_ref());
    let recipient = user.filter(|_| phone.is_none()).map(Bsuid::as_str);
    if phone.or(recipient).is_none() {
        return Err(EncodeFault::NoAddress);
    }
    let quoted = outbound.reply_to.as_ref().map(MessageId::as_str);
    Ok(written(&MessageShape {
        messaging_product: WHATSAPP,
        recipient_type: "individual",
        to: phone,
        recipient,
        context: quoted.map(|message_id| Quote { message_id }),
        biz_opaque_callback_data: id.to_string(),
        kind,
        content,
    }))
}

fn written(shape: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(shape).expect("shapes of ours, with no map in them, are JSON")
}

enum Shape<'a> {
    Message(&'static str, ContentShape<'a>),
    Receipt(ReceiptShape<'a>),
}

fn shape(body: &OutboundBody) -> Shape<'_> {
    let (kind, content) = match body {
        OutboundBody::Text { body, preview_url } => {
            ("text", ContentShape::text(body, *preview_url))
        }
        OutboundBody::Buttons {
            header,
            body,
            footer,
            buttons,
        } => {
            let action = Action::buttons(buttons);
            framed(header.as_deref(), body, footer.as_deref(), action)
        }
        OutboundBody::List {
            header,
            body,
            footer,
            button,
            sections,
        } => framed(
            header.as_deref(),
            body,
            footer.as_deref(),
            Action::list(button, sections),
        ),
        OutboundBody::Link {
            header,
            body,
            footer,
            title,
            url,
        } => {
            let action = Action::link(title, url);
            framed(header.as_deref(), body, footer.as_deref(), action)
        }
        OutboundBody::AskLocation { body } => framed(None, body, None, Action::ask_location()),
        OutboundBody::Media {
            kind,
            source,
            caption,
            filename,
            voice,
        } => {
            let (caption, filename) = (caption.as_deref(), filename.as_deref());
            attachment(*kind, source, caption, filename, *voice)
        }
        OutboundBody::Location(place) => ("location", ContentShape::Location(place.into())),
        OutboundBody::Card(card) => ("contacts", ContentShape::Contacts([card.into()])),
        OutboundBody::Form(form) => framed(None, &form.body, None, Action::form(form)),
        OutboundBody::Template(template) => ("template", ContentShape::Template(template.into())),
        OutboundBody::Reaction { message, emoji } => {
            ("reaction", ContentShape::reaction(message, emoji))
        }
        OutboundBody::ReadReceipt { message, typing } => {
            return Shape::Receipt(ReceiptShape::new(message, *typing));
        }
    };
    Shape::Message(kind, content)
}

type Named<'a> = (&'static str, ContentShape<'a>);

fn framed<'a>(
    header: Option<&'a str>,
    body: &'a str,
    footer: Option<&'a str>,
    action: Action<'a>,
) -> Named<'a> {
    let interactive = Interactive::new(header, body, footer, action);
    ("interactive", ContentShape::Interactive(interactive))
}

/// Keys that a kind of file does not take are left out, whatever was asked.
fn attachment<'a>(
    kind: MediaKind,
    source: &'a MediaSource,
    caption: Option<&'a str>,
    filename: Option<&'a str>,
    voice: bool,
) -> Named<'a> {
    let media = Media {
        caption: caption.filter(|text| !text.is_empty()),
        filename: filename.filter(|_| kind == MediaKind::Document),
        voice: voice && kind == MediaKind::Audio,
        ..Media::from(source)
    };
    match kind {
        MediaKind::Image => ("image", ContentShape::Image(media)),
        MediaKind::Video => ("video", ContentShape::Video(media)),
        MediaKind::Audio => ("audio", ContentShape::Audio(media)),
        MediaKind::Document => ("document", ContentShape::Document(media)),
        MediaKind::Sticker => ("sticker", ContentShape::Sticker(media)),
    }
}

impl<'a> From<&'a Location> for Place<'a> {
    fn from(place: &'a Location) -> Self {
        Self {
            latitude: f64::from(place.latitude_e6) / 1e6,
            longitude: f64::from(place.longitude_e6) / 1e6,
            name: place.name.as_deref(),
            address: place.address.as_deref(),
        }
    }
}
