//! Meta's part: takes a send like the Cloud API, shows it on the phone, and reports back
//! what became of it by signed status webhooks.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use secrecy::ExposeSecret;
use serde::Serialize;
use serde_json::Value;

use crate::domain::{Phone, ReceiptState};
use crate::seal;

use super::SimState;
use super::bubble::{Bubble, Side, Tick};
use super::hook;
use super::send::Send;

/// From acceptance to `sent`, to `delivered`, to `read`: fast, and still visible.
const SENT_AFTER: Duration = Duration::from_millis(60);
const DELIVERED_AFTER: Duration = Duration::from_millis(180);
const READ_AFTER: Duration = Duration::from_millis(500);

#[derive(Serialize)]
struct Accepted<'a> {
    messaging_product: &'a str,
    contacts: [ContactOf<'a>; 1],
    messages: [MessageOf<'a>; 1],
}

#[derive(Serialize)]
struct ContactOf<'a> {
    input: &'a str,
    wa_id: &'a str,
}

#[derive(Serialize)]
struct MessageOf<'a> {
    id: &'a str,
}

#[derive(Serialize)]
struct Success {
    success: bool,
}

#[derive(Serialize)]
struct Refused<'a> {
    error: ErrorOf<'a>,
}

#[derive(Serialize)]
struct ErrorOf<'a> {
    message: String,
    #[serde(rename = "type")]
    kind: &'a str,
    code: u32,
    fbtrace_id: &'a str,
}

/// `POST /sandbox/{version}/{number}/messages`
pub async fn accept(
    State(sim): State<SimState>,
    Path((_version, number)): Path<(String, String)>,
    headers: HeaderMap,
    send: Result<Json<Value>, JsonRejection>,
) -> Response {
    if !bears_the_token(&sim, &headers) {
        return refuse(
            StatusCode::UNAUTHORIZED,
            190,
            "Invalid OAuth access token - Cannot parse access token",
        );
    }
    if number != sim.number().id.as_str() {
        return refuse(
            StatusCode::BAD_REQUEST,
            33,
            "Unsupported post request. Object does not exist",
        );
    }
    let read = send.ok().and_then(|Json(wire)| {
        let send = serde_json::from_value::<Send>(wire.clone()).ok()?;
        Some((send, wire))
    });
    let Some((send, wire)) = read else {
        return refuse(StatusCode::BAD_REQUEST, 100, "(#100) Invalid parameter");
    };
    if send.messaging_product != "whatsapp" {
        return refuse(
            StatusCode::BAD_REQUEST,
            100,
            "(#100) The parameter messaging_product is required.",
        );
    }
    if send.status.as_deref() == Some("read") {
        return read_receipt(&sim, &send);
    }
    message(&sim, &send, wire)
}

fn bears_the_token(sim: &SimState, headers: &HeaderMap) -> bool {
    let given = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let expected = sim.number().access_token.expose_secret();
    given.is_some_and(|given| seal::same(given.as_bytes(), expected.as_bytes()))
}

fn read_receipt(sim: &SimState, send: &Send) -> Response {
    let read = send
        .message_id
        .as_deref()
        .and_then(|id| sim.feed().read(id));
    if let Some(phone) = read.filter(|_| send.typing_indicator.is_some()) {
        sim.feed().typing(&phone);
    }
    Json(Success { success: true }).into_response()
}

fn message(sim: &SimState, send: &Send, wire: Value) -> Response {
    let Some(phone) = send.to.as_deref().and_then(Phone::from_provider) else {
        return refuse(
            StatusCode::BAD_REQUEST,
            100,
            "(#100) The parameter to is required.",
        );
    };
    if let Some(failure) = sim.failing() {
        let (status, code, message) = failure.told();
        sim.feed().refused(phone.wa_id(), code, wire);
        return refuse(status, code, message);
    }
    let id = sim.new_message_id();
    if let Some(reaction) = &send.reaction {
        sim.feed()
            .react(phone.wa_id(), &reaction.message_id, &reaction.emoji);
    } else {
        let Some(body) = send.body(&sim.number().templates) else {
            return refuse(StatusCode::BAD_REQUEST, 100, "(#100) Invalid parameter");
        };
        let bubble = Bubble {
            id: id.clone(),
            side: Side::Business,
            at_ms: sim.clock().now().ms(),
            reply_to: send.context.as_ref().map(|c| c.message_id.clone()),
            tick: Tick::Waiting,
            reaction: None,
            body,
            wire: Some(wire),
        };
        sim.feed().show(phone.wa_id(), bubble);
        let planted = send.biz_opaque_callback_data.clone();
        tokio::spawn(report(sim.clone(), phone.clone(), id.clone(), planted));
    }
    let accepted = Accepted {
        messaging_product: "whatsapp",
        contacts: [ContactOf {
            input: send.to.as_deref().unwrap_or_default(),
            wa_id: phone.wa_id(),
        }],
        messages: [MessageOf { id: &id }],
    };
    Json(accepted).into_response()
}

/// Climbs the ticks, each one told to the engine first. Nobody reads while nobody looks.
async fn report(sim: SimState, phone: Phone, id: String, planted: Option<String>) {
    let steps = [
        (SENT_AFTER, Tick::Sent, ReceiptState::Sent),
        (DELIVERED_AFTER, Tick::Delivered, ReceiptState::Delivered),
        (READ_AFTER, Tick::Read, ReceiptState::Read),
    ];
    for (wait, tick, state) in steps {
        tokio::time::sleep(wait).await;
        if tick == Tick::Read && !sim.feed().watched() {
            return;
        }
        let body = hook::status(&sim, &phone, &id, state, planted.clone());
        sim.post(body).await;
        sim.feed().tick(phone.wa_id(), &id, tick);
    }
}

fn refuse(status: StatusCode, code: u32, message: &str) -> Response {
    let error = ErrorOf {
        message: message.into(),
        kind: "OAuthException",
        code,
        fbtrace_id: "sandbox",
    };
    (status, Json(Refused { error })).into_response()
}
