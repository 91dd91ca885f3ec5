//! Where scripts run: a few threads with deep stacks, never an actor's own task. A legal
//! script can need megabytes of native stack before the script engine's own limits stop
//! it, and a stack overflow would end the process for every tenant.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use tokio::sync::oneshot;

/// Ten times what the deepest script within the limits needs.
pub const STACK_BYTES: usize = 16 * 1024 * 1024;

type Task = Box<dyn FnOnce() + Send>;

/// A script run that ended in a panic of our own code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("run script: it panicked")]
pub struct Panicked;

/// Hands work to the script threads. Dropping the last handle ends them.
#[derive(Clone)]
pub struct ScriptPool(Arc<Owner>);

struct Owner(Arc<Queue>);

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
        let queue = Arc::new(Queue::default());
        let pool = Self(Arc::new(Owner(Arc::clone(&queue))));
        for index in 0..threads.max(1) {
            let queue = Arc::clone(&queue);
            thread::Builder::new()
                .name(format!("script-{index}"))
                .stack_size(STACK_BYTES)
                .spawn(move || queue.work())?;
        }
        Ok(pool)
    }

    /// Runs `turn` on a script thread and waits for its result.
    ///
    /// # Errors
    /// When it panicked; the thread lives on.
    pub async fn run<T: Send + 'static>(
        &self,
        turn: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let (answer, result) = oneshot::channel();
        let queue = &self.0.0;
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
        self.0.waiting().closed = true;
        self.0.more.notify_all();
    }
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
        assert_eq!(pool.run(|| 1).await, Ok(1));
        assert_eq!(
            pool.run(|| -> i32 { panic!("a bug of ours") }).await,
            Err(Panicked)
        );
        assert_eq!(pool.run(|| 2).await, Ok(2));
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
            pool.run(|| deep(500)).await,
            Ok(0),
            "about 8 MiB unoptimised"
        );
    }
}
