//! Where webhooks come in. Verify on the raw bytes, admit to disk, then 200: an answer is
//! a promise. What cannot be promised now is refused with 503, and the provider repeats it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::domain::{Event, Notice, NumberId, Odd, TenantId};
use crate::provider::{self, HookSecret, RawHook};
use crate::store::Admitted;
use crate::telemetry::{HookOutcome, Peer, crash_point};

use super::front::{Channel, Front, INBOX_ROWS_MAX};

/// Query of the verification request; the names contain literal dots.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(rename = "hub.mode")]
    mode: Option<String>,
    #[serde(rename = "hub.verify_token")]
    token: Option<String>,
    #[serde(rename = "hub.challenge")]
    challenge: Option<String>,
}

/// `GET /webhook/whatsapp`: echoes the challenge when the verify token is ours, else 403.
pub async fn verify_app(State(front): State<Arc<Front>>, Query(query): Query<Asked>) -> Response {
    verify(front.app_channel.as_ref(), &query)
}

/// `GET /webhook/whatsapp/{tenant}`.
pub async fn verify_tenant(
    State(front): State<Arc<Front>>,
    Path(tenant): Path<String>,
    Query(query): Query<Asked>,
) -> Response {
    verify(channel_of(&front, &tenant), &query)
}

/// `POST /webhook/whatsapp`: every number of the app.
pub async fn receive_app(
    State(front): State<Arc<Front>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    receive(&front, front.app_channel.as_ref(), &headers, &body).await
}

/// `POST /webhook/whatsapp/{tenant}`: a tenant with an app of its own.
pub async fn receive_tenant(
    State(front): State<Arc<Front>>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    receive(&front, channel_of(&front, &tenant), &headers, &body).await
}

fn channel_of<'a>(front: &'a Front, tenant: &str) -> Option<&'a Channel> {
    front.tenant_channels.get(&TenantId::parse(tenant).ok()?)
}

fn verify(channel: Option<&Channel>, query: &Asked) -> Response {
    let echo = channel.and_then(|channel| {
        provider::challenge(
            query.mode.as_deref(),
            query.token.as_deref(),
            query.challenge.as_deref(),
            &channel.verify_token,
        )
    });
    match echo {
        Some(echo) => (
            [
                (CONTENT_TYPE, "text/plain; charset=utf-8"),
                (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ],
            echo,
        )
            .into_response(),
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

async fn receive(
    front: &Front,
    channel: Option<&Channel>,
    headers: &HeaderMap,
    body: &Bytes,
) -> Response {
    let began = front.clock.ticks();
    let outcome = match channel {
        Some(channel) => admit(front, channel, headers, body).await,
        None => Answer::new(StatusCode::NOT_FOUND, HookOutcome::Invalid),
    };
    front.metrics.hook(Peer::Meta, outcome.counted);
    front
        .metrics
        .acknowledged(Peer::Meta, front.clock.ticks().saturating_sub(began));
    if outcome.status == StatusCode::SERVICE_UNAVAILABLE {
        return (outcome.status, [(RETRY_AFTER, "1")]).into_response();
    }
    outcome.status.into_response()
}

/// What the provider is told, and how it is counted.
struct Answer {
    status: StatusCode,
    counted: HookOutcome,
}

impl Answer {
    fn new(status: StatusCode, counted: HookOutcome) -> Self {
        Self { status, counted }
    }
}

async fn admit(front: &Front, channel: &Channel, headers: &HeaderMap, body: &Bytes) -> Answer {
    if headers
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| coding != "identity")
    {
        return Answer::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, HookOutcome::Invalid);
    }
    let overloaded = Answer::new(StatusCode::SERVICE_UNAVAILABLE, HookOutcome::Overloaded);
    let Ok(_permit) = front.permits.try_acquire() else {
        return overloaded;
    };
    if !front.open.is_open() || front.store.waiting_rows() >= INBOX_ROWS_MAX {
        return overloaded;
    }
    let headers: Vec<(&str, &[u8])> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    let secret = HookSecret::Meta {
        app_secrets: &channel.secrets,
    };
    let events = match provider::open(
        &RawHook {
            headers: &headers,
            body,
        },
        &secret,
    ) {
        Ok(events) => events,
        Err(refusal) if refusal.is_forgery() => {
            return Answer::new(StatusCode::UNAUTHORIZED, HookOutcome::BadSignature);
        }
        Err(refusal) => {
            tracing::warn!(%refusal, "a signed webhook could not be read");
            return Answer::new(StatusCode::BAD_REQUEST, HookOutcome::Invalid);
        }
    };
    let events = events
        .into_iter()
        .map(|event| keep_to_channel(event, channel))
        .collect();
    match front.store.admit(events, front.clock.now()).await {
        Ok(admitted) => {
            crash_point("before_ack");
            let outcome = match (admitted.admitted, admitted.duplicates) {
                (0, 1..) => HookOutcome::Duplicate,
                (_, _) => HookOutcome::Accepted,
            };
            take_in(front, admitted);
            Answer::new(StatusCode::OK, outcome)
        }
        Err(fault) => {
            tracing::error!(%fault, "a webhook could not be stored");
            overloaded
        }
    }
}

/// Counts what came in, and wakes those it is for.
fn take_in(front: &Front, admitted: Admitted) {
    front
        .metrics
        .duplicates(u64::try_from(admitted.duplicates).unwrap_or(u64::MAX));
    for (tenant, conversation) in admitted.fresh {
        front.house.look(tenant, conversation);
    }
    for (tenant, conversation) in admitted.settled {
        front.house.look_out(tenant, conversation);
    }
}

/// A number that does not belong to this address makes its element an odd one.
fn keep_to_channel(event: Event, channel: &Channel) -> Event {
    let foreign = |number: &NumberId| !channel.numbers.contains(number);
    let number = match &event {
        Event::Message(message) if foreign(&message.number) => message.number.clone(),
        Event::Status(status) if foreign(&status.number) => status.number.clone(),
        Event::Notice(Notice {
            number: Some(number),
            ..
        }) if foreign(number) => number.clone(),
        Event::Message(_) | Event::Status(_) | Event::Notice(_) | Event::Odd(_) => return event,
    };
    Event::Odd(Odd {
        number: Some(number),
        why: "the number is not one of this address".into(),
        raw: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Address, MessageId, NoticeKind};

    #[test]
    fn nobody_speaks_of_a_number_that_is_not_of_this_address() {
        let channel = Channel {
            secrets: Vec::new(),
            verify_token: String::new().into(),
            numbers: [NumberId::new("ours")].into(),
        };
        let echo = |number: &str| {
            Event::Notice(Notice {
                field: "smb_message_echoes".into(),
                number: Some(NumberId::new(number)),
                account: None,
                kind: NoticeKind::StaffEcho {
                    to: Address::default(),
                    id: MessageId::new("wamid.1"),
                    text: None,
                },
                raw: String::new(),
            })
        };
        assert_eq!(keep_to_channel(echo("ours"), &channel), echo("ours"));
        let kept = keep_to_channel(echo("another tenant's"), &channel);
        assert!(matches!(kept, Event::Odd(_)), "{kept:?}");
    }
}
