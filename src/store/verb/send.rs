//! `claim` and `settle`: messages leave strictly in order within a conversation, are
//! marked as started on disk before their first byte leaves, and end as receipts.

use std::time::Duration;

use crate::domain::{
    self, ConversationId, Errand, NumberId, OutboxId, OutboxRow, Phone, Receipt, RowState,
    SendClass, SendOutcome, SendPolicy, Settlement, Timestamp,
};
use crate::store::committer::Verb;
use crate::store::draft::Draft;
use crate::store::index::{Move, OpenRows};
use crate::store::record::{Orphan, Outbox, Sent, Stored, key};
use crate::store::{Store, StoreFault};

use super::contact;

/// A send that is still started after this long has lost its sender.
const STARTED_MAX: Duration = Duration::from_secs(300);

/// What a claim yields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// The oldest message, marked as started: hand it to the provider.
    pub row: Option<OutboxRow>,
    /// When there is none to hand over now: the time to claim again, if one waits.
    pub next_due: Option<Timestamp>,
    /// Messages that were closed on the way because their time was up.
    pub closed: Vec<OutboxId>,
}

/// What became of a started message.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The provider's answer, judged by the published policy. `jitter` is in `0.0..1.0`.
    Outcome {
        outcome: SendOutcome,
        policy: SendPolicy,
        jitter: f64,
    },
    /// Decided without asking the provider: withheld, or put off.
    Decision(Settlement),
}

/// What a settlement led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// The row has left the outbox, now or before.
    pub closed: bool,
    /// The next message of the conversation, when one was asked for.
    pub next: Claimed,
}

impl Store {
    /// Takes the oldest message of a conversation, when it is due, to be sent now.
    ///
    /// # Errors
    /// When the claim is not on disk; then nothing may be sent.
    pub async fn claim(
        &self,
        conversation: ConversationId,
        now: Timestamp,
    ) -> Result<Claimed, StoreFault> {
        if !self.books().index().has_outbox(conversation) {
            return self.standing().map(|()| Claimed::default());
        }
        self.write(Verb::Claim, move |draft| {
            let mut rows = open_rows(draft, conversation)?;
            let before = rows.clone();
            let claimed = claim_next(draft, &mut rows, now)?;
            if rows != before {
                keep_rows(draft, conversation, rows)?;
            }
            Ok(claimed)
        })
        .await
    }

    /// Records what became of a message. With `claim_next` the following message is
    /// claimed in the same commit. The second time changes nothing.
    ///
    /// # Errors
    /// When it is not on disk: the message stays started, and a restart makes it unknown.
    pub async fn settle(
        &self,
        id: OutboxId,
        verdict: Verdict,
        claim_next: bool,
        now: Timestamp,
    ) -> Result<Settled, StoreFault> {
        self.write(Verb::Settle, move |draft| {
            settle(draft, id, &verdict, claim_next, now)
        })
        .await
    }
}

fn settle(
    draft: &mut Draft<'_>,
    id: OutboxId,
    verdict: &Verdict,
    claim: bool,
    now: Timestamp,
) -> Result<Settled, StoreFault> {
    let conversation = id.turn.conversation;
    let mut rows = open_rows(draft, conversation)?;
    let Some(at) = rows.iter().position(|row| row.id == id) else {
        return Ok(Settled {
            closed: true,
            next: Claimed::default(),
        });
    };
    let settlement = judge(&mut rows[at], verdict, now);
    let closed = matches!(settlement, Settlement::Close(_));
    match settlement {
        Settlement::Keep(state) => rows[at].state = state,
        Settlement::Close(receipt) => {
            rows.remove(at);
            close(draft, id, receipt, corrected_phone(verdict))?;
        }
    }
    let next = if claim {
        claim_next(draft, &mut rows, now)?
    } else {
        Claimed::default()
    };
    keep_rows(draft, conversation, rows)?;
    Ok(Settled { closed, next })
}

fn judge(row: &mut OutboxRow, verdict: &Verdict, now: Timestamp) -> Settlement {
    match verdict {
        Verdict::Outcome {
            outcome,
            policy,
            jitter,
        } => {
            row.count(outcome);
            domain::settle(row, class(row), outcome, *policy, now, *jitter)
        }
        Verdict::Decision(settlement) => settlement.clone(),
    }
}

