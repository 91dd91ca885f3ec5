//! Makes the calls that turns asked for. The answer is admitted to the conversation's inbox
//! like anything else that happens to it; a call whose answer was lost is made again, with
//! the same idempotency key. One that is being made is not made a second time beside it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::{Errand, OutboxId, OutboxRow};
use crate::job::Lookup;
use crate::telemetry::crash_point;

use super::{conversation, root};

/// The calls that are being made.
#[derive(Clone, Default)]
pub struct Calls(Arc<Mutex<HashSet<OutboxId>>>);

/// One of them, until this is dropped.
struct Making {
    calls: Calls,
    id: OutboxId,
}

impl Calls {
    /// `None` when this call is being made already.
    fn begin(&self, id: OutboxId) -> Option<Making> {
        let fresh = self.open().insert(id);
        fresh.then(|| Making {
            calls: self.clone(),
            id,
        })
    }

    fn open(&self) -> MutexGuard<'_, HashSet<OutboxId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.calls.open().remove(&self.id);
    }
}

/// Starts the call, unless it is being made, and returns at once.
pub fn make(args: &conversation::Args, row: OutboxRow) {
    let Errand::Call(request) = row.errand else {
        return;
    };
    let Some(making) = args.kit.calls.begin(request.id) else {
        return;
    };
    let args = args.clone();
    tokio::spawn(async move {
        let _making = making;
        let Ok(_permit) = Arc::clone(&args.tenant.call_permits).acquire_owned().await else {
            return;
        };
        let kit = &args.kit;
        let lookup = Lookup {
            tenant: &args.tenant.tenant,
            store: &kit.store,
            lane: args.tenant.operation_lanes.get(&request.operation),
            clock: &kit.clock,
            dice: &kit.dice,
            metrics: &kit.metrics,
        };
        let answer = lookup.run(&request).await;
        crash_point("before_answer");
        match kit
            .store
            .answer_call(request.id, answer, kit.clock.now())
            .await
        {
            Ok(Some((tenant, conversation))) => {
                let _ = args.root.cast(root::Msg::Look(tenant, conversation));
            }
            Ok(None) => {}
            Err(fault) => {
                tracing::error!(call = %request.id, %fault, "an answer could not be stored");
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ConversationId, InboxSeq, TurnId};

    #[test]
    fn a_call_is_made_again_only_after_it_has_ended() {
        let turn = TurnId {
            conversation: ConversationId([1; 16]),
            seq: InboxSeq(1),
        };
        let (calls, id) = (Calls::default(), OutboxId { turn, index: 0 });
        let making = calls.begin(id);
        assert!(making.is_some());
        assert!(calls.begin(id).is_none());
        assert!(calls.begin(OutboxId { turn, index: 1 }).is_some());
        drop(making);
        assert!(calls.begin(id).is_some());
    }
}
