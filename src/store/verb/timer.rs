//! Timers that come due become inbox rows, each once: taking the timer away and putting
//! the row there is one commit.

use std::ops::ControlFlow;

use crate::domain::{ConversationId, Input, TenantId, TimerFired, Timestamp};
use crate::store::committer::Verb;
use crate::store::record::{Key, Kind, TimerTag, key};
use crate::store::{Store, StoreFault};

use super::admit::{add_row, living};

impl Store {
    /// Fires at most `limit` timers that are due. Returns whose inbox has a new row.
    ///
    /// # Errors
    /// When nothing fired; they will next time.
    pub async fn fire_due(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<(TenantId, ConversationId)>, StoreFault> {
        let due = self.due(now, limit)?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        self.write(Verb::Fire, move |draft| {
            let mut woken = Vec::new();
            for key in due {
                // It may have been cancelled or fired since it was seen.
                let Some(TimerTag { tag, tenant }) = draft.get(&key)? else {
                    continue;
                };
                let Some((_, set_by, name)) = key::read_timer(&key) else {
                    continue;
                };
                draft.remove(key)?;
                let Some((conversation, _)) = living(draft, set_by)? else {
                    continue;
                };
                let input = Input::Timer(TimerFired { name, tag });
                add_row(draft, conversation, input, now)?;
                woken.push((tenant, conversation));
            }
            Ok(woken)
        })
        .await
    }

    /// When the next timer comes due.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next_due(&self) -> Result<Option<Timestamp>, StoreFault> {
        self.standing()?;
        let mut next = None;
        self.books()
            .scan(&[], &Kind::Timer.prefix(), &mut |key, _| {
                next = key::read_timer(key).map(|(due, _, _)| due);
                ControlFlow::Break(())
            })?;
        Ok(next)
    }

    fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Key>, StoreFault> {
        self.standing()?;
        let end = key::timers_after(now);
        let mut due = Vec::new();
        self.books()
            .scan(&[], &Kind::Timer.prefix(), &mut |key, _| {
                if due.len() == limit || key >= end.as_slice() {
                    return ControlFlow::Break(());
                }
                due.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
        Ok(due)
    }
}
