//! The house as those outside the actors see it: something to wake and something to stop.

use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorRef, SpawnErr};

use crate::domain::{ConversationId, TenantId};

use super::kit::Kit;
use super::root::{Msg, Root};
use super::under_way::UnderWay;

/// A handle to the running actors. Wake-ups carry no news and may be lost.
#[derive(Clone)]
pub struct House {
    root: ActorRef<Msg>,
    under_way: UnderWay,
}

impl House {
    /// Starts every actor. What a stop or a crash left behind is found by the clock at once.
    ///
    /// # Errors
    /// When an actor refuses to start: a tenant's number has no lane.
    pub async fn start(kit: Arc<Kit>) -> Result<Self, SpawnErr> {
        let under_way = kit.under_way.clone();
        let (root, _) = Actor::spawn(None, Root, kit).await?;
        Ok(Self { root, under_way })
    }

    /// Something was admitted for this conversation.
    pub fn look(&self, tenant: TenantId, conversation: ConversationId) {
        let _ = self.root.cast(Msg::Look(tenant, conversation));
    }

    /// Something in this conversation's outbox may be due.
    pub fn look_out(&self, tenant: TenantId, conversation: ConversationId) {
        let _ = self.root.cast(Msg::LookOut(tenant, conversation));
    }

    /// Lets turns and sends that are under way finish, for at most `grace`. Everything else
    /// is in the store and goes on at the next start.
    pub async fn stop(&self, grace: Duration) {
        let stopped = async {
            self.under_way.close().await;
            // an actor that has ended already is no fault
            let _ = self.root.drain_and_wait(None).await;
        };
        if tokio::time::timeout(grace, stopped).await.is_err() {
            tracing::warn!(
                "some turns or sends were still under way when the grace ended; they go on at the next start"
            );
        }
    }
}
