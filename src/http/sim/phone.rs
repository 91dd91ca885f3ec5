//! The person's part: what is typed and tapped on the page, and the feed it draws from.

use std::convert::Infallible;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, Stream, StreamExt};
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::domain::{Phone, TEXT_MAX, length};

use super::SimState;
use super::bubble::{Body, Bubble, Side, Tick};
use super::feed::News;
use super::hook::{self, Act, CARD_NAME, CARD_PHONE, LATITUDE_E6, LONGITUDE_E6};

/// What the person did.
#[derive(Debug, Clone, Deserialize)]
pub struct Said {
    /// Digits.
    pub from: String,
    /// The bubble tapped on or quoted.
    pub reply_to: Option<String>,
    #[serde(flatten)]
    pub act: Act,
}

/// `POST /sim/messages`: 202, and the rest is told by the feed.
pub async fn say(State(sim): State<SimState>, Json(said): Json<Said>) -> Response {
    let Some(phone) = Phone::from_provider(&said.from) else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    if let Act::Text { text } = &said.act
        && (text.trim().is_empty() || length(text) > TEXT_MAX)
    {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let bubble = Bubble {
        id: sim.new_message_id(),
        side: Side::Customer,
        at_ms: sim.clock().now().ms(),
        reply_to: said.reply_to.clone(),
        tick: Tick::Waiting,
        reaction: None,
        body: shown(&said.act),
        wire: None,
    };
    let id = bubble.id.clone();
    sim.feed().show(phone.wa_id(), bubble);
    tokio::spawn(async move {
        let body = hook::message(&sim, &phone, &id, said.act, said.reply_to);
        let tick = if sim.post(body).await {
            Tick::Delivered
        } else {
            Tick::Failed
        };
        sim.feed().tick(phone.wa_id(), &id, tick);
    });
    StatusCode::ACCEPTED.into_response()
}

fn shown(act: &Act) -> Body {
    match act {
        Act::Text { text } => Body::Text { body: text.clone() },
        Act::Button { title, .. } | Act::Row { title, .. } => Body::Text {
            body: title.clone(),
        },
        Act::TemplateButton { payload } => Body::Text {
            body: payload.clone(),
        },
        Act::Image { caption } => Body::Media {
            media: "image".into(),
            link: None,
            caption: caption.clone(),
            filename: None,
        },
        Act::Voice => Body::Media {
            media: "audio".into(),
            link: None,
            caption: None,
            filename: None,
        },
        Act::Contact => Body::Contact {
            name: CARD_NAME.into(),
            phone: CARD_PHONE.into(),
        },
        Act::Location => Body::Location {
            latitude_e6: LATITUDE_E6,
            longitude_e6: LONGITUDE_E6,
            name: None,
            address: None,
        },
    }
}

#[derive(Debug, Deserialize)]
pub struct Restart {
    customer: String,
}

/// `POST /sim/restart`
pub async fn restart(State(sim): State<SimState>, Json(restart): Json<Restart>) -> StatusCode {
    if sim.feed().restart(&restart.customer) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::NOT_FOUND
    }
}

/// `GET /sim/events`: first everything, then what happens. A page that falls behind is
/// given everything again.
pub async fn events(
    State(sim): State<SimState>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (hello, live) = sim.feed().follow();
    let rest = stream::unfold((sim, live), next);
    let events = stream::once(async { hello })
        .chain(rest)
        .map(|news| Ok(Event::default().json_data(&news).unwrap_or_default()));
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn next(
    (sim, mut live): (SimState, Receiver<News>),
) -> Option<(News, (SimState, Receiver<News>))> {
    match live.recv().await {
        Ok(news) => Some((news, (sim, live))),
        Err(RecvError::Lagged(_)) => {
            let (hello, live) = sim.feed().follow();
            Some((hello, (sim, live)))
        }
        Err(RecvError::Closed) => None,
    }
}
