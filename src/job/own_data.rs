//! What the engine answers out of its own books: what is kept of the customer who asks, and
//! her wish to be forgotten.

use std::time::Duration;

use crate::domain::{
    CallAnswer, CallError, CallRequest, ConversationId, OwnOperation, Timestamp, Value,
};
use crate::store::{Held, Store, StoreFault};
use crate::telemetry::field;

/// Time for the last words of the conversation to reach her.
const ERASE_AFTER: Duration = Duration::from_secs(2 * 60);

pub(super) async fn answer(
    store: &Store,
    own: OwnOperation,
    call: &CallRequest,
    now: Timestamp,
) -> CallAnswer {
    let her = call.id.turn.conversation;
    let body = match own {
        OwnOperation::MyData => held(store.clone(), her).await.map(|held| shown(&held)),
        OwnOperation::EraseMe => {
            let asked = store.ask_erasure(her, now + ERASE_AFTER).await;
            asked.map(|()| Value::Null)
        }
    };
    body.map_or_else(|fault| failed(call, &fault), found)
}

/// Reads more than a task may read at once.
async fn held(store: Store, her: ConversationId) -> Result<Held, StoreFault> {
    let reading = tokio::task::spawn_blocking(move || store.held(her));
    reading.await.unwrap_or_else(|_| {
        let what = "what is kept of a person".into();
        Err(StoreFault::Missing { what })
    })
}

/// What a rehearsal answers, which keeps no books: she is known since now, by her number
/// alone. `None` for operations of others.
#[must_use]
pub fn rehearsed(call: &CallRequest, now: Timestamp) -> Option<CallAnswer> {
    let mut all = OwnOperation::ALL.into_iter();
    let (_, own) = all.find(|(name, _)| *name == call.operation)?;
    Some(found(match own {
        OwnOperation::MyData => shown(&Held {
            since: now,
            named: false,
            messages: 1,
            handoffs: 0,
            reminders: 0,
        }),
        OwnOperation::EraseMe => Value::Null,
    }))
}

/// `#{ since, named, messages, handoffs, reminders }`.
fn shown(held: &Held) -> Value {
    let since = jiff::Timestamp::from_millisecond(held.since.ms()).unwrap_or_default();
    let count = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let fields = [
        ("since", Value::Text(since.to_string())),
        ("named", Value::Bool(held.named)),
        ("messages", count(held.messages)),
        ("handoffs", count(held.handoffs)),
        ("reminders", count(held.reminders)),
    ];
    Value::Map(fields.map(|(name, field)| (name.to_owned(), field)).into())
}

fn found(body: Value) -> CallAnswer {
    CallAnswer {
        ok: true,
        status: 200,
        body,
        error: None,
    }
}

fn failed(call: &CallRequest, fault: &StoreFault) -> CallAnswer {
    tracing::error!(
        { field::OPERATION } = call.operation,
        { field::OUTBOX } = %call.id,
        { field::ERROR } = %fault,
        "the books could not answer"
    );
    CallAnswer {
        ok: false,
        status: 0,
        body: Value::Null,
        error: Some(CallError::Refused),
    }
}
