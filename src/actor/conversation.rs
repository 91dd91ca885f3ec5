//! One awake conversation: takes the oldest row of its inbox, runs the turn, commits the
//! whole of it, and goes on until the inbox is empty. What it keeps in memory is a copy of
//! what is on disk; losing it loses nothing.

use std::collections::HashMap;
use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef};

use crate::domain::{
    Carry, Contact, Content, ConversationId, Effect, InboxSeq, Input, NumberId, Timestamp, Turn,
    TurnId,
};
use crate::flow::{self, Scene};
use crate::store::{Commit, Committed, Conversation, Park, StoreFault, Waiting};
use crate::telemetry::{ActorKind, crash_point};
use crate::wire::Permit;

use super::kit::{Kit, TenantKit};
use super::restart::ROW_RUNS_MAX;
use super::script_pool::{Panicked, processor_time};
use super::sender::Claimed;
use super::{call, root, sender};

pub struct ConversationActor;

pub enum Msg {
    /// Something is in the inbox.
    Look,
}

#[derive(Clone)]
pub struct Args {
    pub id: ConversationId,
    pub kit: Arc<Kit>,
    pub tenant: Arc<TenantKit>,
    pub senders: Arc<HashMap<NumberId, ActorRef<sender::Msg>>>,
    pub root: ActorRef<root::Msg>,
}

pub struct State {
    args: Args,
    /// As of the last commit; `None` after sleep, a conflict or a failure.
    memory: Option<Arc<Known>>,
}

/// The conversation and whose it is, as the books have them.
struct Known {
    conversation: Conversation,
    contact: Contact,
}

impl Actor for ConversationActor {
    type Msg = Msg;
    type State = State;
    type Arguments = Args;

    async fn pre_start(&self, _: ActorRef<Msg>, args: Args) -> Result<State, ActorProcessingErr> {
        Ok(State { args, memory: None })
    }

    async fn handle(
        &self,
        _: ActorRef<Msg>,
        Msg::Look: Msg,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        state.resume_calls();
        loop {
            // boxed, so that an idle actor does not carry the room that a turn needs
            match Box::pin(state.take_turn()).await {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                // somebody else committed first, or the row is gone: what is on disk counts
                Err(StoreFault::Stale) => state.memory = None,
                Err(fault) => {
                    tracing::error!(conversation = %state.args.id, %fault, "a turn could not use the store");
                    state.memory = None;
                    return Ok(());
                }
            }
        }
    }
}

impl State {
    /// Makes the calls again that nobody heard the answer of: the process ended, or the
    /// actor that asked did. The other side knows them by their idempotency key.
    fn resume_calls(&self) {
        let store = &self.args.kit.store;
        if store.open_calls(self.args.id) == 0 {
            return;
        }
        match store.outbox(self.args.id) {
            Ok(rows) => rows.into_iter().for_each(|row| call::make(&self.args, row)),
            Err(fault) => {
                tracing::error!(conversation = %self.args.id, %fault, "open calls could not be read");
            }
        }
    }

    /// Handles the oldest input. Returns whether there was one.
    async fn take_turn(&mut self) -> Result<bool, StoreFault> {
        let kit = Arc::clone(&self.args.kit);
        let Some(waiting) = kit.store.next_input(self.args.id)? else {
            return Ok(false);
        };
        let Some(_pass) = kit.under_way.enter() else {
            return Ok(false);
        };
        let known = self.known(&waiting.row.input)?;
        // a row that a crash may have come from runs alone, and is counted before it runs
        let _alone = if waiting.suspect {
            let alone = kit.suspects.acquire().await.ok();
            let runs = kit
                .store
                .begin_suspect(self.args.id, waiting.row.seq)
                .await?;
            // the first run, before anybody suspected it, is not among the counted
            if u32::from(runs) >= ROW_RUNS_MAX {
                self.park(&known, &waiting, "it ended the process three times")
                    .await?;
                return Ok(true);
            }
            alone
        } else {
            None
        };
        let seq = waiting.row.seq;
        let turned = kit.clock.now();
        match self.run(&known, &waiting, turned).await {
            Ok(turn) => match self.commit(&known, waiting, turn, turned).await {
                Err(fault @ StoreFault::TooLarge { .. }) => {
                    self.too_large(&known, seq, &fault).await?;
                }
                committed => committed?,
            },
            Err(Panicked) => self.failed(&known, &waiting).await?,
        }
        Ok(true)
    }

