//! One business: wakes its conversations, puts idle ones to sleep, starts failed ones
//! again within the restart policy, and is paused when too much fails. A paused tenant's
//! inbox still accepts.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorId, ActorProcessingErr, ActorRef, SupervisionEvent};

use crate::domain::{ConversationId, NumberId, TenantId, Timestamp};
use crate::telemetry::ActorKind;

use super::kit::{Kit, TenantKit};
use super::restart::{Record, TENANT, Verdict};
use super::{conversation, root, sender};

/// A conversation that nobody wrote to for this long goes to sleep.
const IDLE_MAX: Duration = Duration::from_secs(30);
/// The same while more than [`AWAKE_MAX`] are awake: waking one costs a read, memory is dear.
const IDLE_MAX_CROWDED: Duration = Duration::from_secs(2);
/// Conversations of one tenant that may be awake without hurry to sleep.
const AWAKE_MAX: usize = 1000;
/// Time between two rounds of putting to sleep.
const SWEEP_EVERY: Duration = Duration::from_secs(1);

pub struct TenantActor;

pub enum Msg {
    /// Something is in this conversation's inbox.
    Look(ConversationId),
    /// Something may be in this conversation's outbox.
    LookOut(ConversationId),
    Tick,
}

pub struct Args {
    pub kit: Arc<Kit>,
    pub tenant: TenantId,
    pub root: ActorRef<root::Msg>,
}

pub struct State {
    kit: Arc<Kit>,
    tenant: Arc<TenantKit>,
    root: ActorRef<root::Msg>,
    senders: Arc<HashMap<NumberId, ActorRef<sender::Msg>>>,
    awake: HashMap<ConversationId, Awake>,
    by_actor: HashMap<ActorId, ConversationId>,
    failures: Record,
    paused_until: Option<Timestamp>,
    swept: Timestamp,
}

struct Awake {
    actor: ActorRef<conversation::Msg>,
    looked: Timestamp,
}

impl Actor for TenantActor {
    type Msg = Msg;
    type State = State;
    type Arguments = Args;

    async fn pre_start(
        &self,
        myself: ActorRef<Msg>,
        args: Args,
    ) -> Result<State, ActorProcessingErr> {
        let tenant = Arc::clone(
            args.kit
                .tenants
                .get(&args.tenant)
                .ok_or("find the tenant")?,
        );
        let mut senders = HashMap::new();
        for number in &tenant.tenant.numbers {
            let sender_args = sender::Args {
                kit: Arc::clone(&args.kit),
                tenant: Arc::clone(&tenant),
                number: number.id.clone(),
            };
            let (actor, _) =
                Actor::spawn_linked(None, sender::Sender, sender_args, myself.get_cell()).await?;
            senders.insert(number.id.clone(), actor);
        }
        let swept = args.kit.clock.now();
        Ok(State {
            kit: args.kit,
            tenant,
            root: args.root,
            senders: Arc::new(senders),
            awake: HashMap::new(),
            by_actor: HashMap::new(),
            failures: Record::default(),
            paused_until: None,
            swept,
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Msg>,
        message: Msg,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Msg::Look(conversation) => state.look(&myself, conversation).await?,
            Msg::LookOut(conversation) => state.look_out(conversation),
            Msg::Tick => state.tick(),
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<Msg>,
        event: SupervisionEvent,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match event {
            SupervisionEvent::ActorFailed(who, fault) => {
                let Some(conversation) = state.by_actor.remove(&who.get_id()) else {
                    return Err(format!("a sender failed: {fault}").into());
                };
                tracing::error!(%conversation, %fault, "conversation actor failed");
                state.awake.remove(&conversation);
                state.conversation_failed(&myself, conversation);
            }
            SupervisionEvent::ActorTerminated(who, _, _) => {
                state.by_actor.remove(&who.get_id());
            }
            SupervisionEvent::ActorStarted(_) | SupervisionEvent::ProcessGroupChanged(_) => {}
        }
        Ok(())
    }
}

impl State {
    async fn look(
        &mut self,
        myself: &ActorRef<Msg>,
        id: ConversationId,
    ) -> Result<(), ActorProcessingErr> {
        if self.paused_until.is_some() {
            return Ok(());
        }
        let now = self.kit.clock.now();
        if let Some(awake) = self.awake.get_mut(&id) {
            awake.looked = now;
            if awake.actor.cast(conversation::Msg::Look).is_ok() {
                return Ok(());
            }
        }
        let args = conversation::Args {
            id,
            kit: Arc::clone(&self.kit),
            tenant: Arc::clone(&self.tenant),
            senders: Arc::clone(&self.senders),
            root: self.root.clone(),
        };
        let (actor, _) = Actor::spawn_linked(
            None,
            conversation::ConversationActor,
            args,
            myself.get_cell(),
        )
        .await?;
        let _ = actor.cast(conversation::Msg::Look);
        self.by_actor.insert(actor.get_id(), id);
        self.awake.insert(id, Awake { actor, looked: now });
        self.kit.metrics.conversation_woke();
        Ok(())
    }

    fn look_out(&self, conversation: ConversationId) {
        let Ok(Some(number)) = self.kit.store.number_of(conversation) else {
            return;
        };
        if let Some(sender) = self.senders.get(&number) {
            let _ = sender.cast(sender::Msg::Look(conversation));
        }
    }

    fn tick(&mut self) {
        let now = self.kit.clock.now();
        if self.paused_until.is_some_and(|until| until <= now) {
            tracing::info!(tenant = %self.tenant.tenant.id, "tenant is tried again");
            self.paused_until = None;
        }
        for sender in self.senders.values() {
            let _ = sender.cast(sender::Msg::Tick);
        }
        if now.since(self.swept) >= SWEEP_EVERY {
            self.swept = now;
            self.put_idle_to_sleep(now);
        }
    }

    /// Its memory is on disk, so going to sleep is only forgetting. What it still has to do is
    /// finished first; a wake-up meanwhile starts another actor, and the store lets only one
    /// of them commit.
    fn put_idle_to_sleep(&mut self, now: Timestamp) {
        let crowded = self.awake.len() > AWAKE_MAX;
        let idle_max = if crowded { IDLE_MAX_CROWDED } else { IDLE_MAX };
        self.awake.retain(|_, awake| {
            let stays = now.since(awake.looked) < idle_max;
            if !stays {
                self.kit.metrics.conversation_slept();
                let _ = awake.actor.drain();
            }
            stays
        });
    }

    fn conversation_failed(&mut self, myself: &ActorRef<Msg>, conversation: ConversationId) {
        self.kit.metrics.restarted(ActorKind::Conversation);
        let now = self.kit.clock.now();
        match self.failures.failed(TENANT, now) {
            Verdict::Restart => {
                let _ = myself.cast(Msg::Look(conversation));
            }
            Verdict::Pause { until } => {
                tracing::error!(tenant = %self.tenant.tenant.id, "tenant is paused: too much of it failed");
                self.paused_until = Some(until);
            }
        }
    }
}
