//! What everybody in this room shares: the books themselves (journal, overlay, sled), the
//! index of open work, the directory of numbers, and the reason why writing has stopped,
//! if it has.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use super::StoreFault;
use super::care::Sweeping;
use super::disk::{Disk, Value};
use super::draft::Changes;
use super::index::Index;
use super::journal::{Journal, Leaving, Newest, Overlay};
use super::open::{OpenOptions, Place};
use super::record::{self, Flaw, Record, key};
use crate::domain::{NumberId, TenantId};

/// Longest wait for sled before looking whether it is still there.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

pub(super) struct Books {
    pub disk: Disk,
    /// Also the lock under which the overlay follows it.
    journal: Mutex<Journal>,
    overlay: RwLock<Overlay>,
    closing: Mutex<bool>,
    /// Told when changes leave for sled, have arrived, or the books are closing.
    moved: Condvar,
    pub directory: RwLock<HashMap<NumberId, TenantId>>,
    index: Mutex<Index>,
    /// Where the next slice of sweeping begins.
    sweeping: Mutex<Sweeping>,
    stopped: OnceLock<StoreFault>,
    /// Held so that nobody else opens the directory; released last.
    pub place: Place,
}

impl Books {
    /// Opens what lies in a prepared place. What the journal has and sled has not is on
    /// its way from the first moment.
    pub fn open(place: Place, options: &OpenOptions) -> Result<Self, StoreFault> {
        let disk = Disk::open(&place.books, options.cache_bytes)?;
        place.settle()?;
        let recovered = Journal::open(&place.journal, disk.applied()?)?;
        let mut overlay = Overlay::new(options.newest_bytes);
        if !recovered.changes.is_empty() {
            overlay.add(recovered.changes);
            overlay.leave(recovered.journal.last());
        }
        Ok(Self {
            disk,
            journal: Mutex::new(recovered.journal),
            overlay: RwLock::new(overlay),
            closing: Mutex::new(false),
            moved: Condvar::new(),
            directory: RwLock::default(),
            index: Mutex::default(),
            sweeping: Mutex::default(),
            stopped: OnceLock::new(),
            place,
        })
    }

    /// Makes changes durable, then visible. All of them or none.
    pub fn write(&self, changes: Changes) -> Result<(), StoreFault> {
        let mut journal = locked(&self.journal);
        journal.append(&changes)?;
        let overlay = self.overlay.write();
        overlay.unwrap_or_else(PoisonError::into_inner).add(changes);
        Ok(())
    }

    /// Sends the newest changes to sled when there are enough of them; waits where sled
    /// is so far behind that memory would suffer.
    pub fn relieve(&self) -> Result<(), StoreFault> {
        let mut closing = locked(&self.closing);
        while self.newest(Overlay::is_overfull) && self.newest(Overlay::is_leaving) && !*closing {
            self.standing()?;
            // Looks again now and then, in case the checkpointer has died.
            let waited = self.moved.wait_timeout(closing, LOOK_AGAIN);
            closing = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(closing);
        if self.newest(Overlay::wants_to_leave) {
            self.leave()?;
        }
        Ok(())
    }

    /// Brings sled up to date and waits for it.
    #[cfg(test)]
    pub fn checkpoint(&self) -> Result<(), StoreFault> {
        for again in [true, false] {
            while self.newest(Overlay::is_leaving) {
                self.standing()?;
                std::thread::sleep(Duration::from_millis(5));
            }
            if again {
                self.leave()?;
            }
        }
        Ok(())
    }

    /// Begins a new journal file and sends everything up to it to sled.
    pub fn leave(&self) -> Result<(), StoreFault> {
        let mut journal = locked(&self.journal);
        let up_to = journal.rotate()?;
        let overlay = self.overlay.write();
        overlay.unwrap_or_else(PoisonError::into_inner).leave(up_to);
        drop(journal);
        self.tell();
        Ok(())
    }

    /// Waits for changes on their way to sled; `None` when the books are closing.
    pub fn next_leaving(&self) -> Option<Arc<Leaving>> {
        let mut closing = locked(&self.closing);
        while !*closing {
            if let Some(leaving) = self.newest(Overlay::leaving) {
                return Some(leaving);
            }
            let waited = self.moved.wait(closing);
            closing = waited.unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    /// Sled has them on disk: the journal files that held them may be written again.
    pub fn arrived(&self) {
        let mut journal = locked(&self.journal);
        let overlay = self.overlay.write();
        overlay.unwrap_or_else(PoisonError::into_inner).arrived();
        journal.release();
        drop(journal);
        self.tell();
    }

    pub fn close(&self) {
        *locked(&self.closing) = true;
        self.moved.notify_all();
    }

    pub fn is_closing(&self) -> bool {
        *locked(&self.closing)
    }

    fn newest<T>(&self, ask: impl FnOnce(&Overlay) -> T) -> T {
        ask(&self.overlay.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Under the lock that waiters hold while they look, so that none misses it.
    fn tell(&self) {
        let _looking = locked(&self.closing);
        self.moved.notify_all();
    }

    pub fn index(&self) -> MutexGuard<'_, Index> {
        locked(&self.index)
    }

    pub fn sweeping(&self) -> MutexGuard<'_, Sweeping> {
        locked(&self.sweeping)
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
        self.moved.notify_all();
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
        let from = from.max(prefix);
        let newest = self.newest(|overlay| overlay.range(from, prefix));
        let mut newest = newest.iter().peekable();
        let mut stopped = false;
        self.disk.scan(from, prefix, &mut |key, value| {
            while let Some((new_key, new_value)) = newest.next_if(|(new, _)| new.as_slice() < key) {
                if let Some(new_value) = new_value
                    && visit(new_key, new_value).is_break()
                {
                    stopped = true;
                    return ControlFlow::Break(());
                }
            }
            let step = match newest.next_if(|(new, _)| new.as_slice() == key) {
                Some((_, None)) => ControlFlow::Continue(()),
                Some((_, Some(new_value))) => visit(key, new_value),
                None => visit(key, value),
            };
            stopped = step.is_break();
            step
        })?;
        for (key, value) in newest.filter(|_| !stopped) {
            if let Some(value) = value
                && visit(key, value).is_break()
            {
                break;
            }
        }
        Ok(())
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
        match self.newest(|overlay| overlay.get(key)) {
            Newest::Kept(value) => Ok(Some(value)),
            Newest::Gone => Ok(None),
            Newest::Unchanged => self.disk.get(key),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
