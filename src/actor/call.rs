//! Makes the calls that turns asked for. The answer is admitted to the conversation's inbox
//! like anything else that happens to it; a call whose answer was lost is made again at the
//! next start, with the same idempotency key.

use std::sync::Arc;

use crate::domain::{Errand, OutboxRow};
use crate::job::Lookup;
use crate::telemetry::crash_point;

use super::{conversation, root};

/// Starts the call and returns at once.
pub fn make(args: &conversation::Args, row: OutboxRow) {
    let Errand::Call(request) = row.errand else {
        return;
    };
    let args = args.clone();
    tokio::spawn(async move {
        let Ok(_permit) = Arc::clone(&args.tenant.call_permits).acquire_owned().await else {
            return;
        };
        let kit = &args.kit;
        let lookup = Lookup {
            tenant: &args.tenant.tenant,
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
