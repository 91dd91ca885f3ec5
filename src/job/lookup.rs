//! One call to a tenant's operation, with its retries, to one answer. Whatever happens
//! there is an answer: the flow decides what to say.

use std::time::Duration;

use super::demo_shop;
use super::json::value_from_json;
use super::own_data;
use super::request::build;
use crate::domain::{
    CallAnswer, CallError, CallFault, CallRequest, Clock, Dice, HttpCall, HttpOperation, HttpReply,
    Operation, Tenant, Value,
};
use crate::store::Store;
use crate::telemetry::{ErrorClass, Metrics, Peer, field};
use crate::wire::{BreakerSettings, Lane, LaneSettings, Reach};

/// First wait before another try; each next one is twice as long.
const RETRY_FIRST: Duration = Duration::from_millis(200);
/// A customer is waiting: no single wait is longer, whatever the other side asks for.
const RETRY_LONGEST: Duration = Duration::from_secs(5);
/// What an answer may weigh once read: it is stored with the conversation.
const ANSWER_WEIGHT_MAX: usize = 64 * 1024;

/// What the errand needs.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    pub tenant: &'a Tenant,
    pub store: &'a Store,
    /// The lane of this operation; a demo operation needs none.
    pub lane: Option<&'a Lane>,
    pub clock: &'a Clock,
    pub dice: &'a Dice,
    pub metrics: &'a Metrics,
}

/// The lane for an operation: its own breaker, no rate, and the fence unless the operator
/// vouches for the address.
#[must_use]
pub fn lane_settings(name: &str, operation: &HttpOperation) -> LaneSettings {
    LaneSettings {
        name: name.into(),
        reach: if operation.allow_private {
            Reach::Anywhere
        } else {
            Reach::Public
        },
        rate: None,
        pair: None,
        breaker: BreakerSettings::default(),
    }
}

impl Lookup<'_> {
    /// Makes the call. Running it again sends the same idempotency key.
    pub async fn run(&self, call: &CallRequest) -> CallAnswer {
        match (self.tenant.operations.get(&call.operation), self.lane) {
            (Some(Operation::Http(operation)), Some(lane)) => {
                self.call(call, operation, lane).await
            }
            (Some(Operation::Demo { .. }), _) => {
                demo_shop::answer(call, &self.tenant.time_zone, self.clock.now())
            }
            (Some(Operation::Own(own)), _) => {
                own_data::answer(self.store, *own, call, self.clock.now()).await
            }
            (Some(Operation::Http(_)), None) => self.refused(call, "the operation has no lane"),
            (None, _) => self.refused(call, "the tenant has no such operation"),
        }
    }

    async fn call(&self, call: &CallRequest, operation: &HttpOperation, lane: &Lane) -> CallAnswer {
        let request = match build(operation, call) {
            Ok(request) => request,
            Err(fault) => return self.refused(call, &fault.to_string()),
        };
        let tries = u32::from(operation.retries) + 1;
        let mut attempt = 1;
        loop {
            let result = self.attempt(call, request.clone(), lane, attempt).await;
            if attempt >= tries || !worth_another_try(&result) {
                return answer(result);
            }
            tokio::time::sleep(self.wait(&result, attempt)).await;
            attempt += 1;
        }
    }

    async fn attempt(
        &self,
        call: &CallRequest,
        request: HttpCall,
        lane: &Lane,
        attempt: u32,
    ) -> Result<HttpReply, CallFault> {
        let started = self.clock.ticks();
        let result = lane.call(request).await;
        let took = self.clock.ticks().saturating_sub(started);
        let class = class(&result);
        if let Some(class) = class {
            self.metrics.error(Peer::Operation, class);
        }
        tracing::info!(
            { field::EVENT } = if class.is_none() { "call.success" } else { "call.failure" },
            { field::TENANT } = %self.tenant.id,
            { field::OPERATION } = call.operation,
            { field::OUTBOX } = %call.id,
            { field::ATTEMPT } = attempt,
            { field::STATUS } = result.as_ref().map_or(0, |reply| reply.status),
            { field::DURATION_MS } = took.as_millis(),
            { field::ERROR } = result.as_ref().err().map(tracing::field::display),
            "operation called"
        );
        result
    }

    /// What the other side asks for, or 0.2, 0.4, 0.8 … seconds, shortened by up to half.
    fn wait(&self, result: &Result<HttpReply, CallFault>, attempt: u32) -> Duration {
        let asked = result.as_ref().ok().and_then(|reply| reply.retry_after);
        let own = || {
            let doubled = RETRY_FIRST.saturating_mul(2_u32.saturating_pow(attempt - 1));
            doubled.mul_f64(1.0 - 0.5 * self.dice.roll().clamp(0.0, 1.0))
        };
        asked.unwrap_or_else(own).min(RETRY_LONGEST)
    }

    fn refused(&self, call: &CallRequest, why: &str) -> CallAnswer {
        self.metrics.error(Peer::Operation, ErrorClass::Refused);
        tracing::warn!(
            { field::EVENT } = "call.refused",
            { field::TENANT } = %self.tenant.id,
            { field::OPERATION } = call.operation,
            { field::OUTBOX } = %call.id,
            { field::ERROR } = why,
            "operation not called"
        );
        failed(0, CallError::Refused)
    }
}

