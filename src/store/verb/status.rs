//! The provider's word on our messages. Found by the id that we planted, then by the
//! provider's id; what is known to nobody waits a day for its send to be recorded.

use crate::domain::{NumberId, OutboxId, Receipt, ReceiptState, StatusUpdate, Timestamp};
use crate::store::StoreFault;
use crate::store::draft::Draft;
use crate::store::record::{Orphan, Sent, Stored, key};

use super::admit::{Admitted, quarantine};
use super::send::{keep_rows, open_rows};

pub(super) fn take(
    draft: &mut Draft<'_>,
    update: StatusUpdate,
    now: Timestamp,
    admitted: &mut Admitted,
) -> Result<(), StoreFault> {
    if draft.books.tenant_of(&update.number).is_none() {
        let raw = update.id.as_str().to_owned();
        let why = format!("unknown number, status {}", update.state.word());
        return quarantine(draft, Some(update.number), why, raw, now, admitted);
    }
    let planted = update.planted.as_deref();
    let planted: Option<OutboxId> = planted.and_then(|text| text.parse().ok());
    if let Some(id) = planted
        && by_planted_id(draft, id, &update, admitted)?
    {
        return Ok(());
    }
    if let Some(Sent(id)) = draft.get(&key::sent(&update.number, &update.id))? {
        let receipt = draft.get::<Receipt>(&key::receipt(id))?;
        return receipt.map_or(Ok(()), |receipt| climb(draft, id, receipt, &update));
    }
    keep_orphan(draft, update, now)
}

/// Whether the id is one of ours on this number: another tenant's word changes nothing.
fn by_planted_id(
    draft: &mut Draft<'_>,
    id: OutboxId,
    update: &StatusUpdate,
    admitted: &mut Admitted,
) -> Result<bool, StoreFault> {
    let receipt = draft.get::<Receipt>(&key::receipt(id))?;
    if let Some(receipt) = receipt {
        let proven = receipt.provider_id.as_ref() == Some(&update.id);
        if !proven && !is_on_number(draft, id, &update.number)? {
            return Ok(false);
        }
        climb(draft, id, receipt, update)?;
        return Ok(true);
    }
    let conversation = id.turn.conversation;
    let mut rows = open_rows(draft, conversation)?;
    let Some(at) = rows.iter().position(|row| row.id == id) else {
        return Ok(false);
    };
    let Some(stored) = draft.get::<Stored>(&key::conversation(conversation))? else {
        return Ok(false);
    };
    if stored.number != update.number || rows[at].attempts == 0 {
        return Ok(false);
    }
    let row = rows.remove(at);
    keep_rows(draft, conversation, rows)?;
    let receipt = Receipt {
        state: ReceiptState::Accepted,
        provider_id: None,
        at: update.at,
        error: None,
        attempts: row.attempts,
        reason: None,
    };
    climb(draft, id, receipt, update)?;
    if !admitted.settled.iter().any(|(_, id)| *id == conversation) {
        admitted.settled.push((stored.tenant, conversation));
    }
    Ok(true)
}

fn is_on_number(draft: &Draft<'_>, id: OutboxId, number: &NumberId) -> Result<bool, StoreFault> {
    let stored = draft.get::<Stored>(&key::conversation(id.turn.conversation))?;
    Ok(stored.is_some_and(|stored| stored.number == *number))
}

/// Takes a report into a receipt. Nothing is written when it says nothing new.
fn climb(
    draft: &mut Draft<'_>,
    id: OutboxId,
    mut receipt: Receipt,
    update: &StatusUpdate,
) -> Result<(), StoreFault> {
    let named = receipt.provider_id.as_ref() == Some(&update.id);
    if !named {
        draft.put(key::sent(&update.number, &update.id), &Sent(id))?;
        receipt.provider_id.get_or_insert_with(|| update.id.clone());
    }
    let climbed = receipt.climb(update.state, update.at, update.errors.first().cloned());
    if climbed || !named {
        draft.put(key::receipt(id), &receipt)?;
    }
    Ok(())
}

fn keep_orphan(
    draft: &mut Draft<'_>,
    update: StatusUpdate,
    now: Timestamp,
) -> Result<(), StoreFault> {
    let key = key::orphan(&update.number, &update.id);
    let known = draft.get::<Orphan>(&key)?;
    if known.is_some_and(|known| known.state >= update.state) {
        return Ok(());
    }
    let orphan = Orphan {
        state: update.state,
        at: update.at,
        error: update.errors.into_iter().next(),
        received: now,
    };
    draft.put(key, &orphan)
}
