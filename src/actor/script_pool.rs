//! Where scripts run: a few threads with deep stacks, never an actor's own task. A legal
//! script can need megabytes of native stack before the script engine's own limits stop
//! it, and a stack overflow would end the process for every tenant.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
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
pub struct ScriptPool {
    tasks: Sender<Task>,
}

impl ScriptPool {
    /// # Errors
    /// When the operating system refuses a thread.
    pub fn start(threads: usize) -> std::io::Result<Self> {
        let (tasks, queue) = channel::<Task>();
        let queue = Arc::new(Mutex::new(queue));
        for index in 0..threads.max(1) {
            let queue = Arc::clone(&queue);
            thread::Builder::new()
                .name(format!("script-{index}"))
                .stack_size(STACK_BYTES)
                .spawn(move || work(&queue))?;
        }
        Ok(Self { tasks })
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
        let task = Box::new(move || {
            let outcome = catch_unwind(AssertUnwindSafe(turn)).map_err(|_| Panicked);
            // the actor that asked may be gone; its row is still in the inbox
            let _ = answer.send(outcome);
        });
        self.tasks.send(task).map_err(|_| Panicked)?;
        result.await.unwrap_or(Err(Panicked))
    }
}

fn work(queue: &Mutex<Receiver<Task>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(task) => task(),
            Err(_) => return,
        }
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
