//! What operators may ask of a running house. Needs the administrator's bearer token; with
//! none configured, these routes answer nobody.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use secrecy::ExposeSecret;

use crate::seal;

use super::front::Front;
use super::problem::Problem;
use super::story::told;

/// Longest message id that is looked for, in bytes.
const ID_BYTES_MAX: usize = 512;

/// `GET /api/v1/messages/{id}/explain`: the story of one message, as lines of text. The id
/// is the provider's, in either direction, or an outbox id.
pub async fn explain_message(
    State(front): State<Arc<Front>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !is_administrator(&front, &headers) {
        return Problem::unauthorized().into_response();
    }
    if id.len() > ID_BYTES_MAX {
        let title = "a message id is shorter";
        return Problem::new(
            StatusCode::BAD_REQUEST,
            "urn:hiwar:problem:message-id",
            title,
        )
        .detail(format!("at most {ID_BYTES_MAX} bytes"))
        .into_response();
    }
    match front.store.explain(&id) {
        Ok(Some(explained)) => {
            let text = told(&explained, &front.redacts).join("\n") + "\n";
            ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
        }
        Ok(None) => Problem::not_found("nothing is known of this message").into_response(),
        Err(fault) => Problem::store(&fault).into_response(),
    }
}

/// Whether the request bears the administrator's token.
pub(super) fn is_administrator(front: &Front, headers: &HeaderMap) -> bool {
    let given = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = given.and_then(|value| value.strip_prefix("Bearer "));
    match (&front.api_token, token) {
        (Some(ours), Some(theirs)) if !theirs.is_empty() => {
            seal::same(theirs.as_bytes(), ours.expose_secret().as_bytes())
        }
        (_, _) => false,
    }
}
