//! The handle on the books: opening and closing, and everything that only reads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::{mpsc, oneshot};

use super::StoreFault;
use super::books::Books;
use super::committer::{self, Answer, Job, Verb};
use super::draft::Draft;
use super::index::Depth;
use super::journal;
use super::open::{Ground, OpenOptions, Place};
use super::record::{self, InboxBody, Outbox, Sent, Stored, key};
use super::verb;
use crate::domain::{
    Contact, ContactId, ConversationId, InboxRow, InboxSeq, MessageId, NumberId, OutboxId,
    OutboxRow, Receipt, Session, TenantId, TimelineEntry, Timestamp,
};

/// Jobs that may wait for the committer before a verb has to wait to hand in its own.
const QUEUE_MAX: usize = 4096;
/// A contact that was merged points at the one she became; a chain is never longer.
const MERGES_MAX: usize = 16;

/// The books, open. Clones share them; dropping the last one closes them.
#[derive(Clone)]
pub struct Store {
    books: Arc<Books>,
    writer: Arc<Writer>,
}

/// A conversation as it was after its last turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    /// What [`Store::commit`] must name.
    pub version: u64,
    pub tenant: TenantId,
    pub number: NumberId,
    pub contact: ContactId,
    /// Set when its contact was merged: everything new goes there.
    pub merged_into: Option<ConversationId>,
    pub session: Session,
}

/// An inbox row to be handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub row: InboxRow,
    /// Runs that did not end well.
    pub runs: u16,
    /// It was already waiting when the store was opened, so its last run may have ended
    /// the process: call [`Store::begin_suspect`] before running it.
    pub suspect: bool,
}

struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    committer: Option<JoinHandle<()>>,
    checkpointer: Option<JoinHandle<()>>,
    books: Arc<Books>,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        // The committer first: it hands its last group to the checkpointer.
        let _ = self.committer.take().map(JoinHandle::join);
        self.books.close();
        let _ = self.checkpointer.take().map(JoinHandle::join);
    }
}

impl Store {
    /// Opens the books in `path`, making them if there are none. Reads open work only.
    /// Sends that were under way when the process ended become unknown.
    ///
    /// # Errors
    /// In use, of a newer format, damaged (and where), disk full, a path that is no
    /// directory, or a file system without synchronous directories where that is demanded.
    pub fn open(path: &Path, options: &OpenOptions, now: Timestamp) -> Result<Self, StoreFault> {
        let place = Place::take(path, options)?;
        let books = Books::open(place, options)?;
        let positions = verb::recover(&books, options.unknown_wait, now)?;
        let books = Arc::new(books);
        let (jobs, queue) = mpsc::channel(QUEUE_MAX);
        let write = Arc::clone(&books);
        let keep_up = Arc::clone(&books);
        let writer = Writer {
            jobs: Some(jobs),
            committer: Some(start(&books, "committer", move || {
                committer::run(&write, queue, positions);
            })?),
            checkpointer: Some(start(&books, "checkpointer", move || {
                journal::keep_up(&keep_up);
            })?),
            books: Arc::clone(&books),
        };
        Ok(Self {
            books,
            writer: Arc::new(writer),
        })
    }

    /// Whether the file system keeps writes in order. Say it loudly when not.
    #[must_use]
    pub fn ground(&self) -> &Ground {
        &self.books.place.ground
    }

    /// `Ok` while writing works: the store's part of readiness.
    ///
    /// # Errors
    /// [`StoreFault::Stopped`] for ever after a failed write.
    pub fn standing(&self) -> Result<(), StoreFault> {
        self.books.standing()
    }

