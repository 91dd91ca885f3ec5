//! The changes of one verb, seen by that verb as if they were made, and dropped whole
//! when it fails. Drafts of one group see each other; nothing outside the committer
//! sees any of them before the disk has them.

use std::collections::HashMap;

use super::StoreFault;
use super::books::{Books, Source, read};
use super::disk::Value;
use super::index::{Move, Row};
use super::record::{self, Key, Kind, Record, key};
use crate::domain::{ConversationId, InboxSeq};

/// Changes by key; `None` takes the key away.
pub(super) type Changes = HashMap<Key, Option<Value>>;

/// Positions are leased in blocks, so that one write covers many and none repeats.
const LEASE: u64 = 4096;

/// The source of inbox positions.
#[derive(Debug)]
pub(super) struct Positions {
    next: u64,
    leased: u64,
}

impl Positions {
    /// `leased` as it was found on disk: everything below may have been used.
    pub fn after(leased: u64) -> Self {
        Self {
            next: leased,
            leased,
        }
    }

    fn draw(&mut self) -> InboxSeq {
        self.next += 1;
        self.leased = self.leased.max(self.next.next_multiple_of(LEASE));
        InboxSeq(self.next)
    }

    pub fn leased(&self) -> u64 {
        self.leased
    }
}

pub(super) struct Draft<'a> {
    pub books: &'a Books,
    group: &'a Changes,
    positions: &'a mut Positions,
    staged: Changes,
    moves: Vec<Move>,
}

impl<'a> Draft<'a> {
    pub fn over(books: &'a Books, group: &'a Changes, positions: &'a mut Positions) -> Self {
        Self {
            books,
            group,
            positions,
            staged: Changes::new(),
            moves: Vec::new(),
        }
    }

    pub fn finish(self) -> (Changes, Vec<Move>) {
        (self.staged, self.moves)
    }

    pub fn next_position(&mut self) -> InboxSeq {
        self.positions.draw()
    }

    pub fn get<R: Record>(&self, key: &[u8]) -> Result<Option<R>, StoreFault> {
        read(self, key)
    }

    pub fn has(&self, key: &[u8]) -> Result<bool, StoreFault> {
        self.raw(key).map(|value| value.is_some())
    }

    pub fn put<R: Record>(&mut self, key: Key, record: &R) -> Result<(), StoreFault> {
        self.put_sealed(key, record::seal(record)?)
    }

    /// Writes an envelope that was made elsewhere, in chunks when it is large.
    pub fn put_sealed(&mut self, key: Key, envelope: Vec<u8>) -> Result<(), StoreFault> {
        let rewritten = matches!(
            Kind::of(&key),
            Some(
                Kind::Conversation
                    | Kind::Outbox
                    | Kind::Contact
                    | Kind::Bundle
                    | Kind::Publication
            )
        );
        if rewritten {
            self.drop_chunks(&key)?;
        }
        if envelope.len() <= record::VALUE_BYTES_MAX {
            self.staged.insert(key, Some(envelope.into()));
            return Ok(());
        }
        let mut count = 0;
        for chunk in envelope.chunks(record::VALUE_BYTES_MAX) {
            self.staged
                .insert(key::chunk(&key, count), Some(chunk.into()));
            count += 1;
        }
        self.staged.insert(key, Some(record::chunked(count).into()));
        Ok(())
    }

    pub fn remove(&mut self, key: Key) -> Result<(), StoreFault> {
        let may_be_large = matches!(
            Kind::of(&key),
            Some(
                Kind::Inbox
                    | Kind::Outbox
                    | Kind::Quarantine
                    | Kind::DeadLetter
                    | Kind::Conversation
                    | Kind::Contact
                    | Kind::Timeline
                    | Kind::Handoff
                    | Kind::Bundle
                    | Kind::Text
            )
        );
        if may_be_large {
            self.drop_chunks(&key)?;
        }
        self.staged.insert(key, None);
        Ok(())
    }

    fn drop_chunks(&mut self, key: &[u8]) -> Result<(), StoreFault> {
        let head = self.raw(key)?;
        let count = head.and_then(|head| record::chunks(&head)).unwrap_or(0);
        for index in 0..count {
            self.staged.insert(key::chunk(key, index), None);
        }
        Ok(())
    }

    /// Inbox rows that this draft has added to a conversation and not taken away again.
    pub fn rows_noted(&self, conversation: ConversationId) -> Vec<Row> {
        let mut rows = Vec::new();
        for change in &self.moves {
            match *change {
                Move::Admitted(id, row) if id == conversation => rows.push(row),
                Move::Closed(id, seq) if id == conversation => {
                    rows.retain(|row: &Row| row.seq != seq);
                }
                Move::Admitted(..) | Move::Closed(..) | Move::Runs { .. } | Move::Outbox(..) => {}
            }
        }
        rows
    }

    /// Changes the index of open work, if this draft succeeds.
    pub fn note(&mut self, change: Move) {
        self.moves.push(change);
    }
}

impl Source for Draft<'_> {
    fn raw(&self, key: &[u8]) -> Result<Option<Value>, StoreFault> {
        let drafted = self.staged.get(key).or_else(|| self.group.get(key));
        drafted.map_or_else(|| self.books.raw(key), |value| Ok(value.clone()))
    }
}
