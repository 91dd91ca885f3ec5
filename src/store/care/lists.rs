//! What people and subscribers read in order: handoffs, dead letters, quarantine.

use std::ops::ControlFlow;

use crate::domain::{ConversationId, InboxSeq};
use crate::store::record::{DeadLetter, Handoff, Kind, Quarantined, key};
use crate::store::{Store, StoreFault};

impl Store {
    /// Requests for a person after a position, oldest first: the position is the cursor.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn handoffs(
        &self,
        after: InboxSeq,
        limit: usize,
    ) -> Result<Vec<(InboxSeq, Handoff)>, StoreFault> {
        let from = key::handoff(InboxSeq(after.0.saturating_add(1)));
        let found = self.books().each(&from, &Kind::Handoff.prefix(), limit)?;
        Ok(found
            .into_iter()
            .filter_map(|(key, handoff)| Some((key::read_seq(&key)?, handoff)))
            .collect())
    }

    /// Conversations after one of them, in the order of their ids.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn conversations(
        &self,
        after: Option<ConversationId>,
        limit: usize,
    ) -> Result<Vec<ConversationId>, StoreFault> {
        let mut from = after.map(key::conversation).unwrap_or_default();
        from.push(0);
        let prefix = Kind::Conversation.prefix();
        let mut found = Vec::new();
        self.books().scan(&from, &prefix, &mut |key, _| {
            found.extend(key::read_conversation(key));
            if found.len() < limit {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        Ok(found)
    }

    /// Inputs that were given up.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn dead_letters(
        &self,
        limit: usize,
    ) -> Result<Vec<(ConversationId, DeadLetter)>, StoreFault> {
        let found = self.books().each(&[], &Kind::DeadLetter.prefix(), limit)?;
        Ok(found
            .into_iter()
            .filter_map(|(key, letter)| Some((key::read_conversation(&key)?, letter)))
            .collect())
    }

    /// Elements that nobody could read and news that concern no chat, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn quarantined(&self, limit: usize) -> Result<Vec<Quarantined>, StoreFault> {
        let found = self.books().each(&[], &Kind::Quarantine.prefix(), limit)?;
        Ok(found.into_iter().map(|(_, element)| element).collect())
    }
}
