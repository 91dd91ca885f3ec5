//! What the actors and the door watch: cheap looks at what is open.

use std::ops::ControlFlow;

use crate::domain::{ConversationId, NumberId, Timestamp};

use super::index::LeftLying;
use super::record::{Kind, Stored, key};
use super::{Store, StoreFault};

/// Dead letters and odd elements are counted up to here.
const TROUBLE_MAX: usize = 10_000;

/// What waits for a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trouble {
    pub dead_letters: usize,
    pub quarantined: usize,
}

impl Store {
    /// Inbox rows of all conversations together. Costs nothing: the door asks for each webhook.
    #[must_use]
    pub fn waiting_rows(&self) -> usize {
        self.books().index().waiting_rows()
    }

    /// Counts what waits for a person, each up to 10,000.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn trouble(&self) -> Result<Trouble, StoreFault> {
        Ok(Trouble {
            dead_letters: self.count(Kind::DeadLetter)?,
            quarantined: self.count(Kind::Quarantine)?,
        })
    }

    fn count(&self, kind: Kind) -> Result<usize, StoreFault> {
        let mut count = 0;
        self.books().scan(&[], &kind.prefix(), &mut |_, _| {
            count += 1;
            if count < TROUBLE_MAX {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        Ok(count)
    }

    /// Conversations with work admitted or created before `before`, at most `limit`, in the
    /// order of their ids from behind `after` on. None is lost by asking too often.
    #[must_use]
    pub fn left_lying(
        &self,
        before: Timestamp,
        after: Option<ConversationId>,
        limit: usize,
    ) -> Vec<LeftLying> {
        self.books().index().left_lying(before, after, limit)
    }

    /// Messages of a conversation that are still in its outbox. Costs nothing.
    #[must_use]
    pub fn open_messages(&self, id: ConversationId) -> usize {
        self.books().index().messages(id).0
    }

    /// Calls of a conversation that have not been answered. Costs nothing.
    #[must_use]
    pub fn open_calls(&self, id: ConversationId) -> usize {
        self.books().index().calls(id)
    }

    /// When [`Store::claim`] can do something about the oldest message of a conversation;
    /// `None` when it has none. Costs nothing.
    #[must_use]
    pub fn send_due(&self, id: ConversationId) -> Option<Timestamp> {
        self.books().index().messages(id).1
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
