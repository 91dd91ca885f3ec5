//! Kinds of samples by name, for those who ask in words.

use crate::domain::{
    Address, ContactCard, Content, InboundMedia, InboundMessage, Location, MediaKind, MessageId,
    NumberId, OrderItem, Phone, ProviderError, ReceiptState, ReplyContext, StatusUpdate,
    SystemNotice, Timestamp,
};

use super::{Business, Sample};

/// What may be simulated by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleKind {
    Text,
    Button,
    List,
    TemplateButton,
    Image,
    Audio,
    Document,
    Location,
    Contacts,
    Reaction,
    Order,
    NumberChanged,
    Edit,
    Revoke,
    Unsupported,
    /// How far a message of ours has come.
    Status(ReceiptState),
}

/// Who says what; a kind takes from it what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleParams {
    pub business: Business,
    pub number: NumberId,
    /// Writes the message, or received the one that a status is about.
    pub customer: Address,
    pub name: Option<String>,
    /// Of the message itself; a status is about `target`.
    pub id: MessageId,
    pub at: Timestamp,
    /// What is written: a body, a title, a caption, an emoji.
    pub text: String,
    /// The id behind what is tapped.
    pub choice: String,
    /// The message quoted, tapped under, reacted to, edited, revoked or reported on.
    pub target: Option<MessageId>,
    /// What was planted in the send that a status is about.
    pub planted: Option<String>,
    /// Why a send failed.
    pub code: i64,
}

impl SampleKind {
    pub const ALL: [Self; 20] = [
        Self::Text,
        Self::Button,
        Self::List,
        Self::TemplateButton,
        Self::Image,
        Self::Audio,
        Self::Document,
        Self::Location,
        Self::Contacts,
        Self::Reaction,
        Self::Order,
        Self::NumberChanged,
        Self::Edit,
        Self::Revoke,
        Self::Unsupported,
        Self::Status(ReceiptState::Sent),
        Self::Status(ReceiptState::Delivered),
        Self::Status(ReceiptState::Read),
        Self::Status(ReceiptState::Played),
        Self::Status(ReceiptState::Failed),
    ];

    /// `text`, `button`, …; a status goes by its state: `sent`, `failed`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Button => "button",
            Self::List => "list",
            Self::TemplateButton => "template_button",
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Location => "location",
            Self::Contacts => "contacts",
            Self::Reaction => "reaction",
            Self::Order => "order",
            Self::NumberChanged => "number_changed",
            Self::Edit => "edit",
            Self::Revoke => "revoke",
            Self::Unsupported => "unsupported",
            Self::Status(state) => state.word(),
        }
    }

    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    #[must_use]
    pub fn sample(self, params: &SampleParams) -> Sample {
        let (text, id) = (params.text.clone(), params.choice.clone());
        let target = || params.target.clone().unwrap_or_else(|| params.id.clone());
        let content = match self {
            Self::Status(state) => return Sample::Status(status(params, state, target())),
            Self::Text => Content::Text { body: text },
            Self::Button => Content::ButtonReply { id, title: text },
            Self::List => Content::ListReply {
                id,
                title: text,
                description: None,
            },
            Self::TemplateButton => Content::TemplateButton { payload: id, text },
            Self::Image => file(params, MediaKind::Image, "image/jpeg"),
            Self::Audio => file(params, MediaKind::Audio, "audio/ogg; codecs=opus"),
            Self::Document => file(params, MediaKind::Document, "application/pdf"),
            Self::Location => Content::Location(riyadh()),
            Self::Contacts => Content::Contacts(vec![card(params)]),
            Self::Reaction => Content::Reaction {
                message: target(),
                emoji: (!text.is_empty()).then_some(text),
            },
            Self::Order => order(params),
            Self::NumberChanged => Content::System(SystemNotice::NumberChanged {
                to: Address {
                    phone: Phone::from_provider(&params.text),
                    ..Address::default()
                },
            }),
            Self::Edit => Content::Edit {
                original: target(),
                text: Some(text),
                kind: "text".into(),
            },
            Self::Revoke => Content::Revoke { original: target() },
            Self::Unsupported => Content::Unsupported {
                kind: "unsupported".into(),
                codes: vec![131_051],
            },
        };
        Sample::Message(Box::new(message(params, self, content)))
    }
}

fn message(params: &SampleParams, kind: SampleKind, content: Content) -> InboundMessage {
    use SampleKind::{Button, List, TemplateButton, Text};
    let quotes = matches!(kind, Text | Button | List | TemplateButton);
    InboundMessage {
        id: params.id.clone(),
        number: params.number.clone(),
        from: params.customer.clone(),
        profile_name: params.name.clone(),
        at: params.at,
        content,
        context: params
            .target
            .clone()
            .filter(|_| quotes)
            .map(|message| ReplyContext {
                message: Some(message),
                ..ReplyContext::default()
            }),
        referral: None,
    }
}

fn status(params: &SampleParams, state: ReceiptState, id: MessageId) -> StatusUpdate {
    let failure = (state == ReceiptState::Failed).then(|| ProviderError {
        code: params.code,
        title: "simulated".into(),
        details: None,
    });
    StatusUpdate {
        id,
        number: params.number.clone(),
        recipient: params.customer.clone(),
        state,
        at: params.at,
        planted: params.planted.clone(),
        errors: failure.into_iter().collect(),
        category: (state == ReceiptState::Sent).then(|| "service".into()),
    }
}

fn file(params: &SampleParams, kind: MediaKind, mime: &str) -> Content {
    let text = (!params.text.is_empty()).then(|| params.text.clone());
    Content::Media(InboundMedia {
        kind,
        id: "1000000000000001".into(),
        mime: mime.into(),
        sha256: None,
        caption: text.filter(|_| kind != MediaKind::Audio),
        filename: (kind == MediaKind::Document).then(|| "invoice.pdf".into()),
        voice: kind == MediaKind::Audio,
        animated: false,
    })
}

fn riyadh() -> Location {
    Location {
        latitude_e6: 24_713_552,
        longitude_e6: 46_675_296,
        name: None,
        address: None,
    }
}

fn card(params: &SampleParams) -> ContactCard {
    let phone = params.customer.phone.as_ref();
    ContactCard {
        name: params.text.clone(),
        phones: phone
            .map(|phone| phone.e164().to_owned())
            .into_iter()
            .collect(),
        requested: false,
    }
}

fn order(params: &SampleParams) -> Content {
    Content::Order {
        catalog: Some("1".into()),
        text: (!params.text.is_empty()).then(|| params.text.clone()),
        items: vec![OrderItem {
            product: params.choice.clone(),
            quantity: 1,
            price: "7.50".into(),
            currency: "SAR".into(),
        }],
    }
}
