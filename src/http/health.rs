//! Is it alive, is it ready, how much waits, what do the numbers say. Reads only; names no
//! customer.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::front::Front;

/// An outbox or inbox row older than this makes `/queue/health` answer 503.
const OLDEST_AGE_MAX_S: u64 = 300;

/// `GET /healthz`: the event loop answers. No disk, no provider.
pub async fn alive() -> Response {
    Json(Status { status: "ok" }).into_response()
}

#[derive(Serialize)]
struct Status {
    status: &'static str,
}

#[derive(Serialize)]
struct Readiness {
    status: &'static str,
    checks: Checks,
}

#[derive(Serialize)]
struct Checks {
    store: Status,
    door: Status,
}

/// `GET /readyz`: 200 when a webhook would be accepted, else 503. Providers are not part of it.
pub async fn ready(State(front): State<Arc<Front>>) -> Response {
    let store = front.store.is_healthy();
    let door = front.open.is_open();
    let word = |ok| Status { status: if ok { "ok" } else { "fail" } };
    let all = store && door;
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let checks = Checks { store: word(store), door: word(door) };
    (status, Json(Readiness { status: word(all).status, checks })).into_response()
}

#[derive(Serialize)]
struct QueueHealth {
    status: &'static str,
    inbox: Depth,
    outbox: OutboxDepth,
    dead_letters: u64,
    quarantined: u64,
}

#[derive(Serialize)]
struct Depth {
    rows: u64,
    oldest_age_s: u64,
}

#[derive(Serialize)]
struct OutboxDepth {
    rows: u64,
    oldest_age_s: u64,
    unknown: u64,
}

/// `GET /queue/health`: depth and age of what waits; 503 when something waits too long.
pub async fn queues(State(front): State<Arc<Front>>) -> Response {
    let depth = match front.store.depth() {
        Ok(depth) => depth,
        Err(fault) => {
            tracing::error!(%fault, "the queues could not be read");
            return (StatusCode::SERVICE_UNAVAILABLE, Json(Status { status: "fail" })).into_response();
        }
    };
    let now = front.clock.now();
    let age = |since: Option<crate::domain::Timestamp>| since.map_or(0, |at| now.since(at).as_secs());
    let health = QueueHealth {
        status: "ok",
        inbox: Depth { rows: depth.inbox_rows, oldest_age_s: age(depth.inbox_oldest) },
        outbox: OutboxDepth {
            rows: depth.outbox_rows,
            oldest_age_s: age(depth.outbox_oldest),
            unknown: depth.outbox_unknown,
        },
        dead_letters: depth.dead_letters,
        quarantined: depth.quarantined,
    };
    let late = health.inbox.oldest_age_s.max(health.outbox.oldest_age_s) > OLDEST_AGE_MAX_S;
    if late {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(QueueHealth { status: "late", ..health })).into_response();
    }
    Json(health).into_response()
}

/// `GET /metrics`: Prometheus text.
pub async fn metrics(State(front): State<Arc<Front>>) -> Response {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], front.metrics.render()).into_response()
}
