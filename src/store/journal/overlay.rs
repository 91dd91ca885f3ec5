//! The newest changes in memory, over sled: those being made, and those that are on
//! their way into sled. What is read is looked for here first.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::store::disk::Value;
use crate::store::draft::Changes;
use crate::store::record::Key;

/// Writing waits for sled when there are this many times the changes that are handed on
/// at once.
const OVERFULL: usize = 4;
/// What a change costs beside its bytes, roughly.
const ENTRY_BYTES: usize = 64;

pub(in crate::store) struct Overlay {
    /// Changes in bytes after which they are handed on to sled.
    limit_bytes: usize,
    fresh: Changes,
    fresh_bytes: usize,
    leaving: Option<Arc<Leaving>>,
}

/// Changes on their way into sled, up to a frame of the journal.
pub(in crate::store) struct Leaving {
    pub changes: Changes,
    pub up_to: u64,
}

/// What the newest changes say of a key.
pub(in crate::store) enum Newest {
    Kept(Value),
    Gone,
    /// Ask sled.
    Unchanged,
}

impl Overlay {
    pub fn new(limit_bytes: usize) -> Self {
        Self {
            limit_bytes,
            fresh: Changes::new(),
            fresh_bytes: 0,
            leaving: None,
        }
    }

    pub fn add(&mut self, changes: Changes) {
        for (key, value) in changes {
            self.fresh_bytes += weight(&key, value.as_ref());
            let key_bytes = key.len();
            if let Some(old) = self.fresh.insert(key, value) {
                let old_bytes = old.map_or(0, |old| old.len());
                self.fresh_bytes -= ENTRY_BYTES + key_bytes + old_bytes;
            }
        }
    }

    /// The change of this key, if it is among the newest.
    pub fn get(&self, key: &[u8]) -> Newest {
        let leaving = || self.leaving.as_ref()?.changes.get(key);
        match self.fresh.get(key).or_else(leaving) {
            Some(Some(value)) => Newest::Kept(value.clone()),
            Some(None) => Newest::Gone,
            None => Newest::Unchanged,
        }
    }

    /// Changes from `from` on whose keys begin with `prefix`, in order, the newest of
    /// each. Looks at every change there is; only point reads are made to be fast.
    pub fn range(&self, from: &[u8], prefix: &[u8]) -> BTreeMap<Key, Option<Value>> {
        let mut found = BTreeMap::new();
        let layers = self.leaving.iter().map(|leaving| &leaving.changes);
        for (key, value) in layers.chain([&self.fresh]).flatten() {
            if key.as_slice() >= from && key.starts_with(prefix) {
                found.insert(key.clone(), value.clone());
            }
        }
        found
    }

    pub fn wants_to_leave(&self) -> bool {
        self.leaving.is_none() && self.fresh_bytes >= self.limit_bytes
    }

    pub fn is_overfull(&self) -> bool {
        self.fresh_bytes >= self.limit_bytes.saturating_mul(OVERFULL)
    }

    pub fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    /// Sends everything on its way. Only while nothing is.
    pub fn leave(&mut self, up_to: u64) {
        self.fresh_bytes = 0;
        self.leaving = Some(Arc::new(Leaving {
            changes: std::mem::take(&mut self.fresh),
            up_to,
        }));
    }

    pub fn leaving(&self) -> Option<Arc<Leaving>> {
        self.leaving.clone()
    }

    /// What was on its way has arrived.
    pub fn arrived(&mut self) {
        self.leaving = None;
    }
}

fn weight(key: &Key, value: Option<&Value>) -> usize {
    ENTRY_BYTES + key.len() + value.map_or(0, |value| value.len())
}
