//! `commit`: a whole turn, or nothing of it. It is bound to the version of the session
//! that it was computed from and to an inbox row that is still waiting, so that the
//! second of two runs of one turn changes nothing.

use crate::domain::{
    ConversationId, Effect, Errand, InboxRow, InboxSeq, Input, OutboxRow, Session, Ticket,
    TimelineEntry, Timer, Timestamp, Trace, TurnId,
};
use crate::store::committer::Verb;
use crate::store::draft::Draft;
use crate::store::index::Move;
use crate::store::record::{self, Handoff, Stored, TimerTag, VALUE_BYTES_MAX, key};
use crate::store::{Store, StoreFault};

use super::send::{claim_next, keep_rows, open_rows};

const TIMER_NAME_BYTES_MAX: usize = 256;

/// A turn to be made true.
#[derive(Debug, Clone, PartialEq)]
pub struct Commit {
    pub conversation: ConversationId,
    /// The version of the conversation that the turn was computed from.
    pub expected_version: u64,
    /// The inbox row that the turn answers; it is closed.
    pub input: InboxRow,
    /// The session that the turn began with.
    pub before: Session,
    pub session: Session,
    pub effects: Vec<Effect>,
    pub trace: Trace,
    /// What the turn took for now.
    pub turned: Timestamp,
    /// Claims the first message in the same commit, where no older one is open.
    pub claim_first: bool,
    pub now: Timestamp,
}

/// What a committed turn leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// The conversation's version from now on.
    pub version: u64,
    /// The first message, already marked as started: send it now.
    pub claimed: Option<OutboxRow>,
    /// Calls that the turn asked for: make them now.
    pub calls: Vec<OutboxRow>,
    /// Another inbox row waits.
    pub more_input: bool,
}

/// A turn as the committer wants it: everything that can be prepared elsewhere is.
pub(super) struct Prepared {
    pub conversation: ConversationId,
    pub seq: InboxSeq,
    pub rows: Vec<OutboxRow>,
    /// The timeline entry in its envelope.
    pub entry: Vec<u8>,
    pub claim_first: bool,
    pub now: Timestamp,
}

/// The part of a turn that changes the conversation's own record.
struct Change {
    expected_version: u64,
    session: Vec<u8>,
    fired: Option<(String, u64)>,
    timers: Vec<TimerChange>,
    tickets: Vec<Ticket>,
}

enum TimerChange {
    Set(Timer),
    Cancel(String),
}

impl Store {
    /// Makes a turn true: session, messages, calls, timers, timeline, handoff; the inbox
    /// row is closed.
    ///
    /// # Errors
    /// [`StoreFault::Stale`] when the conversation has moved on or the row is gone: load
    /// and run again, or forget it. Anything else: nothing has happened.
    pub async fn commit(&self, commit: Commit) -> Result<Committed, StoreFault> {
        let (prepared, change) = prepare(commit)?;
        self.write(Verb::Commit, move |draft| {
            let version = apply(draft, &prepared, change)?;
            let mut committed = conclude(draft, prepared)?;
            committed.version = version;
            Ok(committed)
        })
        .await
    }
}

fn prepare(commit: Commit) -> Result<(Prepared, Change), StoreFault> {
    let mut session = commit.session;
    let (conversation, seq, now) = (commit.conversation, commit.input.seq, commit.now);
    let fired = match &commit.input.input {
        Input::Timer(fired) => Some((fired.name.clone(), fired.tag)),
        Input::Message(_)
        | Input::CallAnswered { .. }
        | Input::StaffEcho { .. }
        | Input::Agent(_) => None,
    };
    let sorted = sort(&commit.effects, &mut session, now)?;
    let entry = sealed(TimelineEntry {
        turn: TurnId { conversation, seq },
        admitted: commit.input.admitted,
        turned: commit.turned,
        committed: now,
        input: commit.input.input,
        before: Some(Box::new(commit.before)),
        effects: commit.effects,
        trace: commit.trace,
        owner: session.owner,
    })?;
    let change = Change {
        expected_version: commit.expected_version,
        session: record::encode(&session)?,
        fired,
        timers: sorted.timers,
        tickets: sorted.tickets,
    };
    let prepared = Prepared {
        conversation,
        seq,
        rows: sorted.rows,
        entry,
        claim_first: commit.claim_first,
        now,
    };
    Ok((prepared, change))
}

/// The timeline entry in its envelope, without a secret. The session before the turn is
/// kept where both fit in one value: a second one would double what a turn costs.
fn sealed(mut entry: TimelineEntry) -> Result<Vec<u8>, StoreFault> {
    entry.mask();
    let sealed = record::seal(&entry);
    if sealed.as_ref().is_ok_and(|it| it.len() <= VALUE_BYTES_MAX) {
        return sealed;
    }
    entry.before = None;
    record::seal(&entry)
}

/// Effects by where they are written; all of them stand in the timeline too.
#[derive(Default)]
struct Sorted {
    rows: Vec<OutboxRow>,
    timers: Vec<TimerChange>,
    tickets: Vec<Ticket>,
}

