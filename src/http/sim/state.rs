//! What the sandbox works with: one number, its keys, and the way into the engine.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use bytes::Bytes;
use futures::future::BoxFuture;
use secrecy::SecretString;

use crate::domain::{Clock, NumberId, TemplateSpec};
use crate::seal;

use super::desk::{Engine, Failure};
use super::feed::Feed;

/// Hands a webhook body and its signature header to the same door as in production.
pub type Deliver = Arc<dyn Fn(Bytes, String) -> BoxFuture<'static, StatusCode> + Send + Sync>;

/// Tries of one webhook, like Meta's but shorter.
const DELIVERIES_MAX: u32 = 4;
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// The business number that the phone writes to.
#[derive(Clone)]
pub struct SandboxNumber {
    pub id: NumberId,
    pub brand: String,
    /// Approved wording, by name.
    pub templates: Templates,
    pub access_token: SecretString,
    pub app_secret: SecretString,
}

/// Templates as the settings know them.
pub type Templates = BTreeMap<String, TemplateSpec>;

#[derive(Clone)]
pub struct SimState(Arc<Inner>);

struct Inner {
    number: SandboxNumber,
    clock: Clock,
    deliver: Deliver,
    feed: Feed,
    serial: AtomicU64,
    /// The house behind the phone; tests have none.
    engine: Option<Engine>,
    failure: Mutex<Option<Failure>>,
}

impl SimState {
    pub fn new(
        number: SandboxNumber,
        clock: Clock,
        deliver: Deliver,
        engine: Option<Engine>,
    ) -> Self {
        let feed = Feed::new(number.brand.clone());
        Self(Arc::new(Inner {
            number,
            clock,
            deliver,
            feed,
            serial: AtomicU64::new(1),
            engine,
            failure: Mutex::default(),
        }))
    }

    /// What is wrong with the flows as they were saved last, a line for each; none: nothing.
    pub fn faulty(&self, faults: Vec<String>) {
        self.0.feed.faulty(faults);
    }

    pub(super) fn number(&self) -> &SandboxNumber {
        &self.0.number
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(super) fn feed(&self) -> &Feed {
        &self.0.feed
    }

    pub(super) fn engine(&self) -> Option<&Engine> {
        self.0.engine.as_ref()
    }

    /// The next message is refused so; `None` takes it back.
    pub(super) fn fail_next(&self, how: Option<Failure>) {
        *self.failure() = how;
    }

    /// How this message is refused, if it is.
    pub(super) fn failing(&self) -> Option<Failure> {
        self.failure().take()
    }

    fn failure(&self) -> MutexGuard<'_, Option<Failure>> {
        self.0
            .failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// An id that no earlier run of the process has given either.
    pub(super) fn new_message_id(&self) -> String {
        let serial = self.0.serial.fetch_add(1, Ordering::Relaxed);
        format!("wamid.SANDBOX{:013}{serial:06}", self.0.clock.now().ms())
    }

    /// Signs and delivers; says whether it was taken.
    pub(super) async fn post(&self, body: Vec<u8>) -> bool {
        let signature = seal::sign_hub(&self.0.number.app_secret, &body);
        let body = Bytes::from(body);
        for attempt in 1..=DELIVERIES_MAX {
            let status = (self.0.deliver)(body.clone(), signature.clone()).await;
            if status == StatusCode::OK {
                return true;
            }
            if attempt < DELIVERIES_MAX {
                tokio::time::sleep(RETRY_AFTER * attempt).await;
            }
        }
        false
    }
}
