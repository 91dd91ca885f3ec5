//! Conversations and their turns, whole, for running them again elsewhere: whoever has the
//! administrator's token may read everything in them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::domain::{Contact, ConversationId, InboxSeq, TenantId, TimelineEntry};
use crate::store::{Store, StoreFault};

use super::api::is_administrator;
use super::front::Front;
use super::problem::Problem;

/// Turns of one page: a turn is at most a quarter of a megabyte, and most are far smaller.
pub const TURNS_MAX: usize = 20;
/// Conversations of one page.
pub const CONVERSATIONS_MAX: usize = 1000;

/// Some turns of one conversation, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnPage {
    pub tenant: TenantId,
    pub contact: Contact,
    pub turns: Vec<TimelineEntry>,
}

impl TurnPage {
    /// The turns from a position on; `None` when there is no such conversation.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn read(
        store: &Store,
        id: ConversationId,
        from: InboxSeq,
    ) -> Result<Option<Self>, StoreFault> {
        let Some(conversation) = store.load(id)? else {
            return Ok(None);
        };
        let contact = store.contact(conversation.contact)?;
        let turns = store.timeline(id, from, TURNS_MAX)?;
        Ok(contact.map(|contact| Self {
            tenant: conversation.tenant,
            contact,
            turns,
        }))
    }
}

#[derive(Debug, Deserialize)]
pub struct After {
    after: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct From {
    #[serde(default)]
    from: u64,
}

/// `GET /api/v1/conversations?after=cnv_…`: ids as a JSON list; an empty one is the end.
pub async fn conversations(
    State(front): State<Arc<Front>>,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Response {
    if !is_administrator(&front, &headers) {
        return Problem::unauthorized().into_response();
    }
    let after = after.map(|id| id.parse::<ConversationId>()).transpose();
    let Ok(after) = after else {
        return no_such_id();
    };
    match front.store.conversations(after, CONVERSATIONS_MAX) {
        Ok(ids) => {
            let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
            Json(ids).into_response()
        }
        Err(fault) => Problem::store(&fault).into_response(),
    }
}

/// `GET /api/v1/conversations/{id}/turns?from=4097`: a [`TurnPage`], oldest turn first.
pub async fn turns(
    State(front): State<Arc<Front>>,
    Path(id): Path<String>,
    Query(From { from }): Query<From>,
    headers: HeaderMap,
) -> Response {
    if !is_administrator(&front, &headers) {
        return Problem::unauthorized().into_response();
    }
    let Ok(id) = id.parse::<ConversationId>() else {
        return no_such_id();
    };
    match TurnPage::read(&front.store, id, InboxSeq(from)) {
        Ok(Some(page)) => Json(page).into_response(),
        Ok(None) => Problem::not_found("there is no such conversation").into_response(),
        Err(fault) => Problem::store(&fault).into_response(),
    }
}

/// `GET /api/v1/bundles/{tenant}/{id}`: the texts of a version of the flows.
pub async fn bundle(
    State(front): State<Arc<Front>>,
    Path((tenant, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    if !is_administrator(&front, &headers) {
        return Problem::unauthorized().into_response();
    }
    let missing = "there is no such version";
    let Ok(tenant) = TenantId::parse(&tenant) else {
        return Problem::not_found(missing).into_response();
    };
    match front.store.bundle(&tenant, &id) {
        Ok(Some(texts)) => Json(texts).into_response(),
        Ok(None) => Problem::not_found(missing).into_response(),
        Err(fault) => Problem::store(&fault).into_response(),
    }
}

fn no_such_id() -> Response {
    let title = "a conversation's id is cnv_ and 32 hex digits";
    let kind = "urn:hiwar:problem:conversation-id";
    Problem::new(StatusCode::BAD_REQUEST, kind, title).into_response()
}
