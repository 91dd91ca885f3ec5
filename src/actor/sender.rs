//! One sender per business number: messages leave in order per conversation, many
//! conversations at once, no more than the number may send. What is to be sent stands in
//! the outbox; a message to this actor only says where to look.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::sync::Semaphore;

use crate::domain::{ConversationId, Number, NumberId, OutboxRow, Standing, Timestamp};
use crate::job::Sending;
use crate::store::{Claimed, StoreFault, Verdict};
use crate::telemetry::crash_point;
use crate::wire::{Lane, Permit};

use super::kit::{Kit, TenantKit};

/// Sends of one number that may be under way at once.
pub const IN_FLIGHT_MAX: usize = 256;
/// When the provider refuses the account, one message is tried again after this.
const REFUSED_ACCOUNT_HOLD: Duration = Duration::from_secs(300);

pub struct Sender;

pub enum Msg {
    /// A commit has already claimed this row: send it.
    Claimed(ConversationId, Box<OutboxRow>),
    /// There may be something to send.
    Look(ConversationId),
    /// Time has passed: look where something was put off.
    Tick,
    /// A drive has ended; the conversation's next row is due then, if there is one.
    Driven(ConversationId, Option<Timestamp>),
}

pub struct Args {
    pub kit: Arc<Kit>,
    pub tenant: Arc<TenantKit>,
    pub number: NumberId,
}

pub struct State {
    args: Args,
    number: Number,
    lane: Lane,
    permits: Arc<Semaphore>,
    /// Conversations with a drive under way.
    driving: HashSet<ConversationId>,
    /// Asked for while driving: look again afterwards, with the claimed row if there is one.
    again: HashMap<ConversationId, Option<Box<OutboxRow>>>,
    /// Put off until a moment.
    later: BTreeSet<(Timestamp, ConversationId)>,
}

impl Actor for Sender {
    type Msg = Msg;
    type State = State;
    type Arguments = Args;

    async fn pre_start(&self, _: ActorRef<Msg>, args: Args) -> Result<State, ActorProcessingErr> {
        let lane = args
            .tenant
            .lanes
            .get(&args.number)
            .ok_or("find the number's lane")?
            .clone();
        let number = args
            .tenant
            .tenant
            .numbers
            .iter()
            .find(|number| number.id == args.number);
        let number = number.ok_or("find the number")?.clone();
        Ok(State {
            args,
            number,
            lane,
            permits: Arc::new(Semaphore::new(IN_FLIGHT_MAX)),
            driving: HashSet::new(),
            again: HashMap::new(),
            later: BTreeSet::new(),
        })
    }

    async fn handle(
        &self,
        myself: ActorRef<Msg>,
        message: Msg,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            Msg::Claimed(conversation, row) => state.drive(&myself, conversation, Some(row)),
            Msg::Look(conversation) => state.drive(&myself, conversation, None),
            Msg::Tick => state.wake_due(&myself),
            Msg::Driven(conversation, due) => state.driven(&myself, conversation, due),
        }
        Ok(())
    }
}

impl State {
    fn drive(
        &mut self,
        myself: &ActorRef<Msg>,
        conversation: ConversationId,
        claimed: Option<Box<OutboxRow>>,
    ) {
        if !self.driving.insert(conversation) {
            let waiting = self.again.entry(conversation).or_default();
            if claimed.is_some() {
                *waiting = claimed;
            }
            return;
        }
        let errand = Drive {
            kit: Arc::clone(&self.args.kit),
            tenant: Arc::clone(&self.args.tenant),
            number: self.number.clone(),
            lane: self.lane.clone(),
            permits: Arc::clone(&self.permits),
            conversation,
        };
        let myself = myself.clone();
        tokio::spawn(async move {
            let due = errand.run(claimed).await;
            // a sender that is gone has been replaced by one that reads the outbox anew
            let _ = myself.cast(Msg::Driven(conversation, due));
        });
    }