fn sort(effects: &[Effect], session: &mut Session, now: Timestamp) -> Result<Sorted, StoreFault> {
    let mut sorted = Sorted::default();
    for effect in effects {
        match effect {
            Effect::Say { id, message } => {
                let row = OutboxRow::ready(*id, Errand::Say(message.clone()), now);
                sorted.rows.push(row);
            }
            Effect::Call(call) => {
                let row = OutboxRow::ready(call.id, Errand::Call(call.clone()), now);
                sorted.rows.push(row);
            }
            Effect::SetTimer(timer) => {
                check_name(&timer.name)?;
                sorted.timers.push(TimerChange::Set(timer.clone()));
            }
            Effect::CancelTimer { name } => sorted.timers.push(TimerChange::Cancel(name.clone())),
            Effect::Handoff(ticket) => sorted.tickets.push(ticket.clone()),
            Effect::Consent { opted_out } => session.opted_out = *opted_out,
            Effect::Mark { .. } | Effect::OptIn(_) | Effect::HandoffEnded { .. } => {}
        }
    }
    Ok(sorted)
}

/// A timer's name is part of its key.
fn check_name(name: &str) -> Result<(), StoreFault> {
    if name.len() <= TIMER_NAME_BYTES_MAX {
        return Ok(());
    }
    Err(StoreFault::TooLarge {
        place: "timer name",
        bytes: name.len(),
        max: TIMER_NAME_BYTES_MAX,
    })
}

/// Writes the conversation's record, its timers and handoffs. Returns the new version.
fn apply(draft: &mut Draft<'_>, turn: &Prepared, change: Change) -> Result<u64, StoreFault> {
    let place = key::conversation(turn.conversation);
    let stored: Option<Stored> = draft.get(&place)?;
    let mut stored = stored.ok_or(StoreFault::Stale)?;
    let waiting = draft.has(&key::inbox(turn.conversation, turn.seq))?;
    if stored.version != change.expected_version || !waiting {
        return Err(StoreFault::Stale);
    }
    if let Some((name, tag)) = change.fired {
        stored
            .timers
            .retain(|timer| timer.name != name || timer.tag != tag);
    }
    for timer in change.timers {
        change_timer(draft, turn.conversation, &mut stored, timer)?;
    }
    for ticket in change.tickets {
        let handoff = Handoff {
            tenant: stored.tenant.clone(),
            conversation: turn.conversation,
            contact: stored.contact,
            ticket,
        };
        let seq = draft.next_position();
        draft.put(key::handoff(seq), &handoff)?;
    }
    stored.version += 1;
    stored.session = change.session;
    draft.put(place, &stored)?;
    Ok(stored.version)
}

fn change_timer(
    draft: &mut Draft<'_>,
    conversation: ConversationId,
    stored: &mut Stored,
    change: TimerChange,
) -> Result<(), StoreFault> {
    let name = match &change {
        TimerChange::Set(timer) => &timer.name,
        TimerChange::Cancel(name) => name,
    };
    for old in stored.timers.extract_if(.., |timer| timer.name == *name) {
        draft.remove(key::timer(old.due, conversation, &old.name))?;
    }
    if let TimerChange::Set(timer) = change {
        let tag = TimerTag {
            tag: timer.tag,
            tenant: stored.tenant.clone(),
        };
        draft.put(key::timer(timer.due, conversation, &timer.name), &tag)?;
        stored.timers.push(timer);
    }
    Ok(())
}

/// Closes the inbox row, writes the timeline and the outbox.
pub(super) fn conclude(draft: &mut Draft<'_>, turn: Prepared) -> Result<Committed, StoreFault> {
    let Prepared {
        conversation,
        seq,
        rows,
        entry,
        claim_first,
        now,
    } = turn;
    close_row(draft, conversation, seq)?;
    draft.put_sealed(key::timeline(conversation, seq), entry)?;
    let mut committed = Committed::default();
    let is_call = |row: &&OutboxRow| matches!(row.errand, Errand::Call(_));
    committed.calls = rows.iter().filter(is_call).cloned().collect();
    if !rows.is_empty() {
        let mut open = open_rows(draft, conversation)?;
        open.extend(rows);
        if claim_first {
            committed.claimed = claim_next(draft, &mut open, now)?.row;
        }
        keep_rows(draft, conversation, open)?;
    }
    let index = draft.books.index();
    let others = index.waiting(conversation).iter();
    committed.more_input = others.filter(|row| row.seq != seq).count() > 0;
    Ok(committed)
}

fn close_row(
    draft: &mut Draft<'_>,
    conversation: ConversationId,
    seq: InboxSeq,
) -> Result<(), StoreFault> {
    draft.remove(key::inbox(conversation, seq))?;
    let known = draft.books.index().row(conversation, seq);
    if known.is_some_and(|row| row.runs > 0) {
        draft.remove(key::runs(conversation, seq))?;
    }
    draft.note(Move::Closed(conversation, seq));
    Ok(())
}
