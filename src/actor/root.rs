//! The top of the tree: it starts a tenant actor per business and starts it again when it
//! fails. Everybody outside talks to the house through it, so that nobody holds the
//! address of an actor that has been replaced.

use std::collections::HashMap;
use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};

use crate::domain::{ConversationId, TenantId};
use crate::telemetry::ActorKind;

use super::kit::Kit;
use super::{clock, tenant};

pub struct Root;

pub enum Msg {
    /// Something was admitted for this conversation.
    Look(TenantId, ConversationId),
    /// Something may be sent for this conversation (a status or a retry has changed its outbox).
    LookOut(TenantId, ConversationId),
    /// From the clock: pass time on.
    Tick,
}

pub struct State {
    kit: Arc<Kit>,
    tenants: HashMap<TenantId, ActorRef<tenant::Msg>>,
}

impl Actor for Root {
    type Msg = Msg;
    type State = State;
    type Arguments = Arc<Kit>;

    async fn pre_start(
        &self,
        myself: ActorRef<Msg>,
        kit: Arc<Kit>,
    ) -> Result<State, ActorProcessingErr> {
        let mut state = State {
            kit,
            tenants: HashMap::new(),
        };
        let ids: Vec<_> = state.kit.tenants.keys().cloned().collect();
        for id in ids {
            state.start_tenant(&myself, id).await?;
        }
        Actor::spawn_linked(
            None,
            clock::Ticker,
            (Arc::clone(&state.kit), myself.clone()),
            myself.get_cell(),
        )
        .await?;
        Ok(state)
    }

    async fn handle(
        &self,
        _: ActorRef<Msg>,
        message: Msg,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Msg::Look(tenant, conversation) => state.tell(&tenant, tenant::Msg::Look(conversation)),
            Msg::LookOut(tenant, conversation) => {
                state.tell(&tenant, tenant::Msg::LookOut(conversation));
            }
            Msg::Tick => {
                for tenant in state.tenants.values() {
                    let _ = tenant.cast(tenant::Msg::Tick);
                }
            }
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<Msg>,
        event: SupervisionEvent,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        let SupervisionEvent::ActorFailed(who, fault) = event else {
            return Ok(());
        };
        let failed = state
            .tenants
            .iter()
            .find(|(_, actor)| actor.get_id() == who.get_id())
            .map(|(id, _)| id.clone());
        if let Some(id) = failed {
            tracing::error!(tenant = %id, %fault, "tenant actor failed and is started again");
            state.kit.metrics.restarted(ActorKind::Tenant);
            state.start_tenant(&myself, id).await
        } else {
            tracing::error!(%fault, "clock actor failed and is started again");
            state.kit.metrics.restarted(ActorKind::Clock);
            let args = (Arc::clone(&state.kit), myself.clone());
            Actor::spawn_linked(None, clock::Ticker, args, myself.get_cell()).await?;
            Ok(())
        }
    }
}

impl State {
    async fn start_tenant(
        &mut self,
        myself: &ActorRef<Msg>,
        id: TenantId,
    ) -> Result<(), ActorProcessingErr> {
        let args = tenant::Args {
            kit: Arc::clone(&self.kit),
            tenant: id.clone(),
            root: myself.clone(),
        };
        let (actor, _) =
            Actor::spawn_linked(None, tenant::TenantActor, args, myself.get_cell()).await?;
        self.tenants.insert(id, actor);
        Ok(())
    }

    /// A wake-up that finds nobody is no loss: the clock looks for what was left lying.
    fn tell(&self, tenant: &TenantId, message: tenant::Msg) {
        if let Some(actor) = self.tenants.get(tenant) {
            let _ = actor.cast(message);
        }
    }
}
