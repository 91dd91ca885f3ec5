//! What the phone shows: bubbles and their ticks, in the page's own words.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize)]
pub struct Bubble {
    /// The message's id at the provider.
    pub id: String,
    pub side: Side,
    pub at_ms: i64,
    /// The bubble that this one quotes.
    pub reply_to: Option<String>,
    pub tick: Tick,
    /// An emoji that the business put on it.
    pub reaction: Option<String>,
    pub body: Body,
    /// The send as the provider received it.
    pub wire: Option<serde_json::Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Written on this phone.
    Customer,
    Business,
}

/// How far it has come; only climbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tick {
    Waiting,
    /// The webhook was not answered with 200.
    Failed,
    Sent,
    Delivered,
    Read,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    Text {
        body: String,
    },
    Buttons {
        header: Option<String>,
        body: String,
        footer: Option<String>,
        buttons: Vec<Button>,
    },
    List {
        header: Option<String>,
        body: String,
        footer: Option<String>,
        button: String,
        sections: Vec<Section>,
    },
    Link {
        header: Option<String>,
        body: String,
        footer: Option<String>,
        title: String,
        url: String,
    },
    AskLocation {
        body: String,
    },
    Media {
        media: String,
        link: Option<String>,
        caption: Option<String>,
        filename: Option<String>,
    },
    Contact {
        name: String,
        phone: String,
    },
    Location {
        /// Millionths of a degree.
        latitude_e6: i32,
        longitude_e6: i32,
        name: Option<String>,
        address: Option<String>,
    },
    /// `text` is the approved wording, filled in, where it is configured.
    Template {
        name: String,
        text: Option<String>,
        language: String,
        header: Vec<String>,
        parameters: Vec<String>,
        buttons: Vec<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub id: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    pub title: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
}