    fn driven(
        &mut self,
        myself: &ActorRef<Msg>,
        conversation: ConversationId,
        due: Option<Timestamp>,
    ) {
        self.driving.remove(&conversation);
        if let Some(claimed) = self.again.remove(&conversation) {
            self.drive(myself, conversation, claimed);
        } else if let Some(due) = due {
            self.later.insert((due, conversation));
        }
    }

    fn wake_due(&mut self, myself: &ActorRef<Msg>) {
        let now = self.args.kit.clock.now();
        while self.later.first().is_some_and(|(due, _)| *due <= now) {
            if let Some((_, conversation)) = self.later.pop_first() {
                self.drive(myself, conversation, None);
            }
        }
    }
}

/// Sends what one conversation has ready, one message after the other.
struct Drive {
    kit: Arc<Kit>,
    tenant: Arc<TenantKit>,
    number: Number,
    lane: Lane,
    permits: Arc<Semaphore>,
    conversation: ConversationId,
}

impl Drive {
    /// Returns when the next row is due, if one is left.
    async fn run(self, claimed: Option<Box<OutboxRow>>) -> Option<Timestamp> {
        let _permit = self.permits.acquire().await.ok()?;
        match self.send_all(claimed).await {
            Ok(due) => due,
            Err(fault) => {
                tracing::error!(conversation = %self.conversation, %fault, "a send could not use the store");
                None
            }
        }
    }

    async fn send_all(
        &self,
        claimed: Option<Box<OutboxRow>>,
    ) -> Result<Option<Timestamp>, StoreFault> {
        let store = &self.kit.store;
        let mut next = match claimed {
            Some(row) => Claimed {
                row: Some(*row),
                ..Claimed::default()
            },
            None => match self.leave() {
                Leave::At(due) => return Ok(Some(due)),
                Leave::Now => store.claim(self.conversation, self.kit.clock.now()).await?,
            },
        };
        while let Some(row) = next.row {
            let verdict = self.send(&row).await?;
            // the next message is claimed in the same commit when it may leave at once
            let leave = self.leave();
            let claim_next = matches!(leave, Leave::Now);
            let settled = store
                .settle(row.id, verdict, claim_next, self.kit.clock.now())
                .await?;
            crash_point("after_settle");
            next = settled.next;
            if let (None, Leave::At(due)) = (&next.row, leave) {
                return Ok(Some(due));
            }
        }
        Ok(next.next_due)
    }

    /// Tries one row; what came of it is settled by the caller.
    async fn send(&self, row: &OutboxRow) -> Result<Verdict, StoreFault> {
        let kit = &self.kit;
        let missing = || StoreFault::Missing {
            what: "the conversation of a send".into(),
        };
        let conversation = kit.store.load(self.conversation)?.ok_or_else(missing)?;
        let contact = kit
            .store
            .contact(conversation.contact)?
            .ok_or_else(missing)?;
        let switches = &self.tenant.tenant.switches;
        let standing = Standing {
            owner: conversation.session.owner,
            opted_out: conversation.session.opted_out,
            last_inbound: conversation.session.last_inbound,
            released: switches.releases(contact.address.phone.as_ref()),
        };
        let sending = Sending {
            tenant: &self.tenant.tenant,
            number: &self.number,
            lane: &self.lane,
            clock: &kit.clock,
            dice: &kit.dice,
            metrics: &kit.metrics,
            counted: &self.tenant.metrics,
        };
        let sent = sending.run(row, &contact.address, &standing).await;
        if sent.stops_tenant {
            tracing::error!(tenant = %self.tenant.tenant.id, "the provider refuses this account: sends are held back");
            self.lane.hold(REFUSED_ACCOUNT_HOLD);
        }
        Ok(sent.verdict)
    }

    /// Asked before a row is claimed: waiting then costs nothing.
    fn leave(&self) -> Leave {
        match self.lane.permit(self.conversation) {
            Permit::Go => Leave::Now,
            Permit::Wait(wait) => Leave::At(self.kit.clock.now() + wait),
        }
    }
}

enum Leave {
    Now,
    At(Timestamp),
}
