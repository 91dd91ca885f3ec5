//! The one thread that writes. It gathers what waits, runs each verb over a draft,
//! makes the whole group durable in one write, and only then answers. After a failed
//! write it answers nothing but the fault: a failed sync cannot be tried again, since
//! the kernel may have thrown the pages away.

use std::sync::Arc;

use tokio::sync::mpsc::Receiver;

use super::StoreFault;
use super::books::Books;
use super::draft::{Changes, Draft, Positions};
use super::record::{self, Lease, key};
use crate::telemetry::crash_point;

/// Most verbs in one group.
const GROUP_MAX: usize = 512;
/// Keys after which a group takes no further verb.
const GROUP_KEYS_MAX: usize = 4096;

/// The verbs by name, for crash points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Admit,
    Commit,
    Claim,
    Settle,
    Answer,
    Fire,
    Park,
    Care,
    Publish,
}

impl Verb {
    fn crash_before(self) {
        crash_point(match self {
            Self::Admit => "before_admit",
            Self::Commit => "before_commit",
            Self::Claim => "before_claim",
            Self::Settle => "before_settle",
            Self::Answer => "before_answer",
            Self::Fire => "before_fire",
            Self::Park => "before_park",
            Self::Care => "before_care",
            Self::Publish => "before_publish",
        });
    }

    fn crash_after(self) {
        crash_point(match self {
            Self::Admit => "after_admit",
            Self::Commit => "after_commit",
            Self::Claim => "after_claim",
            Self::Settle => "after_settle",
            Self::Answer => "after_answer",
            Self::Fire => "after_fire",
            Self::Park => "after_park",
            Self::Care => "after_care",
            Self::Publish => "after_publish",
        });
    }
}

/// Told after the group is durable, or has failed.
pub(super) type Answer = Box<dyn FnOnce(Result<(), StoreFault>) + Send>;

/// Runs over a draft, or learns why there is none; returns whether its changes count, and
/// whom to tell.
pub(super) type Run = Box<dyn FnOnce(Result<&mut Draft<'_>, StoreFault>) -> (bool, Answer) + Send>;

pub(super) struct Job {
    pub verb: Verb,
    pub run: Run,
}

pub(super) fn run(books: &Arc<Books>, mut jobs: Receiver<Job>, mut positions: Positions) {
    while let Some(first) = jobs.blocking_recv() {
        if let Err(fault) = books.standing() {
            let (_, answer) = (first.run)(Err(fault));
            answer(Ok(()));
            continue;
        }
        let mut group = Group::gather(books, first, &mut jobs, &mut positions);
        let durable = group.write(books);
        if let Err(fault) = &durable {
            books.stop(fault);
        }
        group.answer(&durable);
        if let Err(fault) = books.relieve() {
            books.stop(&fault);
        }
    }
}

#[derive(Default)]
struct Group {
    changes: Changes,
    verbs: Vec<Verb>,
    answers: Vec<Answer>,
}

impl Group {
    fn gather(
        books: &Books,
        first: Job,
        jobs: &mut Receiver<Job>,
        positions: &mut Positions,
    ) -> Self {
        let mut group = Self::default();
        let leased = positions.leased();
        let mut next = Some(first);
        while let Some(job) = next {
            group.take(books, job, positions);
            let full = group.verbs.len() >= GROUP_MAX || group.changes.len() >= GROUP_KEYS_MAX;
            next = if full { None } else { jobs.try_recv().ok() };
        }
        if positions.leased() != leased {
            group.keep_lease(positions.leased());
        }
        group
    }

    fn take(&mut self, books: &Books, job: Job, positions: &mut Positions) {
        let mut draft = Draft::over(books, &self.changes, positions);
        let (counts, answer) = (job.run)(Ok(&mut draft));
        let (changes, moves) = draft.finish();
        self.answers.push(answer);
        self.verbs.push(job.verb);
        if counts {
            self.changes.extend(changes);
            let mut index = books.index();
            for change in moves {
                index.apply(change);
            }
        }
    }

    fn keep_lease(&mut self, leased: u64) {
        let sealed = record::seal(&Lease(leased)).expect("twenty bytes are never too many");
        self.changes
            .insert(key::meta("positions"), Some(sealed.into()));
    }

    fn write(&mut self, books: &Books) -> Result<(), StoreFault> {
        if self.changes.is_empty() {
            return Ok(());
        }
        self.verbs.iter().for_each(|verb| verb.crash_before());
        books.write(std::mem::take(&mut self.changes))?;
        self.verbs.iter().for_each(|verb| verb.crash_after());
        Ok(())
    }

    fn answer(self, durable: &Result<(), StoreFault>) {
        for answer in self.answers {
            answer(durable.clone());
        }
    }
}
