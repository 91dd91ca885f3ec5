//! Our own sends as the Cloud API receives them. Only the parts that a phone shows or that
//! decide about acceptance; everything else is ignored, as Meta does. Shapes: Meta,
//! "Messages" reference of the Cloud API.

use serde::Deserialize;

use crate::domain::TemplateText;

use super::Templates;
use super::bubble::{Body, Button, Row, Section};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Send {
    pub messaging_product: String,
    pub to: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub context: Option<Context>,
    pub biz_opaque_callback_data: Option<String>,
    /// `read`: this is a read receipt, not a message.
    pub status: Option<String>,
    pub message_id: Option<String>,
    pub typing_indicator: Option<Typing>,
    text: Option<Text>,
    interactive: Option<Interactive>,
    template: Option<Template>,
    image: Option<Media>,
    video: Option<Media>,
    audio: Option<Media>,
    document: Option<Media>,
    sticker: Option<Media>,
    location: Option<Place>,
    pub reaction: Option<Reaction>,
}

#[derive(Debug, Deserialize)]
pub struct Context {
    pub message_id: String,
}

#[derive(Debug, Deserialize)]
pub struct Typing {}

#[derive(Debug, Deserialize)]
pub struct Reaction {
    pub message_id: String,
    #[serde(default)]
    pub emoji: String,
}

#[derive(Debug, Deserialize)]
struct Text {
    body: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Media {
    link: Option<String>,
    id: Option<String>,
    caption: Option<String>,
    filename: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Place {
    latitude: f64,
    longitude: f64,
    name: Option<String>,
    address: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Interactive {
    #[serde(rename = "type")]
    kind: String,
    header: Option<Header>,
    body: Option<Part>,
    footer: Option<Part>,
    action: Action,
}

#[derive(Debug, Deserialize)]
struct Header {
    text: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Part {
    text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Action {
    button: Option<String>,
    buttons: Vec<ReplyButton>,
    sections: Vec<SendSection>,
    parameters: Option<LinkParameters>,
}

#[derive(Debug, Deserialize)]
struct ReplyButton {
    reply: Button,
}

#[derive(Debug, Deserialize)]
struct SendSection {
    title: Option<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct LinkParameters {
    display_text: String,
    url: String,
}

#[derive(Debug, Deserialize)]
struct Template {
    name: String,
    language: Code,
    #[serde(default)]
    components: Vec<Component>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Debug, Deserialize)]
struct Component {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    parameters: Vec<Parameter>,
}

#[derive(Debug, Deserialize)]
struct Parameter {
    text: Option<String>,
    payload: Option<String>,
}

impl Send {
    /// What the phone shows; `None` where a required part is missing, which Meta answers
    /// with error 100.
    pub fn body(&self, templates: &Templates) -> Option<Body> {
        match self.kind.as_deref().unwrap_or("text") {
            "text" => {
                let body = self.text.as_ref()?.body.clone();
                (!body.trim().is_empty()).then_some(Body::Text { body })
            }
            "interactive" => self.interactive.as_ref()?.body(),
            "template" => Some(self.template.as_ref()?.body(templates)),
            "image" => media("image", self.image.as_ref()),
            "video" => media("video", self.video.as_ref()),
            "audio" => media("audio", self.audio.as_ref()),
            "document" => media("document", self.document.as_ref()),
            "sticker" => media("sticker", self.sticker.as_ref()),
            "location" => {
                let place = self.location.as_ref()?;
                Some(Body::Location {
                    latitude_e6: millionths(place.latitude),
                    longitude_e6: millionths(place.longitude),
                    name: place.name.clone(),
                    address: place.address.clone(),
                })
            }
            _ => None,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a place on Earth has at most nine digits"
)]
fn millionths(degrees: f64) -> i32 {
    (degrees * 1e6).round() as i32
}

fn media(kind: &'static str, media: Option<&Media>) -> Option<Body> {
    let media = media?;
    if media.link.is_none() == media.id.is_none() {
        return None;
    }
    Some(Body::Media {
        media: kind.into(),
        link: media.link.clone(),
        caption: media.caption.clone(),
        filename: media.filename.clone(),
    })
}

impl Interactive {
    fn body(&self) -> Option<Body> {
        let header = self.header.as_ref().and_then(|header| header.text.clone());
        let footer = self.footer.as_ref().map(|part| part.text.clone());
        let body = self.body.as_ref()?.text.clone();
        match self.kind.as_str() {
            "button" => {
                let buttons = &self.action.buttons;
                (1..=3).contains(&buttons.len()).then(|| Body::Buttons {
                    header,
                    body,
                    footer,
                    buttons: buttons.iter().map(|button| button.reply.clone()).collect(),
                })
            }
            "list" => {
                let sections: Vec<Section> = self
                    .action
                    .sections
                    .iter()
                    .map(|section| Section {
                        title: section.title.clone(),
                        rows: section.rows.clone(),
                    })
                    .collect();
                let rows: usize = sections.iter().map(|section| section.rows.len()).sum();
                let button = self.action.button.clone()?;
                (1..=10).contains(&rows).then_some(Body::List {
                    header,
                    body,
                    footer,
                    button,
                    sections,
                })
            }
            "cta_url" => {
                let link = self.action.parameters.as_ref()?;
                Some(Body::Link {
                    header,
                    body,
                    footer,
                    title: link.display_text.clone(),
                    url: link.url.clone(),
                })
            }
            "location_request_message" => Some(Body::AskLocation { body }),
            _ => None,
        }
    }
}

impl Template {
    /// The approved wording is at Meta's; the phone shows what the settings know of it.
    fn body(&self, templates: &Templates) -> Body {
        let of = |kind: &str| {
            let components = self.components.iter();
            components
                .filter(move |component| component.kind.eq_ignore_ascii_case(kind))
                .flat_map(|component| &component.parameters)
                .filter_map(|parameter| parameter.text.clone().or(parameter.payload.clone()))
                .collect::<Vec<_>>()
        };
        let parameters = of("body");
        let texts = templates
            .get(&self.name)
            .map(|spec| spec.languages.values());
        let text = texts.and_then(|mut texts| texts.find(|text| text.code == self.language.code));
        let fill = |text: &TemplateText| {
            let places = parameters.iter().enumerate();
            places.fold(text.body.clone(), |body, (at, value)| {
                body.replace(&format!("{{{{{}}}}}", at + 1), value)
            })
        };
        Body::Template {
            text: text.map(fill),
            name: self.name.clone(),
            language: self.language.code.clone(),
            header: of("header"),
            parameters,
            buttons: of("button"),
        }
    }
}
