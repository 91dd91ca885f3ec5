//! The answer of an operation, and the messages that waited for it.

use super::fault::Fault;
use super::play::Play;
use super::why;
use crate::domain::{
    CallAnswer, CallError, Content, InboundMessage, JournalEntry, JournalKind, OutboxId, Pending,
    Value,
};
use crate::flow::draft::SLOW_TIMER;
use crate::flow::value::VALUE_BYTES_MAX;
use crate::locale::matching::Utterance;

impl Play<'_> {
    /// Goes on with the step that asked. An answer that nobody waits for any more is stale.
    pub(super) fn answered(&mut self, call: OutboxId, answer: &CallAnswer) -> Result<(), Fault> {
        let operation = match &self.draft.session.pending {
            Some(Pending::Call {
                call: waited,
                operation,
                ..
            }) if *waited == call => operation.clone(),
            Some(Pending::Call { .. } | Pending::Answer { .. } | Pending::Wait) | None => {
                self.matched("stale", "an answer that nobody waits for");
                return Ok(());
            }
        };
        self.matched("call", why::answer(&operation, answer));
        self.draft.cancel_timer(SLOW_TIMER);
        let session = self.session();
        session.pending = None;
        session.journal.push(JournalEntry {
            kind: JournalKind::Call,
            key: operation,
            value: to_value(answer),
            skipped: false,
        });
        self.proceed(None)?;
        self.release()
    }

    /// Handles what was held, in order, until the next call goes out.
    fn release(&mut self) -> Result<(), Fault> {
        let held = std::mem::take(&mut self.session().held);
        let mut waiting = held.into_iter();
        while !self.awaits_call()
            && let Some(message) = waiting.next()
        {
            if is_impatience(&message) {
                self.matched("held:answered", "the answer that came is its answer");
                continue;
            }
            self.draft.keep();
            self.respond(&message)?;
        }
        let rest: Vec<_> = waiting.collect();
        self.session().held.extend(rest);
        Ok(())
    }
}

/// "Hello?", «??», 👍 while she waited: the answer that came is the answer to it.
fn is_impatience(message: &InboundMessage) -> bool {
    let Content::Text { body } = &message.content else {
        return false;
    };
    let utterance = Utterance::of(body);
    utterance.is_wordless() || utterance.is_courtesy()
}

/// `#{ ok, status, body, error }` as the script sees it.
fn to_value(answer: &CallAnswer) -> Value {
    let too_large = answer.body.weight_bytes() > VALUE_BYTES_MAX;
    let error = if too_large {
        Some(CallError::Decode)
    } else {
        answer.error
    };
    let body = if too_large {
        Value::Null
    } else {
        answer.body.clone()
    };
    let fields = [
        ("ok".to_owned(), Value::Bool(answer.ok && !too_large)),
        ("status".to_owned(), Value::Int(answer.status.into())),
        ("body".to_owned(), body),
        (
            "error".to_owned(),
            error.map_or(Value::Null, |error| error.word().into()),
        ),
    ];
    Value::Map(fields.into())
}
