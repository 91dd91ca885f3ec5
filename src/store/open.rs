//! The recipe by which stock sled survives a power cut: a directory whose writes are
//! synchronous and in order, leftovers of an interrupted open swept away, everything
//! synced once before the first answer. Without it sled 0.34 loses what it acknowledged
//! (spacejam/sled #1351, #1452, #1527).

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};

use super::StoreFault;

/// How to open a store.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// Memory for sled's pages.
    pub cache_bytes: u64,
    /// Newest changes, in bytes, that are kept in memory before sled gets them; the more,
    /// the fewer short-lived rows it ever sees. Up to five times as much may be held.
    pub newest_bytes: usize,
    /// Refuse a file system without synchronous directories (tmpfs, some overlays)
    /// instead of going on with [`Ground::Unordered`].
    pub require_sync_flag: bool,
    /// How long a status may settle a send that was under way when the process ended.
    pub unknown_wait: Duration,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            cache_bytes: 32 * 1024 * 1024,
            newest_bytes: 4 * 1024 * 1024,
            require_sync_flag: true,
            unknown_wait: Duration::from_secs(15),
        }
    }
}

/// What the file system promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Writes reach the disk in order: a power cut loses nothing acknowledged.
    Ordered,
    /// A kill loses nothing; a power cut may. Say so loudly.
    Unordered(String),
}

/// A prepared directory. Nobody else may open it while this lives.
pub(super) struct Place {
    /// For sled.
    pub books: PathBuf,
    /// For the newest changes.
    pub journal: PathBuf,
    pub ground: Ground,
    /// Whether books were begun here before: then they may not be empty.
    pub begun: bool,
    mark: PathBuf,
    lock: File,
}

/// The layout that this program writes. A newer one is refused.
pub(super) const FORMAT: u32 = 1;

impl Place {
    /// Makes and locks the directory, and prepares what sled will find in it.
    pub fn take(path: &Path, options: &OpenOptions) -> Result<Self, StoreFault> {
        make_directory(path)?;
        let lock = lock(path)?;
        let mark = path.join("format");
        let begun = read_mark(&mark)?;
        let books = path.join("books");
        make_directory(&books)?;
        let journal = path.join("journal");
        make_directory(&journal)?;
        let ground = order_writes(&books, options.require_sync_flag)?;
        sweep_leftovers(&books)?;
        Ok(Self {
            books,
            journal,
            ground,
            begun,
            mark,
            lock,
        })
    }

    /// Leaves a mark beside the books, so that books which have vanished are not taken
    /// for new ones: sled opens some damaged logs as empty.
    pub fn mark_begun(&self) -> Result<(), StoreFault> {
        if self.begun {
            return Ok(());
        }
        let half = self.mark.with_extension("new");
        fs::write(&half, format!("{FORMAT}\n"))
            .and_then(|()| File::open(&half)?.sync_all())
            .and_then(|()| fs::rename(&half, &self.mark))
            .map_err(|error| StoreFault::io(&self.mark, &error))?;
        sync(self.mark.parent().unwrap_or(&self.mark))
    }

    /// Syncs every file and directory, once: sled never syncs its `conf`.
    pub fn settle(&self) -> Result<(), StoreFault> {
        sync_tree(&self.books)?;
        sync_tree(&self.journal)?;
        let parent = self.books.parent().unwrap_or(&self.books);
        sync(parent)?;
        self.lock
            .sync_all()
            .map_err(|error| StoreFault::io(parent, &error))
    }
}

fn make_directory(path: &Path) -> Result<(), StoreFault> {
    let fault = |error: &io::Error| StoreFault::io(path, error);
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => Ok(()),
        Ok(_) => Err(StoreFault::Path {
            place: path.display().to_string(),
            what: "it is a link or a file, a directory is expected".into(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path).map_err(|error| fault(&error))
        }
        Err(error) => Err(fault(&error)),
    }
}

fn lock(path: &Path) -> Result<File, StoreFault> {
    let place = path.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&place)
        .map_err(|error| StoreFault::io(&place, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreFault::InUse {
            path: path.display().to_string(),
        }),
        Err(TryLockError::Error(error)) => Err(StoreFault::io(&place, &error)),
    }
}

/// Whether there is a mark of a format that we know.
fn read_mark(mark: &Path) -> Result<bool, StoreFault> {
    let text = match fs::read_to_string(mark) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(StoreFault::io(mark, &error)),
    };
    match text.trim().parse() {
        Ok(found) if found > FORMAT => Err(newer(found)),
        Ok(FORMAT) => Ok(true),
        Ok(_) | Err(_) => Err(StoreFault::Damaged {
            place: mark.display().to_string(),
            what: "it holds no format that was ever released".into(),
        }),
    }
}

/// The books are of a later program.
pub(super) fn newer(found: u32) -> StoreFault {
    StoreFault::NewerFormat {
        place: "the store".into(),
        found,
        known: FORMAT,
    }
}

/// Sets `FS_SYNC_FL`, which new files in the directory inherit.
fn order_writes(books: &Path, required: bool) -> Result<Ground, StoreFault> {
    let directory = File::open(books).map_err(|error| StoreFault::io(books, &error))?;
    let set = ioctl_getflags(&directory)
        .and_then(|flags| ioctl_setflags(&directory, flags | IFlags::SYNC));
    match set {
        Ok(()) => Ok(Ground::Ordered),
        Err(error) if required => Err(StoreFault::Unsynced {
            path: books.display().to_string(),
            what: error.to_string(),
        }),
        Err(error) => Ok(Ground::Unordered(error.to_string())),
    }
}

/// Half-written snapshots of an open that was killed: sled would take them for the newest.
fn sweep_leftovers(books: &Path) -> Result<(), StoreFault> {
    for path in entries(books)? {
        let name = path.file_name().and_then(|name| name.to_str());
        let half = name.is_some_and(|name| {
            name.starts_with("snap.")
                && Path::new(name)
                    .extension()
                    .is_some_and(|extension| extension == "generating")
        });
        if half {
            fs::remove_file(&path).map_err(|error| StoreFault::io(&path, &error))?;
        }
    }
    Ok(())
}

fn sync_tree(path: &Path) -> Result<(), StoreFault> {
    for path in entries(path)? {
        if path.is_dir() {
            sync_tree(&path)?;
        } else {
            sync(&path)?;
        }
    }
    sync(path)
}

fn sync(path: &Path) -> Result<(), StoreFault> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreFault::io(path, &error))
}

fn entries(path: &Path) -> Result<Vec<PathBuf>, StoreFault> {
    let fault = |error: &io::Error| StoreFault::io(path, error);
    fs::read_dir(path)
        .map_err(|error| fault(&error))?
        .map(|entry| {
            entry
                .map(|entry| entry.path())
                .map_err(|error| fault(&error))
        })
        .collect()
}
