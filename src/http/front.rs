//! What every route is handed: the store to admit into, the house to wake, and the state
//! of the door itself.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use secrecy::SecretString;
use tokio::sync::Semaphore;

use super::story::Redact;

use crate::actor::{House, Press};
use crate::domain::{Clock, NumberId, TenantId};
use crate::store::Store;
use crate::telemetry::Metrics;

/// Inbox rows that may wait at once before the door says 503.
pub const INBOX_ROWS_MAX: usize = 200_000;

/// Shared by all routes.
pub struct Front {
    pub store: Store,
    pub house: House,
    pub metrics: Metrics,
    pub clock: Clock,
    /// The app-wide door, and one for each tenant with an app of its own.
    pub app_channel: Option<Channel>,
    pub tenant_channels: HashMap<TenantId, Channel>,
    /// Where versions of the flows are published.
    pub presses: HashMap<TenantId, Press>,
    pub api_token: Option<SecretString>,
    /// Webhook requests that may be in the house at once; one more is answered 503.
    pub permits: Semaphore,
    pub open: Open,
    /// What is not shown of each tenant's calls.
    pub redacts: BTreeMap<TenantId, Redact>,
}

/// Who may come in by one webhook address.
pub struct Channel {
    /// The current app secret first, a former one during rotation.
    pub secrets: Vec<SecretString>,
    pub verify_token: SecretString,
    /// Numbers that may be spoken of here. A body that names another is kept for people to
    /// look at and starts no turn: the signature proves the app, not the number.
    pub numbers: HashSet<NumberId>,
}

/// Whether the door is open: closed while starting and from the first moment of stopping.
#[derive(Clone, Default)]
pub struct Open(Arc<AtomicBool>);

impl Open {
    pub fn set(&self, open: bool) {
        self.0.store(open, Ordering::Release);
    }

    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
