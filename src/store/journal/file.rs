//! The files of the journal. One is written; others wait for their changes to be in
//! sled, or to be written again. Files grow ahead of their frames, so that a sync
//! usually has no metadata to write.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::frame::{self, Frame};
use crate::store::StoreFault;
use crate::store::draft::Changes;

/// Begins every file; its last byte is the format.
const MAGIC: &[u8; 16] = b"hiwar journal\n\0\x01";
const FORMAT_AT: usize = 15;
/// Files grow by this much.
const GROWTH_BYTES: u64 = 1 << 20;

struct Segment {
    path: PathBuf,
    file: File,
    allocated: u64,
}

pub(in crate::store) struct Journal {
    directory: PathBuf,
    active: Segment,
    /// Where the next frame goes.
    end: u64,
    /// The number of the last frame.
    last: u64,
    /// Full files whose changes are not in sled yet.
    full: Vec<Segment>,
    free: Vec<Segment>,
    /// Files made so far; names the next one.
    made: u32,
    buffer: Vec<u8>,
}

/// What the journal held beyond what sled has.
pub(in crate::store) struct Recovered {
    pub journal: Journal,
    pub changes: Changes,
}

impl Journal {
    /// Reads what is newer than frame `applied` and begins a new file.
    pub fn open(directory: &Path, applied: u64) -> Result<Recovered, StoreFault> {
        let mut segments = Vec::new();
        let mut found = Vec::new();
        for path in paths(directory)? {
            let (segment, frames) = read_segment(path, applied)?;
            found.push((frames, segments.len()));
            segments.push(segment);
        }
        found.retain(|(frames, _)| !frames.is_empty());
        found.sort_by_key(|(frames, _)| frames[0].seq);
        let mut changes = Changes::new();
        let (mut last, mut used) = (applied, Vec::new());
        for (frames, at) in found {
            used.push(at);
            for frame in frames {
                last += 1;
                if frame.seq != last {
                    return Err(gap(&segments[at].path, last, frame.seq));
                }
                changes.extend(frame.changes);
            }
        }
        let made = u32::try_from(segments.len()).unwrap_or(u32::MAX);
        let (mut full, mut free) = (Vec::new(), Vec::new());
        for (at, segment) in segments.into_iter().enumerate() {
            if used.contains(&at) {
                full.push(segment);
            } else {
                free.push(segment);
            }
        }
        let mut made = made;
        let active = match free.pop() {
            Some(segment) => segment,
            None => create(directory, &mut made)?,
        };
        let journal = Self {
            directory: directory.to_owned(),
            active,
            end: MAGIC.len() as u64,
            last,
            full,
            free,
            made,
            buffer: Vec::new(),
        };
        Ok(Recovered { journal, changes })
    }

    /// Appends a frame; it is on disk when this returns.
    pub fn append(&mut self, changes: &Changes) -> Result<(), StoreFault> {
        let mut buffer = std::mem::take(&mut self.buffer);
        frame::write(&mut buffer, self.last + 1, changes);
        let written = self.write(&buffer);
        self.buffer = buffer;
        written?;
        self.last += 1;
        Ok(())
    }

    fn write(&mut self, frame: &[u8]) -> Result<(), StoreFault> {
        let segment = &mut self.active;
        let fault = |error| StoreFault::io(&segment.path, &error);
        let end = self.end + frame.len() as u64;
        if end > segment.allocated {
            let grown = end.next_multiple_of(GROWTH_BYTES);
            let zeros = vec![0; usize::try_from(grown - segment.allocated).unwrap_or(0)];
            segment
                .file
                .write_all_at(&zeros, segment.allocated)
                .map_err(fault)?;
            segment.allocated = grown;
        }
        segment
            .file
            .write_all_at(frame, self.end)
            .and_then(|()| segment.file.sync_data())
            .map_err(fault)?;
        self.end = end;
        Ok(())
    }

