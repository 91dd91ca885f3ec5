//! The routes of the sandbox, to be merged into the front door's.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::{SimState, desk, graph, page, phone};

/// Largest request from the page or to the sandbox, in bytes.
const BODY_BYTES_MAX: usize = 256 * 1024;

pub fn router(state: SimState) -> Router {
    Router::new()
        .route("/sandbox/{version}/{number}/messages", post(graph::accept))
        .route("/", get(page::door))
        .route("/sim", get(page::index))
        .route("/sim/{file}", get(page::file))
        .route("/sim/events", get(phone::events))
        .route("/sim/messages", post(phone::say))
        .route("/sim/inside/{customer}", get(desk::inside))
        .route("/sim/agent", post(desk::agent))
        .route("/sim/clock", post(desk::clock))
        .route("/sim/fail", post(desk::fail))
        .route("/sim/restart", post(phone::restart))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(state)
}
