//! Where scripts run: a few threads with deep stacks, never an actor's own task. A legal
//! script can need megabytes of native stack before the script engine's own limits stop
//! it, and a stack overflow would end the process for every tenant.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use tokio::sync::oneshot;

mod conduct;

pub use conduct::{Conduct, processor_time};

/// Ten times what the deepest script within the limits needs.
pub const STACK_BYTES: usize = 16 * 1024 * 1024;

/// How far the thread behind gives way: beside anybody else it gets a tenth of a processor.
const NICENESS: i32 = 10;

type Task = Box<dyn FnOnce() + Send>;

/// Which threads take a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Those for everybody.
    Ahead,
    /// One thread that yields to all others: what is heavy waits there for what is heavy.
    Behind,
}

/// A script run that ended in a panic of our own code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("run script: it panicked")]
pub struct Panicked;

/// Hands work to the script threads. Dropping the last handle ends them.
#[derive(Clone)]
pub struct ScriptPool(Arc<Owner>);

struct Owner {
    ahead: Arc<Queue>,
    behind: Arc<Queue>,
}

/// Tasks in order; any idle thread takes the next. One queue for all threads, so that a
/// task never waits behind a long one while another thread is idle.
#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

#[derive(Default)]
struct Waiting {
    tasks: VecDeque<Task>,
    closed: bool,
}

impl ScriptPool {
    /// # Errors
    /// When the operating system refuses a thread.
    pub fn start(threads: usize) -> std::io::Result<Self> {
        let owner = Owner {
            ahead: Arc::default(),
            behind: Arc::default(),
        };
        for index in 0..threads.max(1) {
            let queue = Arc::clone(&owner.ahead);
            start(format!("script-{index}"), move || queue.work())?;
        }
        let queue = Arc::clone(&owner.behind);
        start("script-behind".into(), move || {
            give_way();
            queue.work();
        })?;
        Ok(Self(Arc::new(owner)))
    }

    /// Runs `turn` on a script thread and waits for its result.
    ///
    /// # Errors
    /// When it panicked; the thread lives on.
    pub async fn run<T: Send + 'static>(
        &self,
        place: Place,
        turn: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let (answer, result) = oneshot::channel();
        let queue = match place {
            Place::Ahead => &self.0.ahead,
            Place::Behind => &self.0.behind,
        };
        queue.waiting().tasks.push_back(Box::new(move || {
            let outcome = catch_unwind(AssertUnwindSafe(turn)).map_err(|_| Panicked);
            // the actor that asked may be gone; its row is still in the inbox
            let _ = answer.send(outcome);
        }));
        queue.more.notify_one();
        result.await.unwrap_or(Err(Panicked))
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        for queue in [&self.ahead, &self.behind] {
            queue.waiting().closed = true;
            queue.more.notify_all();
        }
    }
}

fn start(name: String, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let thread = thread::Builder::new().name(name).stack_size(STACK_BYTES);
    thread.spawn(work).map(drop)
}

/// Where the system refuses, the thread is one of many: its tasks still wait for each other.
fn give_way() {
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
}

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        while let Some(task) = self.next() {
            task();
        }
    }

    /// `None` once the pool is gone and nothing is left to do.
    fn next(&self) -> Option<Task> {
        let idle = |waiting: &mut Waiting| waiting.tasks.is_empty() && !waiting.closed;
        let waiting = self.more.wait_while(self.waiting(), idle);
        waiting
            .unwrap_or_else(PoisonError::into_inner)
            .tasks
            .pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panicking_script_costs_its_own_turn_only() {
        let pool = ScriptPool::start(1).expect("a thread");
        assert_eq!(pool.run(Place::Ahead, || 1).await, Ok(1));
        assert_eq!(
            pool.run(Place::Ahead, || -> i32 { panic!("a bug of ours") })
                .await,
            Err(Panicked)
        );
        assert_eq!(pool.run(Place::Ahead, || 2).await, Ok(2));
    }

    #[tokio::test]
    async fn what_runs_behind_holds_up_nobody_ahead() {
        let pool = ScriptPool::start(1).expect("a thread");
        let (finish, wait) = std::sync::mpsc::channel::<()>();
        let other = pool.clone();
        let behind = tokio::spawn(async move {
            let heavy = move || wait.recv().is_ok();
            other.run(Place::Behind, heavy).await
        });
        assert_eq!(pool.run(Place::Ahead, || 1).await, Ok(1));
        finish.send(()).expect("it waits");
        assert_eq!(behind.await.expect("no panic"), Ok(true));
    }

    #[tokio::test]
    async fn a_deep_stack_is_there() {
        fn deep(levels: usize) -> usize {
            let page = std::hint::black_box([levels; 1024]);
            if levels == 0 {
                page[0]
            } else {
                deep(levels - 1) + page[1] - levels
            }
        }
        let pool = ScriptPool::start(1).expect("a thread");
        assert_eq!(
            pool.run(Place::Ahead, || deep(500)).await,
            Ok(0),
            "about 8 MiB unoptimised"
        );
    }
}
