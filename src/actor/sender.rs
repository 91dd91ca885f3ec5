//! One sender per business number: messages leave in order per conversation, many
//! conversations at once, no more than the number may send. What is to be sent stands in
//! the outbox; a message to this actor only says where to look.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef};
use tokio::sync::Semaphore;

use crate::domain::{
    Address, CREDENTIALS_WAIT, ConversationId, Number, NumberId, OutboxId, OutboxRow, Standing,
    Timestamp,
};
use crate::job::Sending;
use crate::store::{StoreFault, Verdict};
use crate::telemetry::UnknownEnd;
use crate::wire::{Lane, Permit};

use super::kit::{Kit, TenantKit};
use super::under_way::Pass;

/// Sends of one number that may be under way at once.
pub const IN_FLIGHT_MAX: usize = 256;

pub struct Sender;

pub enum Msg {
    /// A commit has already claimed this row: send it.
    Claimed(Box<Claimed>),
    /// There may be something to send.
    Look(ConversationId),
    /// Time has passed: look where something was put off.
    Tick,
    /// A drive has ended; the conversation's next row is due then, if there is one.
    Driven(ConversationId, Option<Timestamp>),
}

/// A row that is marked as started on disk, and what is needed to send it.
pub struct Claimed {
    pub row: OutboxRow,
    pub to: Address,
    pub standing: Standing,
    #[expect(dead_code, reason = "held until the send is settled")]
    pub pass: Pass,
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
    again: HashMap<ConversationId, Option<Box<Claimed>>>,
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
            Msg::Claimed(claimed) => {
                state.drive(&myself, claimed.row.id.turn.conversation, Some(claimed));
            }
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
        claimed: Option<Box<Claimed>>,
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
    async fn run(self, claimed: Option<Box<Claimed>>) -> Option<Timestamp> {
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
        claimed: Option<Box<Claimed>>,
    ) -> Result<Option<Timestamp>, StoreFault> {
        let store = &self.kit.store;
        let mut next = match claimed {
            Some(claimed) => Some(*claimed),
            None => match self.leave(store.send_due(self.conversation)) {
                Leave::Nothing => return Ok(None),
                Leave::At(due) => return Ok(Some(due)),
                Leave::Now => {
                    let Some(pass) = self.kit.under_way.enter() else {
                        return Ok(None);
                    };
                    let claimed = store.claim(self.conversation, self.kit.clock.now()).await?;
                    self.count_closed(&claimed.closed);
                    match claimed.row {
                        Some(row) => Some(self.look_up(row, pass)?),
                        None => return Ok(claimed.next_due),
                    }
                }
            },
        };
        while let Some(claimed) = next.take() {
            let verdict = self.send(&claimed).await;
            // the next message is claimed in the same commit when it may leave at once
            let (id, now) = (claimed.row.id, self.kit.clock.now());
            let another = store.open_messages(self.conversation) > 1;
            let leave = self.leave(another.then_some(now));
            let claim_next = matches!(leave, Leave::Now);
            let settled = store.settle(id, verdict, claim_next, now).await?;
            self.count_closed(&settled.next.closed);
            match (settled.next.row, leave) {
                (Some(row), _) => next = Some(Claimed { row, ..claimed }),
                (None, Leave::At(due)) => return Ok(Some(due)),
                (None, Leave::Now | Leave::Nothing) => {
                    return Ok(store.send_due(self.conversation));
                }
            }
        }
        Ok(None)
    }

    /// Where a row goes to, and whether it may, by the books.
    fn look_up(&self, row: OutboxRow, pass: Pass) -> Result<Claimed, StoreFault> {
        let store = &self.kit.store;
        let missing = || StoreFault::Missing {
            what: "the conversation of a send".into(),
        };
        let conversation = store.load(self.conversation)?.ok_or_else(missing)?;
        let contact = store.contact(conversation.contact)?.ok_or_else(missing)?;
        let standing = self.tenant.standing(&conversation, &contact);
        let to = contact.address;
        Ok(Claimed {
            row,
            to,
            standing,
            pass,
        })
    }

    /// Tries one row; what came of it is settled by the caller.
    async fn send(&self, claimed: &Claimed) -> Verdict {
        let sending = Sending {
            tenant: &self.tenant.tenant,
            number: &self.number,
            lane: &self.lane,
            clock: &self.kit.clock,
            dice: &self.kit.dice,
            metrics: &self.kit.metrics,
            counted: &self.tenant.metrics,
        };
        let sent = sending
            .run(&claimed.row, &claimed.to, &claimed.standing)
            .await;
        if sent.stops_tenant {
            tracing::error!(tenant = %self.tenant.tenant.id, "the provider refuses this account: sends are held back");
            self.lane.hold(CREDENTIALS_WAIT);
        }
        sent.verdict
    }

    /// Sends whose answer stayed unknown until there was nothing left to try.
    fn count_closed(&self, closed: &[OutboxId]) {
        for id in closed {
            tracing::warn!(outbox_id = %id, "the answer of a send stayed unknown: it is closed for a person to judge");
            self.kit.metrics.unknown_ended(UnknownEnd::Closed);
        }
    }

    /// Asked before a row is claimed: waiting then costs nothing, and nothing is taken from
    /// the lane's rate for a message that is not there or not `due`.
    fn leave(&self, due: Option<Timestamp>) -> Leave {
        let Some(due) = due else {
            return Leave::Nothing;
        };
        if due > self.kit.clock.now() {
            return Leave::At(due);
        }
        match self.lane.permit(self.conversation) {
            Permit::Go => Leave::Now,
            Permit::Wait(wait) => Leave::At(self.kit.clock.now() + wait),
        }
    }
}

enum Leave {
    /// There is no message.
    Nothing,
    Now,
    At(Timestamp),
}
