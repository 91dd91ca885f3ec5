//! Two contacts that turn out to be one person: aliases, waiting inputs and consent of
//! the loser go to the winner, on every number of the tenant.

use crate::domain::{
    Contact, ContactId, ConversationId, NumberId, Owner, Session, TenantId, Timer,
};
use crate::seal::fingerprint;
use crate::store::StoreFault;
use crate::store::draft::Draft;
use crate::store::index::Move;
use crate::store::record::{self, InboxBody, Runs, Stored, TimerTag, key};

use super::contact::point_at;

/// The conversation of a contact on a number; made when this is the first word of it.
pub(super) fn conversation_of(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    number: &NumberId,
    contact: ContactId,
) -> Result<ConversationId, StoreFault> {
    let id = conversation_id(tenant, number, contact);
    let key = key::conversation(id);
    if !draft.has(&key)? {
        let stored = asleep(tenant, number, contact, &Session::default())?;
        draft.put(key, &stored)?;
    }
    Ok(id)
}

/// Merges `loser` into `winner`, which the caller writes. Returns conversations of the
/// winner that have waiting rows of the loser's now.
pub(super) fn merge(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    winner: &mut Contact,
    mut loser: Contact,
) -> Result<Vec<ConversationId>, StoreFault> {
    point_at(draft, tenant, winner.id, &loser.address)?;
    let (mine, hers) = (&mut winner.address, &loser.address);
    mine.phone = mine.phone.take().or_else(|| hers.phone.clone());
    mine.bsuid = mine.bsuid.take().or_else(|| hers.bsuid.clone());
    mine.parent = mine.parent.take().or_else(|| hers.parent.clone());
    winner.first_seen = winner.first_seen.min(loser.first_seen);
    loser.merged_into = Some(winner.id);
    draft.put(key::contact(loser.id), &loser)?;
    let mut moved = Vec::new();
    for number in draft.books.numbers_of(tenant) {
        let from = conversation_id(tenant, &number, loser.id);
        let into = conversation_id(tenant, &number, winner.id);
        let Some(old) = draft.get::<Stored>(&key::conversation(from))? else {
            continue;
        };
        move_session(draft, from, into, old, winner.id)?;
        if move_rows(draft, from, into)? {
            moved.push(into);
        }
    }
    Ok(moved)
}

pub(in crate::store) fn conversation_id(
    tenant: &TenantId,
    number: &NumberId,
    contact: ContactId,
) -> ConversationId {
    ConversationId(fingerprint(&[
        tenant.as_str().as_bytes(),
        number.as_str().as_bytes(),
        &contact.0,
    ]))
}

fn asleep(
    tenant: &TenantId,
    number: &NumberId,
    contact: ContactId,
    session: &Session,
) -> Result<Stored, StoreFault> {
    Ok(Stored {
        version: 0,
        tenant: tenant.clone(),
        number: number.clone(),
        contact,
        timers: Vec::new(),
        merged_into: None,
        session: record::encode(session)?,
    })
}

/// A dialogue of the winner's own goes on, and only consent, language and window are
/// joined. The loser's goes on where she has none on this number, and where a person speaks
/// to her there: its clocks give her back.
fn move_session(
    draft: &mut Draft<'_>,
    from: ConversationId,
    into: ConversationId,
    mut old: Stored,
    winner: ContactId,
) -> Result<(), StoreFault> {
    let place = key::conversation(from);
    let hers: Session = record::decode(&old.session).map_err(|flaw| flaw.at(&place))?;
    let place = key::conversation(into);
    let timers = std::mem::take(&mut old.timers);
    // what she was already told still leaves from here, and by this it is judged
    let remains = Session {
        last_inbound: hers.last_inbound,
        opted_out: hers.opted_out,
        ..Session::default()
    };
    let mut kept = match draft.get::<Stored>(&place)? {
        Some(known) => known,
        None => asleep(&old.tenant, &old.number, winner, &hers)?,
    };
    let mine: Session = record::decode(&kept.session).map_err(|flaw| flaw.at(&place))?;
    if kept.version == 0 || (mine.owner == Owner::Bot && hers.owner != Owner::Bot) {
        drop_timers(draft, into, &kept.timers)?;
        move_timers(draft, (from, into), &timers)?;
        kept.timers = timers;
        kept.session = record::encode(&joined(hers, mine))?;
    } else {
        drop_timers(draft, from, &timers)?;
        kept.session = record::encode(&joined(mine, hers))?;
    }
    kept.version += 1;
    draft.put(place, &kept)?;
    old.version += 1;
    old.merged_into = Some(into);
    old.session = record::encode(&remains)?;
    draft.put(key::conversation(from), &old)
}

fn drop_timers(
    draft: &mut Draft<'_>,
    of: ConversationId,
    timers: &[Timer],
) -> Result<(), StoreFault> {
    let mut keys = timers
        .iter()
        .map(|timer| key::timer(timer.due, of, &timer.name));
    keys.try_for_each(|key| draft.remove(key))
}

fn move_timers(
    draft: &mut Draft<'_>,
    (from, into): (ConversationId, ConversationId),
    timers: &[Timer],
) -> Result<(), StoreFault> {
    for timer in timers {
        let was = key::timer(timer.due, from, &timer.name);
        if let Some(tag) = draft.get::<TimerTag>(&was)? {
            draft.remove(was)?;
            draft.put(key::timer(timer.due, into, &timer.name), &tag)?;
        }
    }
    Ok(())
}

fn joined(mut goes_on: Session, other: Session) -> Session {
    goes_on.opted_out |= other.opted_out;
    goes_on.greeted |= other.greeted;
    goes_on.language = goes_on.language.or(other.language);
    goes_on.last_inbound = goes_on.last_inbound.max(other.last_inbound);
    goes_on
}

fn move_rows(
    draft: &mut Draft<'_>,
    from: ConversationId,
    into: ConversationId,
) -> Result<bool, StoreFault> {
    let mut rows = draft.books.index().waiting(from).to_vec();
    rows.extend(draft.rows_noted(from));
    let any = !rows.is_empty();
    for row in rows {
        let was = key::inbox(from, row.seq);
        let Some(body) = draft.get::<InboxBody>(&was)? else {
            continue;
        };
        draft.remove(was)?;
        draft.put(key::inbox(into, row.seq), &body)?;
        draft.note(Move::Closed(from, row.seq));
        draft.note(Move::Admitted(into, row));
        if row.runs > 0 {
            draft.remove(key::runs(from, row.seq))?;
            draft.put(key::runs(into, row.seq), &Runs(row.runs))?;
        }
    }
    Ok(any)
}
