//! The map of the front door: which path leads to which route, and what every request
//! must respect (size, time, panics).

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::front::Front;
use super::{api, health, hook, rollout, turns};

/// Largest body of any route but the webhooks, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// The whole of a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// What providers and load balancers reach: webhooks and health.
///
/// Meta sends webhooks of up to 3 MB (Meta, "Webhooks overview"), so `hook_bytes_max` must
/// not be less; `body_timeout` is from one byte of a body to the next.
pub fn public(front: Arc<Front>, hook_bytes_max: usize, body_timeout: Duration) -> Router {
    let app_hook = get(hook::verify_app).post(hook::receive_app);
    let hooks = Router::new()
        .route("/webhook/whatsapp", app_hook.clone())
        .route("/api/whatsapp/webhook", app_hook)
        .route(
            "/webhook/whatsapp/{tenant}",
            get(hook::verify_tenant).post(hook::receive_tenant),
        )
        .layer(DefaultBodyLimit::max(hook_bytes_max));
    let health = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/queue/health", get(health::queues));
    guarded(hooks.merge(health).with_state(front), body_timeout)
}

/// What operators reach: numbers, the way of a single message, versions of the flows.
pub fn private(front: Arc<Front>) -> Router {
    let routes = Router::new()
        .route("/metrics", get(health::metrics))
        .route("/health/metrics", get(health::digest))
        .route("/api/v1/messages/{id}/explain", get(api::explain_message))
        .route("/api/v1/conversations", get(turns::conversations))
        .route("/api/v1/conversations/{id}/turns", get(turns::turns))
        .route("/api/v1/bundles/{tenant}/{id}", get(turns::bundle));
    let texts = DefaultBodyLimit::max(rollout::TEXTS_BYTES_MAX);
    let publishing = Router::new()
        .route("/api/v1/flows/publish", post(rollout::publish).layer(texts))
        .route("/api/v1/flows/rollback", post(rollout::roll_back))
        .route("/api/v1/flows/versions", get(rollout::versions))
        .route("/api/v1/flows/canary/{deed}", post(rollout::canary));
    guarded(
        routes
            .merge(publishing)
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
            .with_state(front),
        BODY_TIMEOUT,
    )
}

fn guarded(router: Router, body_timeout: Duration) -> Router {
    router
        .layer(CatchPanicLayer::custom(panicked))
        .layer(RequestBodyTimeoutLayer::new(body_timeout))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            REQUEST_TIMEOUT,
        ))
}

/// The payload may quote a customer, so it is dropped.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a route panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
