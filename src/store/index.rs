//! What is open: waiting inbox rows and outbox rows, by conversation. Kept in memory,
//! rebuilt at open from the two key ranges that hold nothing but open work; a sleeping
//! conversation is not in here. It may run ahead of the disk by one group, so readers
//! look at the record itself before they believe it.

use std::collections::{BTreeMap, HashMap};

use super::verb;
use crate::domain::{ConversationId, Errand, InboxSeq, OutboxRow, RowState, Timestamp};

/// An inbox row as the index knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub seq: InboxSeq,
    pub admitted: Timestamp,
    /// Runs that did not end well.
    pub runs: u16,
    /// Was already waiting when the store was opened: its last run may have ended the process.
    pub suspect: bool,
    /// The run under way is already counted.
    pub begun: bool,
}

#[derive(Debug, Default)]
struct Open {
    /// In order of position.
    inbox: Vec<Row>,
    outbox: OpenRows,
}

/// The open outbox rows of one conversation, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OpenRows {
    messages: usize,
    /// Of the messages, those under way, and those whose answer was lost.
    started: usize,
    unknown: usize,
    calls: usize,
    oldest: Option<Timestamp>,
    /// When something can be done about the oldest message.
    due: Option<Timestamp>,
}

impl OpenRows {
    pub fn of(rows: &[OutboxRow]) -> Self {
        let is_message = |row: &&OutboxRow| matches!(row.errand, Errand::Say(_));
        let messages = rows.iter().filter(is_message).count();
        Self {
            messages,
            started: count(rows, |state| matches!(state, RowState::Started { .. })),
            unknown: count(rows, |state| matches!(state, RowState::Unknown { .. })),
            calls: rows.len() - messages,
            oldest: rows.iter().map(|row| row.created).min(),
            due: rows.iter().find(is_message).map(verb::due),
        }
    }
}

/// A change of the index, made when its job has succeeded.
#[derive(Debug, Clone, Copy)]
pub(super) enum Move {
    Admitted(ConversationId, Row),
    Closed(ConversationId, InboxSeq),
    Runs {
        conversation: ConversationId,
        seq: InboxSeq,
        runs: u16,
        begun: bool,
    },
    Outbox(ConversationId, OpenRows),
}

/// How much is waiting, for metrics and `/queue/health`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Depth {
    pub conversations: usize,
    pub inbox: usize,
    pub messages: usize,
    /// Of the messages, those under way, and those whose answer was lost.
    pub started: usize,
    pub unknown: usize,
    pub calls: usize,
    pub oldest_inbox: Option<Timestamp>,
    pub oldest_outbox: Option<Timestamp>,
}

#[derive(Debug, Default)]
pub(super) struct Index {
    open: HashMap<ConversationId, Open>,
    /// Inbox rows of all conversations together.
    waiting: usize,
}

impl Index {
    pub fn apply(&mut self, change: Move) {
        match change {
            Move::Admitted(conversation, row) => {
                let inbox = &mut self.open.entry(conversation).or_default().inbox;
                let at = inbox.partition_point(|known| known.seq < row.seq);
                inbox.insert(at, row);
                self.waiting += 1;
            }
            Move::Closed(conversation, seq) => {
                if let Some(open) = self.open.get_mut(&conversation) {
                    let before = open.inbox.len();
                    open.inbox.retain(|row| row.seq != seq);
                    self.waiting -= before - open.inbox.len();
                }
                self.forget_if_idle(conversation);
            }
            Move::Runs {
                conversation,
                seq,
                runs,
                begun,
            } => {
                let open = self.open.get_mut(&conversation);
                let rows = open.map(|open| open.inbox.iter_mut());
                if let Some(row) = rows.and_then(|mut rows| rows.find(|row| row.seq == seq)) {
                    row.runs = runs;
                    row.begun = begun;
                }
            }
            Move::Outbox(conversation, rows) => {
                self.open.entry(conversation).or_default().outbox = rows;
                self.forget_if_idle(conversation);
            }
        }
    }

    fn forget_if_idle(&mut self, conversation: ConversationId) {
        let idle = |open: &Open| open.inbox.is_empty() && open.outbox == OpenRows::default();
        if self.open.get(&conversation).is_some_and(idle) {
            self.open.remove(&conversation);
        }
    }

    pub fn waiting_rows(&self) -> usize {
        self.waiting
    }

    pub fn waiting(&self, conversation: ConversationId) -> &[Row] {
        self.open
            .get(&conversation)
            .map_or(&[], |open| open.inbox.as_slice())
    }

    pub fn row(&self, conversation: ConversationId, seq: InboxSeq) -> Option<Row> {
        let rows = self.waiting(conversation);
        rows.iter().find(|row| row.seq == seq).copied()
    }

    pub fn has_outbox(&self, conversation: ConversationId) -> bool {
        self.open
            .get(&conversation)
            .is_some_and(|open| open.outbox != OpenRows::default())
    }

    /// How many messages of a conversation are open, and when something can be done about
    /// the oldest of them.
    pub fn messages(&self, conversation: ConversationId) -> (usize, Option<Timestamp>) {
        let open = self.open.get(&conversation);
        open.map_or((0, None), |open| (open.outbox.messages, open.outbox.due))
    }

    pub fn calls(&self, conversation: ConversationId) -> usize {
        let open = self.open.get(&conversation);
        open.map_or(0, |open| open.outbox.calls)
    }

    pub fn conversations(&self) -> Vec<ConversationId> {
        self.open.keys().copied().collect()
    }

    pub fn depth(&self) -> Depth {
        let mut depth = Depth {
            conversations: self.open.len(),
            ..Depth::default()
        };
        for open in self.open.values() {
            depth.inbox += open.inbox.len();
            depth.messages += open.outbox.messages;
            depth.started += open.outbox.started;
            depth.unknown += open.outbox.unknown;
            depth.calls += open.outbox.calls;
            let admitted = open.inbox.iter().map(|row| row.admitted).min();
            depth.oldest_inbox = earliest(depth.oldest_inbox, admitted);
            depth.oldest_outbox = earliest(depth.oldest_outbox, open.outbox.oldest);
        }
        depth
    }

    /// Conversations with work older than `before`: their wake-up may have been lost. The
    /// first `limit` behind `after` in the order of their ids, so that those whose work
    /// cannot be done hide nobody for ever.
    pub fn left_lying(
        &self,
        before: Timestamp,
        after: Option<ConversationId>,
        limit: usize,
    ) -> Vec<LeftLying> {
        let old = |at: Option<Timestamp>| at.is_some_and(|at| at <= before);
        let mut found = BTreeMap::new();
        for (conversation, open) in &self.open {
            if after.is_some_and(|after| *conversation <= after) {
                continue;
            }
            let left = LeftLying {
                conversation: *conversation,
                inbox: old(open.inbox.first().map(|row| row.admitted)),
                outbox: old(open.outbox.oldest),
            };
            if left.inbox || left.outbox {
                found.insert(*conversation, left);
            }
            if found.len() > limit {
                found.pop_last();
            }
        }
        found.into_values().collect()
    }
}

/// A conversation with work that nobody seems to be doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftLying {
    pub conversation: ConversationId,
    pub inbox: bool,
    pub outbox: bool,
}

fn count(rows: &[OutboxRow], of: impl Fn(RowState) -> bool) -> usize {
    let messages = rows
        .iter()
        .filter(|row| matches!(row.errand, Errand::Say(_)));
    messages.filter(|row| of(row.state)).count()
}

fn earliest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}
