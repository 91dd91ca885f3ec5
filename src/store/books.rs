//! What everybody in this room shares: the books themselves, the index of open work, the
//! directory of numbers, and the reason why writing has stopped, if it has.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use super::StoreFault;
use super::disk::{Disk, Value};
use super::index::Index;
use super::open::Place;
use super::record::{self, Flaw, Key, Record, key};
use crate::domain::{NumberId, TenantId};

pub(super) struct Books {
    pub disk: Disk,
    pub directory: RwLock<HashMap<NumberId, TenantId>>,
    index: Mutex<Index>,
    /// Where the next slice of sweeping begins.
    sweeping: Mutex<Key>,
    stopped: OnceLock<StoreFault>,
    /// Held so that nobody else opens the directory; released last.
    pub place: Place,
}

impl Books {
    pub fn new(disk: Disk, place: Place, index: Index) -> Self {
        Self {
            disk,
            directory: RwLock::default(),
            index: Mutex::new(index),
            sweeping: Mutex::default(),
            stopped: OnceLock::new(),
            place,
        }
    }

    pub fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn sweeping(&self) -> MutexGuard<'_, Key> {
        self.sweeping.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn size_bytes(&self) -> Result<u64, StoreFault> {
        self.disk.size_bytes()
    }

    pub fn tenant_of(&self, number: &NumberId) -> Option<TenantId> {
        let directory = self.directory.read();
        let directory = directory.unwrap_or_else(PoisonError::into_inner);
        directory.get(number).cloned()
    }

    pub fn numbers_of(&self, tenant: &TenantId) -> Vec<NumberId> {
        let directory = self.directory.read();
        let directory = directory.unwrap_or_else(PoisonError::into_inner);
        let mine = directory.iter().filter(|(_, owner)| *owner == tenant);
        mine.map(|(number, _)| number.clone()).collect()
    }

    /// From here on nothing is written or read: memory may be ahead of the disk.
    pub fn stop(&self, fault: &StoreFault) {
        let why = fault.to_string();
        let _ = self.stopped.set(StoreFault::Stopped { why });
    }

    pub fn standing(&self) -> Result<(), StoreFault> {
        if let Some(fault) = self.disk.broken() {
            self.stop(fault);
        }
        self.stopped.get().cloned().map_or(Ok(()), Err)
    }

    pub fn read<R: Record>(&self, key: &[u8]) -> Result<Option<R>, StoreFault> {
        self.standing()?;
        read(self, key)
    }

    /// Visits the keys from `from` on that begin with `prefix`, in order.
    pub fn scan(
        &self,
        from: &[u8],
        prefix: &[u8],
        visit: &mut dyn FnMut(&[u8], &Value) -> ControlFlow<()>,
    ) -> Result<(), StoreFault> {
        self.disk.scan(from, prefix, visit)
    }

    /// Visits records under `prefix` from key `from` on, at most `limit`, whole.
    pub fn each<R: Record>(
        &self,
        from: &[u8],
        prefix: &[u8],
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, R)>, StoreFault> {
        self.standing()?;
        let mut found = Vec::new();
        self.scan(from, prefix, &mut |key, value| {
            if found.len() == limit {
                return ControlFlow::Break(());
            }
            found.push((key.to_vec(), value.clone()));
            ControlFlow::Continue(())
        })?;
        let mut records = Vec::with_capacity(found.len());
        for (key, value) in found {
            let record = whole(self, &key, value)?;
            let record = record::open(&record).map_err(|flaw| flaw.at(&key))?;
            records.push((key, record));
        }
        Ok(records)
    }
}

/// Where values come from: the books as they are on disk, or a draft over them.
pub(super) trait Source {
    fn raw(&self, key: &[u8]) -> Result<Option<Value>, StoreFault>;
}

impl Source for Books {
    fn raw(&self, key: &[u8]) -> Result<Option<Value>, StoreFault> {
        self.disk.get(key)
    }
}

/// Another reader's chunks may be replaced while they are read; then they are read again.
const READS_MAX: usize = 4;

pub(super) fn read<R: Record>(source: &impl Source, key: &[u8]) -> Result<Option<R>, StoreFault> {
    let mut last = None;
    for _ in 0..READS_MAX {
        let Some(value) = source.raw(key)? else {
            return Ok(None);
        };
        let chunked = record::chunks(&value).is_some();
        let opened = whole(source, key, value)
            .and_then(|bytes| record::open(&bytes).map_err(|flaw| flaw.at(key)));
        match opened {
            Ok(record) => return Ok(Some(record)),
            Err(fault) if chunked => last = Some(fault),
            Err(fault) => return Err(fault),
        }
    }
    last.map_or(Ok(None), Err)
}

/// The envelope under a key, put together again when it lies in chunks.
pub(super) fn whole(source: &impl Source, key: &[u8], head: Value) -> Result<Value, StoreFault> {
    let Some(count) = record::chunks(&head) else {
        return Ok(head);
    };
    let mut bytes = Vec::with_capacity(usize::from(count) * record::VALUE_BYTES_MAX);
    for index in 0..count {
        let chunk = source.raw(&key::chunk(key, index))?;
        let chunk = chunk.ok_or_else(|| Flaw::Broken("a chunk is missing").at(key))?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.into())
}
