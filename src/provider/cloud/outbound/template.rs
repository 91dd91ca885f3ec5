//! An approved template with its parameters filled in (Meta, "Template messages").

use serde::Serialize;

use crate::domain::{MediaKind, Template, TemplateButton, TemplateHeader, TemplateParameter};

use super::body::Media;

#[derive(Serialize)]
pub struct TemplateShape<'a> {
    name: &'a str,
    language: Language<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Language<'a> {
    code: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Component<'a> {
    Header {
        parameters: [Parameter<'a>; 1],
    },
    Body {
        parameters: Vec<Parameter<'a>>,
    },
    Button {
        sub_type: &'static str,
        /// Position among the template's buttons, as text.
        index: String,
        parameters: [Parameter<'a>; 1],
    },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Parameter<'a> {
    Text {
        #[serde(skip_serializing_if = "Option::is_none")]
        parameter_name: Option<&'a str>,
        text: &'a str,
    },
    Payload {
        payload: &'a str,
    },
    Image {
        image: Media<'a>,
    },
    Video {
        video: Media<'a>,
    },
    Document {
        document: Media<'a>,
    },
}

impl<'a> From<&'a Template> for TemplateShape<'a> {
    fn from(template: &'a Template) -> Self {
        let header = template.header.as_ref().and_then(header);
        let header = header.map(|parameter| Component::Header {
            parameters: [parameter],
        });
        let body = (!template.body.is_empty()).then(|| Component::Body {
            parameters: template.body.iter().map(parameter).collect(),
        });
        let buttons = template.buttons.iter().map(button);
        Self {
            name: &template.name,
            language: Language {
                code: &template.language,
            },
            components: header.into_iter().chain(body).chain(buttons).collect(),
        }
    }
}

/// Sounds and stickers head no template: `Outbound::check` has refused them.
fn header(header: &TemplateHeader) -> Option<Parameter<'_>> {
    match header {
        TemplateHeader::Text(text) => Some(plain(text)),
        TemplateHeader::Media { kind, source } => match kind {
            MediaKind::Image => Some(Parameter::Image {
                image: source.into(),
            }),
            MediaKind::Video => Some(Parameter::Video {
                video: source.into(),
            }),
            MediaKind::Document => Some(Parameter::Document {
                document: source.into(),
            }),
            MediaKind::Audio | MediaKind::Sticker => None,
        },
    }
}

fn parameter(parameter: &TemplateParameter) -> Parameter<'_> {
    Parameter::Text {
        parameter_name: parameter.name.as_deref(),
        text: &parameter.text,
    }
}

fn plain(text: &str) -> Parameter<'_> {
    Parameter::Text {
        parameter_name: None,
        text,
    }
}

fn button(button: &TemplateButton) -> Component<'_> {
    let (sub_type, index, parameter) = match button {
        TemplateButton::QuickReply { index, payload } => {
            ("quick_reply", index, Parameter::Payload { payload })
        }
        TemplateButton::Url { index, suffix } => ("url", index, plain(suffix)),
    };
    Component::Button {
        sub_type,
        index: index.to_string(),
        parameters: [parameter],
    }
}
