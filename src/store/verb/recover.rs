//! What a start finds: the format, the lease of positions, and the open work of the
//! process before.

use std::ops::ControlFlow;
use std::sync::PoisonError;
use std::time::Duration;

use crate::domain::{NumberId, RowState, Timestamp};
use crate::store::StoreFault;
use crate::store::books::Books;
use crate::store::care::NUMBERS_MAX;
use crate::store::draft::{Changes, Draft, Positions};
use crate::store::index::{Move, OpenRows, Row};
use crate::store::open::{FORMAT, newer};
use crate::store::record::{Directory, Format, InboxBody, Kind, Lease, Outbox, Runs, key};

/// Open work is read whole; this only keeps a loop from having no bound.
const ROWS_MAX: usize = 10_000_000;

/// Reads what is open. A send that was under way may have left: it becomes unknown.
pub(in crate::store) fn recover(
    books: &Books,
    unknown_wait: Duration,
    now: Timestamp,
) -> Result<Positions, StoreFault> {
    let fresh = check_format(books)?;
    let lease: Option<Lease> = books.read(&key::meta("positions"))?;
    let mut positions = Positions::after(lease.map_or(0, |lease| lease.0));
    read_directory(books)?;
    waiting_rows(books)?;
    let none = Changes::new();
    let mut draft = Draft::over(books, &none, &mut positions);
    if fresh {
        draft.put(key::meta("format"), &Format(FORMAT))?;
    }
    open_rows(books, &mut draft, now + unknown_wait)?;
    let (changes, moves) = draft.finish();
    if !changes.is_empty() {
        books.write(changes)?;
    }
    books.place.mark_begun()?;
    let mut index = books.index();
    for change in moves {
        index.apply(change);
    }
    drop(index);
    Ok(positions)
}

/// Whether the store is new.
fn check_format(books: &Books) -> Result<bool, StoreFault> {
    let key = key::meta("format");
    if let Some(Format(found)) = books.read(&key)? {
        return if found <= FORMAT {
            Ok(false)
        } else {
            Err(newer(found))
        };
    }
    let mut empty = true;
    books.scan(&[], &[], &mut |_, _| {
        empty = false;
        ControlFlow::Break(())
    })?;
    let what = match (empty, books.place.begun) {
        (true, false) => return Ok(true),
        (true, true) => "what was written before is gone",
        (false, _) => "it is missing from a store that is not empty",
    };
    Err(StoreFault::Damaged {
        place: key::shown(&key),
        what: what.into(),
    })
}

fn read_directory(books: &Books) -> Result<(), StoreFault> {
    let known: Vec<(_, Directory)> = books.each(&[], &Kind::Number.prefix(), NUMBERS_MAX)?;
    let entries = known.into_iter().filter_map(|(key, Directory(tenant))| {
        let number = std::str::from_utf8(key.get(1..)?).ok()?;
        Some((NumberId::new(number), tenant))
    });
    let mut directory = books
        .directory
        .write()
        .unwrap_or_else(PoisonError::into_inner);
    directory.extend(entries);
    Ok(())
}

fn waiting_rows(books: &Books) -> Result<(), StoreFault> {
    let rows: Vec<(_, InboxBody)> = books.each(&[], &Kind::Inbox.prefix(), ROWS_MAX)?;
    let mut index = books.index();
    for (key, body) in rows {
        let Some((conversation, seq)) = key::read_turn(&key) else {
            return Err(malformed(&key));
        };
        let row = Row {
            seq,
            admitted: body.admitted,
            runs: 0,
            suspect: true,
            begun: false,
        };
        index.apply(Move::Admitted(conversation, row));
    }
    let counted: Vec<(_, Runs)> = books.each(&[], &Kind::Runs.prefix(), ROWS_MAX)?;
    for (key, Runs(runs)) in counted {
        if let Some((conversation, seq)) = key::read_turn(&key) {
            index.apply(Move::Runs {
                conversation,
                seq,
                runs,
                begun: false,
            });
        }
    }
    Ok(())
}

fn open_rows(books: &Books, draft: &mut Draft<'_>, until: Timestamp) -> Result<(), StoreFault> {
    let outboxes: Vec<(_, Outbox)> = books.each(&[], &Kind::Outbox.prefix(), ROWS_MAX)?;
    for (key, mut outbox) in outboxes {
        let Some(conversation) = key::read_conversation(&key) else {
            return Err(malformed(&key));
        };
        let mut changed = false;
        for row in &mut outbox.0 {
            if matches!(row.state, RowState::Started { .. }) {
                row.state = RowState::Unknown { until };
                row.lost += 1;
                changed = true;
            }
        }
        draft.note(Move::Outbox(conversation, OpenRows::of(&outbox.0)));
        if changed {
            draft.put(key, &outbox)?;
        }
    }
    Ok(())
}

fn malformed(key: &[u8]) -> StoreFault {
    StoreFault::Damaged {
        place: key::shown(key),
        what: "the key has another length than its kind".into(),
    }
}