fn worth_another_try(result: &Result<HttpReply, CallFault>) -> bool {
    match result {
        Ok(reply) => reply.status == 429 || reply.status >= 500,
        Err(CallFault::NotSent(_) | CallFault::TimedOut(_) | CallFault::Broken(_)) => true,
        Err(CallFault::Open { .. } | CallFault::Refused(_) | CallFault::TooLarge { .. }) => false,
    }
}

fn answer(result: Result<HttpReply, CallFault>) -> CallAnswer {
    let reply = match result {
        Ok(reply) => reply,
        Err(CallFault::NotSent(_) | CallFault::TimedOut(_) | CallFault::Broken(_)) => {
            return failed(0, CallError::Timeout);
        }
        Err(CallFault::Open { .. }) => return failed(0, CallError::Open),
        Err(CallFault::Refused(_)) => return failed(0, CallError::Refused),
        Err(CallFault::TooLarge { .. }) => return failed(0, CallError::Decode),
    };
    let body = if reply.body.is_empty() {
        Some(Value::Null)
    } else {
        value_from_json(&reply.body)
            .ok()
            .filter(|body| body.weight_bytes() <= ANSWER_WEIGHT_MAX)
    };
    let well = (200..300).contains(&reply.status);
    match body {
        Some(body) => CallAnswer {
            ok: well,
            status: reply.status,
            body,
            error: (!well).then_some(CallError::Http),
        },
        None if well => failed(reply.status, CallError::Decode),
        None => failed(reply.status, CallError::Http),
    }
}

fn failed(status: u16, error: CallError) -> CallAnswer {
    CallAnswer {
        ok: false,
        status,
        body: Value::Null,
        error: Some(error),
    }
}

/// `None` when the other side answered what was asked, be it "no".
fn class(result: &Result<HttpReply, CallFault>) -> Option<ErrorClass> {
    match result {
        Ok(reply) if reply.status == 429 => Some(ErrorClass::RateLimited),
        Ok(reply) if reply.status >= 500 => Some(ErrorClass::Unavailable),
        Ok(reply) if matches!(reply.status, 401 | 403) => Some(ErrorClass::Credentials),
        Ok(_) => None,
        Err(CallFault::NotSent(_)) => Some(ErrorClass::NotSent),
        Err(CallFault::Open { .. }) => Some(ErrorClass::Held),
        Err(CallFault::Refused(_)) => Some(ErrorClass::Refused),
        Err(CallFault::TimedOut(_) | CallFault::Broken(_)) => Some(ErrorClass::Unknown),
        Err(CallFault::TooLarge { .. }) => Some(ErrorClass::Decode),
    }
}