    /// Begins another file. Returns the number of the last frame before it.
    pub fn rotate(&mut self) -> Result<u64, StoreFault> {
        let next = match self.free.pop() {
            Some(segment) => segment,
            None => create(&self.directory, &mut self.made)?,
        };
        self.full.push(std::mem::replace(&mut self.active, next));
        self.end = MAGIC.len() as u64;
        Ok(self.last)
    }

    /// All full files may be written again: sled has what they hold.
    pub fn release(&mut self) {
        self.free.append(&mut self.full);
    }

    pub fn last(&self) -> u64 {
        self.last
    }
}

fn paths(directory: &Path) -> Result<Vec<PathBuf>, StoreFault> {
    let fault = |error: &std::io::Error| StoreFault::io(directory, error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(|error| fault(&error))? {
        let path = entry.map_err(|error| fault(&error))?.path();
        if path.extension().is_some_and(|extension| extension == "log") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn create(directory: &Path, made: &mut u32) -> Result<Segment, StoreFault> {
    let path = directory.join(format!("{made:08}.log"));
    let fault = |error: std::io::Error| StoreFault::io(&path, &error);
    let file = File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(fault)?;
    file.write_all_at(MAGIC, 0)
        .and_then(|()| file.sync_all())
        .and_then(|()| File::open(directory)?.sync_all())
        .map_err(fault)?;
    *made += 1;
    let allocated = MAGIC.len() as u64;
    Ok(Segment {
        path,
        file,
        allocated,
    })
}

/// The frames of a file that are newer than `applied`.
fn read_segment(path: PathBuf, applied: u64) -> Result<(Segment, Vec<Frame>), StoreFault> {
    let fault = |error: std::io::Error| StoreFault::io(&path, &error);
    let bytes = fs::read(&path).map_err(fault)?;
    let file = File::options()
        .read(true)
        .write(true)
        .open(&path)
        .map_err(fault)?;
    let mut frames = Vec::new();
    if check_magic(&path, &bytes)? {
        let mut rest = &bytes[MAGIC.len()..];
        let mut last: Option<u64> = None;
        // A number that does not follow belongs to an earlier use of the file.
        while let Some(frame) = frame::read(rest)
            && last.is_none_or(|last| frame.seq == last + 1)
        {
            last = Some(frame.seq);
            rest = rest.get(frame.length..).unwrap_or_default();
            frames.push(frame);
        }
        if frame::is_followed(rest, last.unwrap_or(applied).max(applied)) {
            return Err(StoreFault::Damaged {
                place: path.display().to_string(),
                what: format!(
                    "the frame at byte {} cannot be read",
                    bytes.len() - rest.len()
                ),
            });
        }
        frames.retain(|frame| frame.seq > applied);
    }
    let allocated = bytes.len() as u64;
    let segment = Segment {
        path,
        file,
        allocated,
    };
    Ok((segment, frames))
}

/// Whether the file was begun. One that was not holds nothing that anybody was told of.
fn check_magic(path: &Path, bytes: &[u8]) -> Result<bool, StoreFault> {
    let place = || path.display().to_string();
    match bytes.get(..MAGIC.len()) {
        Some(magic) if magic == MAGIC => Ok(true),
        Some(magic) if magic[..FORMAT_AT] == MAGIC[..FORMAT_AT] => Err(StoreFault::NewerFormat {
            place: place(),
            found: magic[FORMAT_AT].into(),
            known: MAGIC[FORMAT_AT].into(),
        }),
        None if bytes.is_empty() => Ok(false),
        Some(_) | None => Err(StoreFault::Damaged {
            place: place(),
            what: "it is not a journal".into(),
        }),
    }
}

fn gap(path: &Path, expected: u64, found: u64) -> StoreFault {
    StoreFault::Damaged {
        place: path.display().to_string(),
        what: format!("frame {expected} is missing, {found} is there"),
    }
}
