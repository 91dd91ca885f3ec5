//! The phone's way into the house: what a person types enters by the same router and with
//! the same kind of signature as in production.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

use super::Deliver;

/// Delivers webhooks to `path` of the router that providers reach.
#[must_use]
pub fn door(router: Router, path: String) -> Deliver {
    Arc::new(move |body: Bytes, signature: String| {
        let request = Request::post(&path)
            .header("x-hub-signature-256", signature)
            .body(Body::from(body));
        let router = router.clone();
        Box::pin(async move {
            let Ok(request) = request else {
                return StatusCode::BAD_REQUEST;
            };
            let answer = router.oneshot(request).await;
            answer.map_or(StatusCode::INTERNAL_SERVER_ERROR, |answer| answer.status())
        })
    })
}
