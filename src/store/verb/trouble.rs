//! Inputs that kill: a run is counted on disk before it may end the process again, and
//! an input that nobody can handle is put aside so that the next one is answered.

use crate::domain::{
    ConversationId, Effect, Errand, InboxRow, InboxSeq, Outbound, OutboxId, OutboxRow, Session,
    TimelineEntry, Timestamp, Trace, TurnId,
};
use crate::store::committer::Verb;
use crate::store::draft::Draft;
use crate::store::index::Move;
use crate::store::record::{self, DeadLetter, InboxBody, Runs, Stored, key};
use crate::store::{Store, StoreFault};

use super::commit::{Committed, Prepared, conclude};

/// An input to be given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Park {
    pub conversation: ConversationId,
    pub seq: InboxSeq,
    /// The version of the conversation that `session` was computed from.
    pub expected_version: u64,
    pub session: Session,
    /// In our words; shown to operators.
    pub why: String,
    /// Said to the customer once.
    pub apology: Option<Outbound>,
    pub claim_first: bool,
    pub now: Timestamp,
}

impl Store {
    /// Counts the run that is about to begin of a row that was already waiting when the
    /// store was opened. Returns the runs so far, this one included.
    ///
    /// # Errors
    /// [`StoreFault::Stale`] when the row is gone. Do not run it unless this returned.
    pub async fn begin_suspect(
        &self,
        conversation: ConversationId,
        seq: InboxSeq,
    ) -> Result<u16, StoreFault> {
        self.write(Verb::Park, move |draft| {
            count(draft, conversation, seq, Counting::Before)
        })
        .await
    }

    /// Counts a run that failed. Returns the failed runs so far.
    ///
    /// # Errors
    /// [`StoreFault::Stale`] when the row is gone.
    pub async fn fail(
        &self,
        conversation: ConversationId,
        seq: InboxSeq,
    ) -> Result<u16, StoreFault> {
        self.write(Verb::Park, move |draft| {
            count(draft, conversation, seq, Counting::After)
        })
        .await
    }

    /// Gives an inbox row up: it becomes a dead letter, and the customer may be told once.
    ///
    /// # Errors
    /// [`StoreFault::Stale`] when the conversation has moved on or the row is gone, so also
    /// the second time.
    pub async fn park(&self, park: Park) -> Result<Committed, StoreFault> {
        self.write(Verb::Park, move |draft| give_up(draft, park))
            .await
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Counting {
    Before,
    After,
}

fn count(
    draft: &mut Draft<'_>,
    conversation: ConversationId,
    seq: InboxSeq,
    counting: Counting,
) -> Result<u16, StoreFault> {
    let known = draft.books.index().row(conversation, seq);
    let row = known.ok_or(StoreFault::Stale)?;
    let begun = counting == Counting::Before;
    // A run that was counted before it began is not counted again when it fails.
    let runs = if row.begun && !begun {
        row.runs
    } else {
        row.runs.saturating_add(1)
    };
    if runs != row.runs {
        draft.put(key::runs(conversation, seq), &Runs(runs))?;
    }
    draft.note(Move::Runs {
        conversation,
        seq,
        runs,
        begun,
    });
    Ok(runs)
}

fn give_up(draft: &mut Draft<'_>, park: Park) -> Result<Committed, StoreFault> {
    let (conversation, seq, now) = (park.conversation, park.seq, park.now);
    let place = key::conversation(conversation);
    let stored: Option<Stored> = draft.get(&place)?;
    let body: Option<InboxBody> = draft.get(&key::inbox(conversation, seq))?;
    let (Some(mut stored), Some(body)) = (stored, body) else {
        return Err(StoreFault::Stale);
    };
    if stored.version != park.expected_version {
        return Err(StoreFault::Stale);
    }
    stored.session = record::encode(&park.session)?;
    stored.version += 1;
    draft.put(place, &stored)?;
    let version = stored.version;
    let runs = draft.books.index().row(conversation, seq);
    let letter = DeadLetter {
        tenant: stored.tenant,
        row: InboxRow {
            seq,
            admitted: body.admitted,
            input: body.input.clone(),
        },
        runs: runs.map_or(0, |row| row.runs),
        why: park.why,
        at: now,
    };
    draft.put(key::dead_letter(conversation, seq), &letter)?;
    let turn = TurnId { conversation, seq };
    let id = OutboxId { turn, index: 0 };
    let row = |message| OutboxRow::ready(id, Errand::Say(message), now);
    let rows = park.apology.iter().cloned().map(row).collect();
    let say = |message| Effect::Say { id, message };
    let entry = TimelineEntry {
        turn,
        admitted: body.admitted,
        turned: now,
        committed: now,
        input: body.input,
        before: None,
        effects: park.apology.into_iter().map(say).collect(),
        trace: Trace {
            matched: "dead_letter".into(),
            ..Trace::default()
        },
        owner: park.session.owner,
    };
    let mut committed = conclude(
        draft,
        Prepared {
            conversation,
            seq,
            rows,
            entry: record::seal(&entry)?,
            claim_first: park.claim_first,
            now,
        },
    )?;
    committed.version = version;
    Ok(committed)
}