    /// What is remembered, or what the books say. An input from an address that the
    /// remembered contact lacks means that the books know more of her by now.
    fn known(&mut self, input: &Input) -> Result<Arc<Known>, StoreFault> {
        if let Some(known) = self.memory.take()
            && knows(&known.contact, input)
        {
            return Ok(known);
        }
        let store = &self.args.kit.store;
        // not stale: loading again would not find them either
        let missing = |what: &str| StoreFault::Missing { what: what.into() };
        let conversation = store.load(self.args.id)?;
        let conversation = conversation.ok_or_else(|| missing("the conversation of an input"))?;
        let contact = store.contact(conversation.contact)?;
        let contact = contact.ok_or_else(|| missing("the contact of a conversation"))?;
        Ok(Arc::new(Known {
            conversation,
            contact,
        }))
    }

    /// Computes the turn on a script thread.
    async fn run(
        &self,
        known: &Arc<Known>,
        waiting: &Waiting,
        now: Timestamp,
    ) -> Result<Turn, Panicked> {
        let kit = &self.args.kit;
        let walls = Arc::clone(&self.args.tenant);
        let _permit = self.args.tenant.script_permits.acquire().await.ok();
        let place = walls.conduct.place();
        let (known, row) = (Arc::clone(known), waiting.row.clone());
        let turn = move || {
            let before = &known.conversation.session;
            let picked = walls.shelf.pick(known.contact.id, before, &row.input);
            let scene = Scene {
                tenant: &walls.tenant,
                contact: &known.contact,
                turn: TurnId {
                    conversation: known.conversation.id,
                    seq: row.seq,
                },
                style: &walls.style,
                carry: picked.carry,
            };
            crash_point("in_turn");
            let began = processor_time();
            let turn = flow::turn(&picked.script, &scene, before, &row.input, now);
            walls.conduct.note(processor_time().saturating_sub(began));
            walls.shelf.count(picked.script.bundle(), &row.input, &turn);
            turn
        };
        kit.scripts.run(place, turn).await
    }

