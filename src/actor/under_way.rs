//! What must not be cut short when the house stops: a turn, and a send whose answer is on
//! its way. Whoever is at one holds a pass; stopping waits for all passes and gives out no
//! further ones. Calls are not counted: they are made again under the same key.

use std::sync::Arc;

use tokio::sync::watch;

#[derive(Clone, Default)]
pub struct UnderWay(Arc<watch::Sender<Passes>>);

#[derive(Default)]
struct Passes {
    out: usize,
    closed: bool,
}

/// Given back when it is dropped.
pub struct Pass(Arc<watch::Sender<Passes>>);

impl UnderWay {
    /// Leave to begin something; `None` once the house stops.
    pub fn enter(&self) -> Option<Pass> {
        let entered = self.0.send_if_modified(|passes| {
            passes.out += usize::from(!passes.closed);
            !passes.closed
        });
        entered.then(|| Pass(Arc::clone(&self.0)))
    }

    /// Leave to finish what was begun. Only for those who hold a pass.
    pub fn go_on(&self) -> Pass {
        self.0.send_modify(|passes| passes.out += 1);
        Pass(Arc::clone(&self.0))
    }

    /// Lets nobody begin any more, and waits for those who have.
    pub async fn close(&self) {
        let mut seen = self.0.subscribe();
        self.0.send_modify(|passes| passes.closed = true);
        // it cannot fail: we hold the other end
        let _ = seen.wait_for(|passes| passes.out == 0).await;
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.0.send_modify(|passes| passes.out -= 1);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn closing_waits_for_what_was_begun_and_lets_nothing_else_begin() {
        let under_way = UnderWay::default();
        let turn = under_way.enter().expect("open");
        let second = Duration::from_secs(1);
        let closed = tokio::time::timeout(second, under_way.close()).await;
        assert!(closed.is_err(), "a turn is under way");
        assert!(under_way.enter().is_none());
        let send = under_way.go_on();
        drop(turn);
        let closed = tokio::time::timeout(second, under_way.close()).await;
        assert!(closed.is_err(), "its send is under way");
        drop(send);
        under_way.close().await;
    }
}
