//! The house as those outside the actors see it: something to wake and something to stop.

use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorRef, SpawnErr};

use crate::domain::{ConversationId, TenantId};

use super::kit::Kit;
use super::root::{Msg, Root};

/// A handle to the running actors. Wake-ups carry no news and may be lost.
#[derive(Clone)]
pub struct House {
    root: ActorRef<Msg>,
}

impl House {
    /// Starts every actor. What a stop or a crash left behind is found by the clock at once.
    ///
    /// # Errors
    /// When an actor refuses to start: a tenant's number has no lane.
    pub async fn start(kit: Arc<Kit>) -> Result<Self, SpawnErr> {
        let (root, _) = Actor::spawn(None, Root, kit).await?;
        Ok(Self { root })
    }

    /// Something was admitted for this conversation.
    pub fn look(&self, tenant: TenantId, conversation: ConversationId) {
        let _ = self.root.cast(Msg::Look(tenant, conversation));
    }

    /// Something in this conversation's outbox may be due.
    pub fn look_out(&self, tenant: TenantId, conversation: ConversationId) {
        let _ = self.root.cast(Msg::LookOut(tenant, conversation));
    }

    /// Lets turns that are under way finish, for at most `grace`. Everything else is in the
    /// store and goes on at the next start.
    pub async fn stop(&self, grace: Duration) {
        if self.root.drain_and_wait(Some(grace)).await.is_err() {
            tracing::warn!(
                "some turns were still under way when the grace ended; they run again at the next start"
            );
        }
    }
}
