//! Messages with something to tap: reply buttons, a list, a link, a request for a place.

use serde::Serialize;

use crate::domain::{Button, Form, Section};

#[derive(Serialize)]
pub struct Interactive<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<Header<'a>>,
    body: Line<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<Line<'a>>,
    action: Action<'a>,
}

#[derive(Serialize)]
struct Header<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum Action<'a> {
    Buttons {
        buttons: Vec<ReplyButton<'a>>,
    },
    List {
        button: &'a str,
        sections: Vec<SectionShape<'a>>,
    },
    Link {
        name: &'static str,
        parameters: Link<'a>,
    },
    AskLocation {
        name: &'static str,
    },
    Form {
        name: &'static str,
        parameters: FormShape<'a>,
    },
}

#[derive(Serialize)]
pub struct ReplyButton<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    reply: Choice<'a>,
}

#[derive(Serialize)]
pub struct SectionShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    rows: Vec<Choice<'a>>,
}

#[derive(Serialize)]
struct Choice<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Link<'a> {
    display_text: &'a str,
    url: &'a str,
}

/// Its first screen is the one that the form itself begins with.
#[derive(Serialize)]
pub struct FormShape<'a> {
    #[serde(rename = "flow_message_version")]
    version: &'static str,
    #[serde(rename = "flow_id")]
    id: &'a str,
    #[serde(rename = "flow_cta")]
    title: &'a str,
    #[serde(rename = "flow_token")]
    token: &'a str,
}

impl<'a> Interactive<'a> {
    pub fn new(
        header: Option<&'a str>,
        body: &'a str,
        footer: Option<&'a str>,
        action: Action<'a>,
    ) -> Self {
        Self {
            kind: match action {
                Action::Buttons { .. } => "button",
                Action::List { .. } => "list",
                Action::Link { .. } => "cta_url",
                Action::AskLocation { .. } => "location_request_message",
                Action::Form { .. } => "flow",
            },
            header: header.map(|text| Header { kind: "text", text }),
            body: Line { text: body },
            footer: footer.map(|text| Line { text }),
            action,
        }
    }
}

impl<'a> Action<'a> {
    pub fn buttons(buttons: &'a [Button]) -> Self {
        let buttons = buttons.iter().map(|button| ReplyButton {
            kind: "reply",
            reply: Choice {
                id: &button.id,
                title: &button.title,
                description: None,
            },
        });
        Self::Buttons {
            buttons: buttons.collect(),
        }
    }

    pub fn list(button: &'a str, sections: &'a [Section]) -> Self {
        let sections = sections.iter().map(|section| SectionShape {
            title: section.title.as_deref(),
            rows: rows(section),
        });
        Self::List {
            button,
            sections: sections.collect(),
        }
    }

    pub fn link(display_text: &'a str, url: &'a str) -> Self {
        Self::Link {
            name: "cta_url",
            parameters: Link { display_text, url },
        }
    }

    pub fn form(form: &'a Form) -> Self {
        Self::Form {
            name: "flow",
            parameters: FormShape {
                version: "3",
                id: &form.form,
                title: &form.title,
                token: &form.token,
            },
        }
    }

    pub fn ask_location() -> Self {
        Self::AskLocation {
            name: "send_location",
        }
    }
}

fn rows(section: &Section) -> Vec<Choice<'_>> {
    let rows = section.rows.iter().map(|row| Choice {
        id: &row.id,
        title: &row.title,
        description: row.description.as_deref(),
    });
    rows.collect()
}
