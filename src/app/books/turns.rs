//! Stored turns, from the books or, while a server has them open, from it.

use super::server;
use crate::app::settings::Settings;
use crate::domain::{ConversationId, InboxSeq, TenantId, Texts};
use crate::http::TurnPage;
use crate::store::{Store, StoreFault};

/// Conversations that are listed at once.
const CONVERSATIONS: usize = 1000;

#[derive(Debug, thiserror::Error)]
pub enum TurnsFault {
    #[error(transparent)]
    Store(#[from] StoreFault),
    #[error("ask the server: it answered {0}")]
    Answer(u16),
    #[error("ask the server: nobody answers any more")]
    Silent,
    #[error("find {0}: there is no such conversation")]
    NoConversation(ConversationId),
    #[error("find tenant {0} in the settings")]
    NoTenant(TenantId),
    #[error("read what the server answered: {0}")]
    Shape(#[from] serde_json::Error),
}

/// Where turns are read.
pub enum Turns<'a> {
    Books(Box<Store>),
    Server(&'a Settings),
}

impl<'a> Turns<'a> {
    /// The server that has the books open, if it answers to our token.
    #[must_use]
    pub fn of_server(settings: &'a Settings) -> Option<Self> {
        let reply = server::ask(settings, "/api/v1/conversations")?;
        (reply.status == 200).then_some(Self::Server(settings))
    }

    /// Conversations after one of them; an empty list is the end.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn conversations(
        &self,
        after: Option<ConversationId>,
    ) -> Result<Vec<ConversationId>, TurnsFault> {
        match self {
            Self::Books(store) => Ok(store.conversations(after, CONVERSATIONS)?),
            Self::Server(settings) => {
                let after = after.map(|id| format!("?after={id}")).unwrap_or_default();
                let body = get(settings, &format!("/api/v1/conversations{after}"))?;
                let ids: Vec<String> = serde_json::from_slice(&body.unwrap_or_default())?;
                Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
            }
        }
    }

    /// Some turns from a position on; `None` when there is no such conversation.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn page(&self, id: ConversationId, from: InboxSeq) -> Result<Option<TurnPage>, TurnsFault> {
        match self {
            Self::Books(store) => Ok(TurnPage::read(store, id, from)?),
            Self::Server(settings) => {
                let path = format!("/api/v1/conversations/{id}/turns?from={}", from.0);
                let body = get(settings, &path)?;
                Ok(body.map(|body| serde_json::from_slice(&body)).transpose()?)
            }
        }
    }

    /// The texts of a version of the flows; `None` when it is gone.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn bundle(&self, tenant: &TenantId, id: &str) -> Result<Option<Texts>, TurnsFault> {
        match self {
            Self::Books(store) => Ok(store.bundle(tenant, id)?),
            Self::Server(settings) => {
                let body = get(settings, &format!("/api/v1/bundles/{tenant}/{id}"))?;
                Ok(body.map(|body| serde_json::from_slice(&body)).transpose()?)
            }
        }
    }
}

fn get(settings: &Settings, path: &str) -> Result<Option<Vec<u8>>, TurnsFault> {
    let reply = server::ask(settings, path).ok_or(TurnsFault::Silent)?;
    match reply.status {
        200 => Ok(Some(reply.body)),
        404 => Ok(None),
        status => Err(TurnsFault::Answer(status)),
    }
}
