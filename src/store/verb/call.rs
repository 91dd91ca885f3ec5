//! `answer_call`: the answer of an operation closes its outbox row and becomes an input
//! of the conversation, in one commit. The second answer changes nothing.

use crate::domain::{
    CallAnswer, CallError, ConversationId, DEPTH_MAX, Input, OutboxId, TenantId, Timestamp, Value,
};
use crate::store::committer::Verb;
use crate::store::{Store, StoreFault};

use super::admit::{add_row, living};
use super::send::{keep_rows, open_rows};

impl Store {
    /// Admits the answer of a call. Returns whose inbox it is in; `None` when the call
    /// had been answered before.
    ///
    /// # Errors
    /// When it is not on disk: the call stays open and is made again after a restart,
    /// with the same idempotency key.
    pub async fn answer_call(
        &self,
        id: OutboxId,
        answer: CallAnswer,
        now: Timestamp,
    ) -> Result<Option<(TenantId, ConversationId)>, StoreFault> {
        let answer = bounded(answer);
        self.write(Verb::Answer, move |draft| {
            let asked_by = id.turn.conversation;
            let mut rows = open_rows(draft, asked_by)?;
            let Some(at) = rows.iter().position(|row| row.id == id) else {
                return Ok(None);
            };
            rows.remove(at);
            keep_rows(draft, asked_by, rows)?;
            let Some((conversation, stored)) = living(draft, asked_by)? else {
                return Ok(None);
            };
            let input = Input::CallAnswered { call: id, answer };
            add_row(draft, conversation, input, now)?;
            Ok(Some((stored.tenant, conversation)))
        })
        .await
    }
}

/// Nesting costs stack where it is read, so none deeper than agreed is stored.
fn bounded(answer: CallAnswer) -> CallAnswer {
    if answer.body.depth() <= DEPTH_MAX {
        return answer;
    }
    CallAnswer {
        ok: false,
        status: answer.status,
        body: Value::Null,
        error: Some(CallError::Decode),
    }
}
