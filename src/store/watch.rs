//! What the actors and the door watch: cheap looks at what is open.

use crate::domain::{ConversationId, NumberId, Timestamp};

use super::index::LeftLying;
use super::record::{Stored, key};
use super::{Store, StoreFault};

impl Store {
    /// Conversations with work admitted or created before `before`, at most `limit`. None is
    /// lost by asking too often.
    #[must_use]
    pub fn left_lying(&self, before: Timestamp, limit: usize) -> Vec<LeftLying> {
        self.books().index().left_lying(before, limit)
    }

    /// The business number that a conversation is held on.
    ///
    /// # Errors
    /// When its record cannot be read.
    pub fn number_of(&self, id: ConversationId) -> Result<Option<NumberId>, StoreFault> {
        let stored: Option<Stored> = self.books().read(&key::conversation(id))?;
        Ok(stored.map(|stored| stored.number))
    }
}
