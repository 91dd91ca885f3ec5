//! sled, held by the hand. Nothing else in the house knows it. Every call is guarded,
//! because sled panics where it finds damage; what is taken in is synced by our own
//! hand: `flush` alone uses `sync_file_range`, which is no promise (spacejam/sled #1452).

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use super::StoreFault;
use super::draft::Changes;
use super::record::{self, Lease, key};

/// Bytes of one value; cheap to clone.
pub(super) type Value = sled::IVec;

/// Names the frame of the journal that sled has come to.
const APPLIED: &str = "applied";

pub(super) struct Disk {
    db: sled::Db,
    /// Our own handle of sled's log, to sync it.
    log: File,
    path: PathBuf,
    /// The first failure of any call. sled keeps its errors, and so do we.
    broken: OnceLock<StoreFault>,
}

impl Disk {
    /// Opens sled in `path`, which `open` has prepared.
    pub fn open(path: &Path, cache_bytes: u64) -> Result<Self, StoreFault> {
        let config = sled::Config::new()
            .path(path)
            .cache_capacity(cache_bytes)
            .flush_every_ms(None)
            .mode(sled::Mode::HighThroughput);
        let db = open_when_free(path, &config)?;
        let log_path = path.join("db");
        let log = File::open(&log_path).map_err(|error| StoreFault::io(&log_path, &error))?;
        log.sync_all()
            .map_err(|error| StoreFault::io(&log_path, &error))?;
        Ok(Self {
            db,
            log,
            path: path.to_owned(),
            broken: OnceLock::new(),
        })
    }

    /// Why nothing more can be expected of these books, once that is so.
    pub fn broken(&self) -> Option<&StoreFault> {
        self.broken.get()
    }

    fn guarded<T>(&self, call: impl FnOnce() -> sled::Result<T>) -> Result<T, StoreFault> {
        guard(&self.path, call).inspect_err(|fault| {
            let _ = self.broken.set(fault.clone());
        })
    }

    pub fn get(&self, key: &[u8]) -> Result<Option<Value>, StoreFault> {
        self.guarded(|| self.db.get(key))
    }

    /// Visits the keys from `from` on that begin with `prefix`, in order.
    pub fn scan(
        &self,
        from: &[u8],
        prefix: &[u8],
        visit: &mut dyn FnMut(&[u8], &Value) -> ControlFlow<()>,
    ) -> Result<(), StoreFault> {
        self.guarded(|| {
            for entry in self.db.range(from.max(prefix)..) {
                let (key, value) = entry?;
                if !key.starts_with(prefix) || visit(&key, &value).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The last frame of the journal whose changes are all in here.
    pub fn applied(&self) -> Result<u64, StoreFault> {
        let key = key::meta(APPLIED);
        let Some(value) = self.get(&key)? else {
            return Ok(0);
        };
        let lease: Lease = record::open(&value).map_err(|flaw| flaw.at(&key))?;
        Ok(lease.0)
    }

    /// Takes changes in, one by one: sled lets nobody read while it takes in a batch. The
    /// journal makes them whole again after a crash. At the end it says that everything
    /// up to frame `up_to` is here. On disk when this returns `true`; `false` when
    /// `go_on` said no.
    pub fn absorb(
        &self,
        changes: &Changes,
        up_to: u64,
        go_on: &dyn Fn() -> bool,
    ) -> Result<bool, StoreFault> {
        // In the order of the keys: what lies together is written together.
        let mut changes: Vec<_> = changes.iter().collect();
        changes.sort_unstable_by_key(|(key, _)| *key);
        for (key, value) in changes {
            if !go_on() {
                return Ok(false);
            }
            self.guarded(|| match value {
                Some(value) => self.db.insert(key, value).map(drop),
                // Most rows that are taken away never came here.
                None if self.db.contains_key(key)? => self.db.remove(key).map(drop),
                None => Ok(()),
            })?;
        }
        let applied = record::seal(&Lease(up_to))?;
        self.guarded(|| self.db.insert(key::meta(APPLIED), applied))?;
        self.guarded(|| self.db.flush())?;
        self.guarded(|| Ok(self.log.sync_data()?))?;
        Ok(true)
    }

    pub fn size_bytes(&self) -> Result<u64, StoreFault> {
        self.guarded(|| self.db.size_on_disk())
    }
}

/// sled's own threads let go of a log a moment after it was closed. We hold the lock of
/// the directory, so nobody else can have it for long.
fn open_when_free(path: &Path, config: &sled::Config) -> Result<sled::Db, StoreFault> {
    for _ in 0..100 {
        match guard(path, || config.open()) {
            Err(StoreFault::InUse { .. }) => std::thread::sleep(Duration::from_millis(20)),
            opened => return opened,
        }
    }
    guard(path, || config.open())
}

/// Runs a call into sled. A panic in there is damage that it noticed too late to say so.
fn guard<T>(path: &Path, call: impl FnOnce() -> sled::Result<T>) -> Result<T, StoreFault> {
    let place = || path.display().to_string();
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error))) => Err(io_fault(path, &error)),
        Ok(Err(error)) => Err(StoreFault::Damaged {
            place: place(),
            what: error.to_string(),
        }),
        Err(panic) => Err(StoreFault::Damaged {
            place: place(),
            what: said(panic.as_ref()),
        }),
    }
}

fn io_fault(path: &Path, error: &io::Error) -> StoreFault {
    // sled reports its own lock and some of its own checks as I/O errors without a code.
    if error.to_string().contains("could not acquire lock") {
        let path = path.display().to_string();
        return StoreFault::InUse { path };
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => StoreFault::Damaged {
            place: path.display().to_string(),
            what: error.to_string(),
        },
        _ => StoreFault::io(path, error),
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it could not be read")
        .chars()
        .take(200)
        .collect()
}