fn corrected_phone(verdict: &Verdict) -> Option<&Phone> {
    match verdict {
        Verdict::Outcome {
            outcome: SendOutcome::Accepted { phone, .. },
            ..
        } => phone.as_ref(),
        Verdict::Outcome { .. } | Verdict::Decision(_) => None,
    }
}

fn class(row: &OutboxRow) -> SendClass {
    match &row.errand {
        Errand::Say(message) => message.class(),
        Errand::Call(_) => SendClass::Ephemeral,
    }
}

/// When something can be done about a message: it leaves, or it is given up waiting for.
pub(in crate::store) fn due(row: &OutboxRow) -> Timestamp {
    match row.state {
        RowState::Ready { not_before } => not_before,
        RowState::Unknown { until } => until,
        RowState::Started { at } => at + STARTED_MAX,
    }
}

/// Marks the oldest message as started, if its time has come. Messages behind one that
/// waits stay where they are.
pub(super) fn claim_next(
    draft: &mut Draft<'_>,
    rows: &mut Vec<OutboxRow>,
    now: Timestamp,
) -> Result<Claimed, StoreFault> {
    let mut claimed = Claimed::default();
    let is_message = |row: &OutboxRow| matches!(row.errand, Errand::Say(_));
    while let Some(at) = rows.iter().position(is_message) {
        let row = &mut rows[at];
        match row.state {
            RowState::Ready { not_before } if not_before <= now => {
                row.state = RowState::Started { at: now };
                row.attempts += 1;
                claimed.row = Some(row.clone());
                break;
            }
            RowState::Started { at } if now.since(at) >= STARTED_MAX => {
                row.lost += 1;
                row.state = RowState::Unknown { until: now };
            }
            RowState::Unknown { until } if until <= now => {
                match domain::resolve_unknown(row, class(row), now) {
                    Settlement::Keep(state) => row.state = state,
                    Settlement::Close(receipt) => {
                        let row = rows.remove(at);
                        close(draft, row.id, receipt, None)?;
                        claimed.closed.push(row.id);
                    }
                }
            }
            RowState::Ready { .. } | RowState::Unknown { .. } | RowState::Started { .. } => {
                claimed.next_due = Some(due(row));
                break;
            }
        }
    }
    Ok(claimed)
}

pub(super) fn open_rows(
    draft: &Draft<'_>,
    conversation: ConversationId,
) -> Result<Vec<OutboxRow>, StoreFault> {
    if !draft.books.index().has_outbox(conversation) {
        return Ok(Vec::new());
    }
    let outbox: Option<Outbox> = draft.get(&key::outbox(conversation))?;
    Ok(outbox.unwrap_or_default().0)
}

pub(super) fn keep_rows(
    draft: &mut Draft<'_>,
    conversation: ConversationId,
    rows: Vec<OutboxRow>,
) -> Result<(), StoreFault> {
    draft.note(Move::Outbox(conversation, OpenRows::of(&rows)));
    let key = key::outbox(conversation);
    if rows.is_empty() {
        draft.remove(key)
    } else {
        draft.put(key, &Outbox(rows))
    }
}

/// Writes the receipt of a row that has left the outbox, and how to find it by the
/// provider's id. A status that came before is taken in.
fn close(
    draft: &mut Draft<'_>,
    id: OutboxId,
    mut receipt: Receipt,
    corrected: Option<&Phone>,
) -> Result<(), StoreFault> {
    let stored = draft.get::<Stored>(&key::conversation(id.turn.conversation))?;
    if let Some(stored) = &stored {
        take_orphan(draft, &stored.number, id, &mut receipt)?;
        if let Some(phone) = corrected {
            contact::also_known_as(draft, &stored.tenant, stored.contact, phone)?;
        }
    }
    draft.put(key::receipt(id), &receipt)
}

fn take_orphan(
    draft: &mut Draft<'_>,
    number: &NumberId,
    id: OutboxId,
    receipt: &mut Receipt,
) -> Result<(), StoreFault> {
    let Some(message) = receipt.provider_id.clone() else {
        return Ok(());
    };
    draft.put(key::sent(number, &message), &Sent(id))?;
    let key = key::orphan(number, &message);
    if let Some(orphan) = draft.get::<Orphan>(&key)? {
        receipt.climb(orphan.state, orphan.at, orphan.error);
        draft.remove(key)?;
    }
    Ok(())
}
