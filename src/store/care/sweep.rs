//! Forgetting what is out of date, a slice at a time, so that no commit waits long.

use std::ops::ControlFlow;
use std::time::Duration;

use crate::domain::Timestamp;
use crate::store::committer::Verb;
use crate::store::record::{self, Key, Kind, Orphan, Record, Seen};
use crate::store::{Store, StoreFault};

/// Meta repeats a webhook for up to seven days; a copy must be known for longer.
const SEEN_FOR: Duration = Duration::from_secs(11 * 24 * 3600);
const ORPHANS_FOR: Duration = Duration::from_secs(24 * 3600);
/// Quarantined elements and notices that are kept.
const QUARANTINE_MAX: usize = 1000;

/// Where the next slice of each kind begins.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Sweeping {
    seen: Key,
    orphans: Key,
}

/// What a slice of sweeping did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub removed: usize,
    /// The whole of the books has been walked once; the next slice begins anew.
    pub round: bool,
}

impl Store {
    /// Looks at `limit` records of each kind that ages, and forgets the old ones.
    ///
    /// # Errors
    /// When nothing was forgotten; call again later.
    pub async fn sweep(&self, now: Timestamp, limit: usize) -> Result<Swept, StoreFault> {
        self.standing()?;
        let from = self.books().sweeping().clone();
        let (mut old, seen) = self.older(&from.seen, limit, |seen: &Seen| {
            now.since(seen.admitted) > SEEN_FOR
        })?;
        let (orphaned, orphans) = self.older(&from.orphans, limit, |orphan: &Orphan| {
            now.since(orphan.received) > ORPHANS_FOR
        })?;
        old.extend(orphaned);
        old.extend(self.too_many(limit)?);
        let removed = old.len();
        if removed > 0 {
            let forget = self.write(Verb::Care, move |draft| {
                old.into_iter().try_for_each(|key| draft.remove(key))
            });
            forget.await?;
        }
        let round = seen.is_empty() && orphans.is_empty();
        *self.books().sweeping() = Sweeping { seen, orphans };
        Ok(Swept { removed, round })
    }

    /// Keys of old records among the first `limit` from `from` on, and where to go on;
    /// empty at the end.
    fn older<R: Record>(
        &self,
        from: &[u8],
        limit: usize,
        is_old: impl Fn(&R) -> bool,
    ) -> Result<(Vec<Key>, Key), StoreFault> {
        let (mut old, mut next, mut looked_at) = (Vec::new(), Key::new(), 0);
        let prefix = R::KIND.prefix();
        self.books().scan(from, &prefix, &mut |key, value| {
            if looked_at == limit {
                next = key.to_vec();
                return ControlFlow::Break(());
            }
            looked_at += 1;
            // A damaged record is for `verify` to name, not for a sweep to destroy.
            if record::open(value).is_ok_and(|record| is_old(&record)) {
                old.push(key.to_vec());
            }
            ControlFlow::Continue(())
        })?;
        Ok((old, next))
    }

    /// The oldest elements in quarantine beyond the number that is kept.
    fn too_many(&self, limit: usize) -> Result<Vec<Key>, StoreFault> {
        let mut keys = Vec::new();
        self.books()
            .scan(&[], &Kind::Quarantine.prefix(), &mut |key, _| {
                keys.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
        keys.truncate(keys.len().saturating_sub(QUARANTINE_MAX).min(limit));
        Ok(keys)
    }
}