    async fn commit(
        &mut self,
        known: &Known,
        waiting: Waiting,
        turn: Turn,
        turned: Timestamp,
    ) -> Result<(), StoreFault> {
        let kit = &self.args.kit;
        self.args.tenant.count(&waiting.row.input, &turn);
        let before = &known.conversation;
        let says = turn
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Say { .. }));
        let session = turn.session.clone();
        let commit = Commit {
            conversation: self.args.id,
            expected_version: before.version,
            input: waiting.row,
            before: before.session.clone(),
            session: turn.session,
            effects: turn.effects,
            trace: turn.trace,
            turned,
            claim_first: says && self.may_leave(&before.number),
            now: kit.clock.now(),
        };
        crash_point("before_commit");
        let committed = kit.store.commit(commit).await?;
        crash_point("after_commit");
        let conversation = Conversation {
            version: committed.version,
            session,
            ..before.clone()
        };
        let known = Arc::new(Known {
            conversation,
            contact: known.contact.clone(),
        });
        self.hand_on(&known, committed, says);
        self.memory = Some(known);
        Ok(())
    }

    /// Whether a first message may be claimed in the commit itself: then it leaves without
    /// another visit to the disk. Behind an older one it may not.
    fn may_leave(&self, number: &NumberId) -> bool {
        let lane = self.args.tenant.lanes.get(number);
        let lane = lane.filter(|_| self.args.kit.store.open_messages(self.args.id) == 0);
        lane.is_some_and(|lane| lane.permit(self.args.id) == Permit::Go)
    }

    /// What the commit let loose: calls are made, messages are sent.
    fn hand_on(&self, known: &Known, committed: Committed, says: bool) {
        for row in committed.calls {
            call::make(&self.args, row);
        }
        let sender = self.args.senders.get(&known.conversation.number);
        let message = match committed.claimed {
            Some(row) => {
                let standing = self
                    .args
                    .tenant
                    .standing(&known.conversation, &known.contact);
                let to = known.contact.address.clone();
                let pass = self.args.kit.under_way.go_on();
                sender::Msg::Claimed(Box::new(Claimed {
                    row,
                    to,
                    standing,
                    pass,
                }))
            }
            None if says => sender::Msg::Look(self.args.id),
            None => return,
        };
        if let Some(sender) = sender {
            let _ = sender.cast(message);
        }
    }

    /// A turn that panicked is run again, a few times.
    async fn failed(&mut self, known: &Known, waiting: &Waiting) -> Result<(), StoreFault> {
        let kit = &self.args.kit;
        kit.metrics.restarted(ActorKind::Conversation);
        let runs = kit.store.fail(self.args.id, waiting.row.seq).await?;
        if u32::from(runs) < ROW_RUNS_MAX {
            return Ok(());
        }
        self.park(known, waiting, "its turn panicked three times")
            .await
    }

    /// A turn that cannot be stored would be none the smaller the next time.
    async fn too_large(
        &mut self,
        known: &Known,
        seq: InboxSeq,
        fault: &StoreFault,
    ) -> Result<(), StoreFault> {
        tracing::error!(conversation = %self.args.id, seq = seq.0, %fault, "a turn could not be kept");
        match self.args.kit.store.next_input(self.args.id)? {
            Some(waiting) if waiting.row.seq == seq => {
                self.park(known, &waiting, "its turn was too large to be kept")
                    .await
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Gives the input up: it becomes a dead letter, the customer gets one apology, and the
    /// next input is answered.
    async fn park(
        &mut self,
        known: &Known,
        waiting: &Waiting,
        why: &str,
    ) -> Result<(), StoreFault> {
        let (kit, walls) = (&self.args.kit, &self.args.tenant);
        let (id, seq, now) = (self.args.id, waiting.row.seq, kit.clock.now());
        tracing::error!(conversation = %id, seq = seq.0, why, "an input is given up");
        let scene = Scene {
            tenant: &walls.tenant,
            contact: &known.contact,
            turn: TurnId {
                conversation: id,
                seq,
            },
            style: &walls.style,
            carry: Carry::Keep,
        };
        let before = &known.conversation;
        let given_up = flow::give_up(
            &walls.shelf.current().script,
            &scene,
            &before.session,
            &waiting.row.input,
            now,
        );
        let says = given_up.apology.is_some();
        let park = Park {
            conversation: id,
            seq,
            expected_version: before.version,
            session: given_up.session,
            why: why.to_owned(),
            apology: given_up.apology,
            // the sender reads the books anew: the dead letter has changed them
            claim_first: false,
            now,
        };
        let committed = kit.store.park(park).await?;
        self.hand_on(known, committed, says);
        Ok(())
    }
}

/// Whether the contact already has the name and every alias that the input came with.
fn knows(contact: &Contact, input: &Input) -> bool {
    let Input::Message(message) = input else {
        return true;
    };
    if matches!(message.content, Content::System(_)) {
        // her number or id has changed, and perhaps is somebody else's by now
        return false;
    }
    let (known, heard) = (&contact.address, &message.from);
    (message.profile_name.is_none() || message.profile_name == contact.profile_name)
        && (heard.phone.is_none() || heard.phone == known.phone)
        && (heard.bsuid.is_none() || heard.bsuid == known.bsuid)
        && (heard.parent.is_none() || heard.parent == known.parent)
}

#[cfg(test)]
mod tests;
