//! Is it alive, is it ready, how much waits, what do the numbers say. Reads only; names no
//! customer.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::domain::Timestamp;
use crate::telemetry::{CONTENT_TYPE as METRICS_TYPE, Digest, Figures};

use super::front::Front;
use super::problem::Problem;

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
    let store = front.store.standing().is_ok();
    let door = front.open.is_open();
    let word = |ok| Status {
        status: if ok { "ok" } else { "fail" },
    };
    let all = store && door;
    let status = if all {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let checks = Checks {
        store: word(store),
        door: word(door),
    };
    (
        status,
        Json(Readiness {
            status: word(all).status,
            checks,
        }),
    )
        .into_response()
}

#[derive(Serialize)]
struct QueueHealth {
    status: &'static str,
    inbox: Depth,
    outbox: OutboxDepth,
    dead_letters: usize,
    quarantined: usize,
}

#[derive(Serialize)]
struct Depth {
    rows: usize,
    oldest_age_s: u64,
}

#[derive(Serialize)]
struct OutboxDepth {
    rows: usize,
    oldest_age_s: u64,
    unknown: usize,
}

/// `GET /queue/health`: depth and age of what waits; 503 when something waits too long.
pub async fn queues(State(front): State<Arc<Front>>) -> Response {
    let trouble = match front.store.trouble() {
        Ok(trouble) => trouble,
        Err(fault) => return Problem::store(&fault).into_response(),
    };
    let (depth, now) = (front.store.depth(), front.clock.now());
    let age = |since: Option<Timestamp>| since.map_or(0, |at| now.since(at).as_secs());
    let health = QueueHealth {
        status: "ok",
        inbox: Depth {
            rows: depth.inbox,
            oldest_age_s: age(depth.oldest_inbox),
        },
        outbox: OutboxDepth {
            rows: depth.messages + depth.calls,
            oldest_age_s: age(depth.oldest_outbox),
            unknown: depth.unknown,
        },
        dead_letters: trouble.dead_letters,
        quarantined: trouble.quarantined,
    };
    let late = health.inbox.oldest_age_s.max(health.outbox.oldest_age_s) > OLDEST_AGE_MAX_S;
    if late {
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(QueueHealth {
                status: "late",
                ..health
            }),
        )
            .into_response();
    }
    Json(health).into_response()
}

/// `GET /metrics`: Prometheus text.
pub async fn metrics(State(front): State<Arc<Front>>) -> Response {
    ([(CONTENT_TYPE, METRICS_TYPE)], front.metrics.render()).into_response()
}

#[derive(Serialize)]
struct Numbers {
    span_s: u64,
    webhooks: Shown,
    providers: Shown,
    flow_steps: Shown,
    messages: Shown,
}

/// Times in milliseconds; the error rate in `0.0..1.0`.
#[derive(Serialize)]
struct Shown {
    count: u64,
    failed: u64,
    error_rate: f64,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
}

/// `GET /health/metrics`: the last minutes in a few figures.
pub async fn digest(State(front): State<Arc<Front>>) -> Response {
    let Digest {
        span,
        webhooks,
        providers,
        steps,
        messages,
    } = front.metrics.digest(front.clock.now());
    let numbers = Numbers {
        span_s: span.as_secs(),
        webhooks: shown(webhooks),
        providers: shown(providers),
        flow_steps: shown(steps),
        messages: shown(messages),
    };
    Json(numbers).into_response()
}

fn shown(figures: Figures) -> Shown {
    let ms = |span: Duration| span.as_secs_f64() * 1000.0;
    Shown {
        count: figures.count,
        failed: figures.failed,
        error_rate: f64::from(u32::try_from(figures.failed_permille()).unwrap_or(1000)) / 1000.0,
        p50_ms: ms(figures.p50),
        p95_ms: ms(figures.p95),
        p99_ms: ms(figures.p99),
    }
}