    /// How much is waiting. Costs a walk over what is open, nothing more.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.books.index().depth()
    }

    /// The conversation as it was after its last turn.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn load(&self, id: ConversationId) -> Result<Option<Conversation>, StoreFault> {
        let key = key::conversation(id);
        let Some(stored) = self.books.read::<Stored>(&key)? else {
            return Ok(None);
        };
        let session = record::decode(&stored.session).map_err(|flaw| flaw.at(&key))?;
        Ok(Some(Conversation {
            id,
            version: stored.version,
            tenant: stored.tenant,
            number: stored.number,
            contact: stored.contact,
            merged_into: stored.merged_into,
            session,
        }))
    }

    /// The oldest inbox row of a conversation.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn next_input(&self, id: ConversationId) -> Result<Option<Waiting>, StoreFault> {
        let Some(known) = self.books.index().waiting(id).first().copied() else {
            return Ok(None);
        };
        let body: Option<InboxBody> = self.books.read(&key::inbox(id, known.seq))?;
        Ok(body.map(|body| Waiting {
            row: InboxRow {
                seq: known.seq,
                admitted: body.admitted,
                input: body.input,
            },
            runs: known.runs,
            suspect: known.suspect && !known.begun,
        }))
    }

    /// The contact, or the one that she was merged into.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn contact(&self, id: ContactId) -> Result<Option<Contact>, StoreFault> {
        let mut id = id;
        for _ in 0..MERGES_MAX {
            let contact: Option<Contact> = self.books.read(&key::contact(id))?;
            match contact.as_ref().and_then(|contact| contact.merged_into) {
                Some(next) => id = next,
                None => return Ok(contact),
            }
        }
        Ok(None)
    }

    /// All open outbox rows of a conversation, in order.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn outbox(&self, id: ConversationId) -> Result<Vec<OutboxRow>, StoreFault> {
        if !self.books.index().has_outbox(id) {
            return Ok(Vec::new());
        }
        let outbox: Option<Outbox> = self.books.read(&key::outbox(id))?;
        Ok(outbox.unwrap_or_default().0)
    }

    /// What became of a message that has left the outbox.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn receipt(&self, id: OutboxId) -> Result<Option<Receipt>, StoreFault> {
        self.books.read(&key::receipt(id))
    }

    /// Our send that a provider's message id names.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn by_provider_id(
        &self,
        number: &NumberId,
        message: &MessageId,
    ) -> Result<Option<OutboxId>, StoreFault> {
        let sent: Option<Sent> = self.books.read(&key::sent(number, message))?;
        Ok(sent.map(|sent| sent.0))
    }

    /// Turns of a conversation from position `from` on, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn timeline(
        &self,
        id: ConversationId,
        from: InboxSeq,
        limit: usize,
    ) -> Result<Vec<TimelineEntry>, StoreFault> {
        let prefix = key::timeline_of(id);
        let entries = self.books.each(&key::timeline(id, from), &prefix, limit)?;
        Ok(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    /// Conversations with inbox or outbox rows: where work begins after a start.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn open_work(&self) -> Result<Vec<(TenantId, ConversationId)>, StoreFault> {
        let open = self.books.index().conversations();
        let mut work = Vec::with_capacity(open.len());
        for id in open {
            if let Some(stored) = self.books.read::<Stored>(&key::conversation(id))? {
                work.push((stored.tenant, id));
            }
        }
        Ok(work)
    }

    pub(super) fn books(&self) -> &Books {
        &self.books
    }

    /// Runs a verb on the committer and returns when the disk has what it wrote. Dropping
    /// the future does not undo it.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        verb: Verb,
        run: impl FnOnce(&mut Draft<'_>) -> Result<T, StoreFault> + Send + 'static,
    ) -> Result<T, StoreFault> {
        let (tell, told) = oneshot::channel();
        let run = move |draft: Result<&mut Draft<'_>, StoreFault>| {
            let outcome = draft.and_then(run);
            let counts = outcome.is_ok();
            let answer: Answer = Box::new(move |durable: Result<(), StoreFault>| {
                // Nobody listening is no fault: the work is done all the same.
                let _ = tell.send(durable.and(outcome));
            });
            (counts, answer)
        };
        let job = Job {
            verb,
            run: Box::new(run),
        };
        let jobs = self.writer.jobs.as_ref().ok_or_else(gone)?;
        jobs.send(job).await.map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }
}

fn gone() -> StoreFault {
    StoreFault::Stopped {
        why: "its writing thread has ended".into(),
    }
}

/// Starts a thread whose death is known to everybody.
fn start(
    books: &Arc<Books>,
    name: &str,
    run: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, StoreFault> {
    let place = books.place.books.clone();
    let books = Arc::clone(books);
    let guarded = move || {
        if catch_unwind(AssertUnwindSafe(run)).is_err() {
            books.stop(&gone());
        }
    };
    std::thread::Builder::new()
        .name(name.into())
        .spawn(guarded)
        .map_err(|error| StoreFault::io(&place, &error))
}
