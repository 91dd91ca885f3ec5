//! One awake conversation: takes the oldest row of its inbox, runs the turn, commits the
//! whole of it, and goes on until the inbox is empty. What it keeps in memory is a copy of
//! what is on disk; losing it loses nothing.

use std::collections::HashMap;
use std::sync::Arc;

use ractor::{Actor, ActorProcessingErr, ActorRef};

use crate::domain::{Contact, ConversationId, Effect, NumberId, Turn, TurnId};
use crate::flow::{self, Scene};
use crate::store::{Commit, Committed, Conversation, Park, StoreFault, Waiting};
use crate::telemetry::{ActorKind, crash_point};
use crate::wire::Permit;

use super::kit::{Kit, TenantKit};
use super::restart::ROW_RUNS_MAX;
use super::script_pool::Panicked;
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
    memory: Option<Conversation>,
    /// Calls that were open before this actor woke have been looked at.
    resumed: bool,
}

impl Actor for ConversationActor {
    type Msg = Msg;
    type State = State;
    type Arguments = Args;

    async fn pre_start(&self, _: ActorRef<Msg>, args: Args) -> Result<State, ActorProcessingErr> {
        Ok(State {
            args,
            memory: None,
            resumed: false,
        })
    }

    async fn handle(
        &self,
        _: ActorRef<Msg>,
        Msg::Look: Msg,
        state: &mut State,
    ) -> Result<(), ActorProcessingErr> {
        state.resume_calls();
        loop {
            match state.take_turn().await {
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
    /// Makes the calls again that nobody heard the answer of: the process ended, or this
    /// conversation's last actor did. The other side knows them by their idempotency key.
    fn resume_calls(&mut self) {
        if std::mem::replace(&mut self.resumed, true) {
            return;
        }
        match self.args.kit.store.outbox(self.args.id) {
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
        let conversation = match self.memory.take() {
            Some(conversation) => conversation,
            None => kit.store.load(self.args.id)?.ok_or(StoreFault::Stale)?,
        };
        let contact = kit
            .store
            .contact(conversation.contact)?
            .ok_or(StoreFault::Stale)?;
        // a row that a crash may have come from runs alone, and is counted before it runs
        let _alone = if waiting.suspect {
            kit.suspects.acquire().await.ok()
        } else {
            None
        };
        if waiting.suspect {
            let runs = kit
                .store
                .begin_suspect(self.args.id, waiting.row.seq)
                .await?;
            // the first run, before anybody suspected it, is not among the counted
            if u32::from(runs) >= ROW_RUNS_MAX {
                return self
                    .park(
                        conversation,
                        contact,
                        &waiting,
                        "it ended the process three times",
                    )
                    .await;
            }
        }
        let (conversation, contact, turn) = self.run(conversation, contact, &waiting).await;
        let Ok(turn) = turn else {
            return self.failed(conversation, contact, &waiting).await;
        };
        self.commit(conversation, waiting, turn).await?;
        Ok(true)
    }

    /// Computes the turn on a script thread; what was moved there comes back with it.
    async fn run(
        &self,
        conversation: Conversation,
        contact: Contact,
        waiting: &Waiting,
    ) -> (Conversation, Contact, Result<Turn, Panicked>) {
        let kit = &self.args.kit;
        let tenant = Arc::clone(&self.args.tenant);
        let _permit = tenant.script_permits.acquire().await.ok();
        let (row, now) = (waiting.row.clone(), kit.clock.now());
        let (kept_conversation, kept_contact) = (conversation.clone(), contact.clone());
        let walls = Arc::clone(&self.args.tenant);
        let turn = kit.scripts.run(move || {
            let id = TurnId {
                conversation: conversation.id,
                seq: row.seq,
            };
            let scene = Scene {
                tenant: &walls.tenant,
                contact: &contact,
                turn: id,
                style: &walls.style,
            };
            crash_point("in_turn");
            flow::turn(
                &walls.script,
                &scene,
                &conversation.session,
                &row.input,
                now,
            )
        });
        (kept_conversation, kept_contact, turn.await)
    }

    async fn commit(
        &mut self,
        before: Conversation,
        waiting: Waiting,
        turn: Turn,
    ) -> Result<(), StoreFault> {
        let kit = &self.args.kit;
        self.args.tenant.count(&waiting.row.input, &turn);
        let session = turn.session.clone();
        let commit = Commit {
            conversation: self.args.id,
            expected_version: before.version,
            input: waiting.row,
            session: turn.session,
            claim_first: says_something(&turn.effects) && self.may_leave(&before.number),
            effects: turn.effects,
            trace: turn.trace,
            now: kit.clock.now(),
        };
        crash_point("before_commit");
        let committed = kit.store.commit(commit).await?;
        crash_point("after_commit");
        let version = committed.version;
        self.hand_on(&before.number, committed);
        self.memory = Some(Conversation {
            version,
            session,
            ..before
        });
        Ok(())
    }

    /// Whether a first message may be claimed in the commit itself: then it leaves without
    /// another visit to the disk.
    fn may_leave(&self, number: &NumberId) -> bool {
        let lane = self.args.tenant.lanes.get(number);
        lane.is_some_and(|lane| lane.permit(self.args.id) == Permit::Go)
    }

    /// What the commit let loose: calls are made, messages are sent.
    fn hand_on(&self, number: &NumberId, committed: Committed) {
        for row in committed.calls {
            call::make(&self.args, row);
        }
        let Some(sender) = self.args.senders.get(number) else {
            return;
        };
        let message = match committed.claimed {
            Some(row) => sender::Msg::Claimed(self.args.id, Box::new(row)),
            None => sender::Msg::Look(self.args.id),
        };
        let _ = sender.cast(message);
    }

    /// A turn that panicked is run again, a few times.
    async fn failed(
        &mut self,
        before: Conversation,
        contact: Contact,
        waiting: &Waiting,
    ) -> Result<bool, StoreFault> {
        let kit = Arc::clone(&self.args.kit);
        kit.metrics.restarted(ActorKind::Conversation);
        let runs = kit.store.fail(self.args.id, waiting.row.seq).await?;
        if u32::from(runs) < ROW_RUNS_MAX {
            return Ok(true);
        }
        self.park(before, contact, waiting, "its turn panicked three times")
            .await
    }

    /// Gives the input up: it becomes a dead letter, the customer gets one apology, and the
    /// next input is answered.
    async fn park(
        &mut self,
        before: Conversation,
        contact: Contact,
        waiting: &Waiting,
        why: &str,
    ) -> Result<bool, StoreFault> {
        let (kit, walls) = (&self.args.kit, &self.args.tenant);
        tracing::error!(conversation = %self.args.id, seq = waiting.row.seq.0, why, "an input is given up");
        let now = kit.clock.now();
        let id = TurnId {
            conversation: self.args.id,
            seq: waiting.row.seq,
        };
        let scene = Scene {
            tenant: &walls.tenant,
            contact: &contact,
            turn: id,
            style: &walls.style,
        };
        let apology = flow::apology(&walls.script, &scene, &before.session, now);
        let claim_first = apology.is_some() && self.may_leave(&before.number);
        let park = Park {
            conversation: self.args.id,
            seq: waiting.row.seq,
            why: why.to_owned(),
            apology,
            claim_first,
            now,
        };
        let committed = kit.store.park(park).await?;
        self.hand_on(&before.number, committed);
        Ok(true)
    }
}

fn says_something(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Say { .. }))
}
