//! "Why did she get no answer?" Everything that is known of one message, in the order
//! in which it happened: inbox, timeline, outbox, receipt.

use std::sync::PoisonError;

use crate::domain::{
    ConversationId, Effect, InboxRow, InboxSeq, Input, MessageId, NumberId, OutboxId, OutboxRow,
    Receipt, TimelineEntry, Timestamp, TurnId,
};
use crate::store::record::{DeadLetter, InboxBody, Quarantined, Seen, Sent, key};
use crate::store::{Conversation, Store, StoreFault};

/// Quarantined elements that are searched.
const ELEMENTS_MAX: usize = 2000;
/// Turns after a call among which its answer is looked for.
const ANSWERED_WITHIN_TURNS: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explained {
    Turn(Box<Story>),
    /// It was put aside before it reached a conversation.
    Quarantined(Quarantined),
}

/// One turn and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    pub turn: TurnId,
    /// As it is now.
    pub conversation: Option<Conversation>,
    /// When the message was admitted, where its id is still remembered.
    pub admitted: Option<Timestamp>,
    /// Still in the inbox.
    pub waiting: Option<InboxRow>,
    /// Handled.
    pub handled: Option<TimelineEntry>,
    /// Given up.
    pub dead: Option<DeadLetter>,
    /// The turns that took the answers of its calls.
    pub answers: Vec<TimelineEntry>,
    /// What the turn sent or called, and how far each has come.
    pub sends: Vec<SendStory>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendStory {
    pub id: OutboxId,
    /// Still in the outbox.
    pub open: Option<OutboxRow>,
    pub receipt: Option<Receipt>,
}

impl Store {
    /// What is known of a message: by the provider's id in either direction, by the outbox
    /// id, or by its turn. `None` when nothing is.
    ///
    /// # Errors
    /// When something cannot be read.
    pub fn explain(&self, id: &str) -> Result<Option<Explained>, StoreFault> {
        if let Ok(sent) = id.parse::<OutboxId>() {
            return self.story(sent.turn, None);
        }
        if let Ok(turn) = id.parse::<TurnId>() {
            return self.story(turn, None);
        }
        let message = MessageId::new(id);
        for number in self.numbers() {
            if let Some(seen) = self.books().read::<Seen>(&key::seen(&number, &message))? {
                return self.story(seen.turn, Some(seen.admitted));
            }
            if let Some(Sent(sent)) = self.books().read(&key::sent(&number, &message))? {
                return self.story(sent.turn, None);
            }
        }
        let elements = self.quarantined(ELEMENTS_MAX)?;
        let found = elements
            .into_iter()
            .find(|element| element.raw.contains(id));
        Ok(found.map(Explained::Quarantined))
    }

    fn numbers(&self) -> Vec<NumberId> {
        let directory = self.books().directory.read();
        let directory = directory.unwrap_or_else(PoisonError::into_inner);
        directory.keys().cloned().collect()
    }

    fn story(
        &self,
        turn: TurnId,
        admitted: Option<Timestamp>,
    ) -> Result<Option<Explained>, StoreFault> {
        let turn = TurnId {
            conversation: self.handled_by(turn)?,
            ..turn
        };
        let (id, seq) = (turn.conversation, turn.seq);
        let books = self.books();
        let waiting: Option<InboxBody> = books.read(&key::inbox(id, seq))?;
        let handled: Option<TimelineEntry> = books.read(&key::timeline(id, seq))?;
        let dead: Option<DeadLetter> = books.read(&key::dead_letter(id, seq))?;
        let answers = match &handled {
            Some(entry) => self.answers(entry)?,
            None => Vec::new(),
        };
        let sends = self.sends(turn)?;
        let conversation = self.load(id)?;
        let known = waiting.is_some() || handled.is_some() || dead.is_some() || !sends.is_empty();
        if !known && admitted.is_none() {
            return Ok(None);
        }
        let waiting = waiting.map(|body| InboxRow {
            seq,
            admitted: body.admitted,
            input: body.input,
        });
        Ok(Some(Explained::Turn(Box::new(Story {
            turn,
            conversation,
            admitted,
            waiting,
            handled,
            dead,
            answers,
            sends,
        }))))
    }

    /// A row that was waiting when its contact was merged was handled elsewhere.
    fn handled_by(&self, turn: TurnId) -> Result<ConversationId, StoreFault> {
        let mut id = turn.conversation;
        for _ in 0..16 {
            let here: Option<TimelineEntry> = self.books().read(&key::timeline(id, turn.seq))?;
            let next = self.load(id)?.and_then(|loaded| loaded.merged_into);
            match (here, next) {
                (None, Some(next)) => id = next,
                (Some(_), _) | (None, None) => break,
            }
        }
        Ok(id)
    }

    /// A call is answered soon after it was asked, if ever: only so many turns are looked at.
    fn answers(&self, asked: &TimelineEntry) -> Result<Vec<TimelineEntry>, StoreFault> {
        let calls = |effect: &Effect| matches!(effect, Effect::Call(_));
        if !asked.effects.iter().any(calls) {
            return Ok(Vec::new());
        }
        let after = InboxSeq(asked.turn.seq.0.saturating_add(1));
        let mut later = self.timeline(asked.turn.conversation, after, ANSWERED_WITHIN_TURNS)?;
        later.retain(|entry| {
            matches!(entry.input, Input::CallAnswered { call, .. } if call.turn == asked.turn)
        });
        Ok(later)
    }

    fn sends(&self, turn: TurnId) -> Result<Vec<SendStory>, StoreFault> {
        let open = self.outbox(turn.conversation)?;
        let mut sends: Vec<SendStory> = Vec::new();
        for row in open.into_iter().filter(|row| row.id.turn == turn) {
            sends.push(SendStory {
                id: row.id,
                open: Some(row),
                receipt: None,
            });
        }
        let prefix = key::receipts_of(turn);
        for (key, receipt) in self.books().each::<Receipt>(&[], &prefix, usize::MAX)? {
            let index = key::read_index(&key).unwrap_or_default();
            sends.push(SendStory {
                id: OutboxId { turn, index },
                open: None,
                receipt: Some(receipt),
            });
        }
        sends.sort_by_key(|send| send.id);
        Ok(sends)
    }
}
