//! What every actor is handed when it starts: the store, the way out, the script threads,
//! the clock. Built once by `app`; actors own nothing that could be lost with them.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::domain::{Clock, Dice, NumberId, Tenant, TenantId};
use crate::flow::{Script, Style};
use crate::store::Store;
use crate::telemetry::{Metrics, TenantMetrics};
use crate::wire::Lane;

use super::script_pool::ScriptPool;

/// Shared by the whole house.
pub struct Kit {
    pub store: Store,
    pub clock: Clock,
    pub dice: Dice,
    pub metrics: Metrics,
    pub scripts: ScriptPool,
    /// Inbox rows that a crash may have come from run one at a time, so that only the
    /// guilty one is counted when the process dies again.
    pub suspects: Semaphore,
    pub tenants: HashMap<TenantId, Arc<TenantKit>>,
}

/// One tenant's own walls: its flows, lanes and permits.
pub struct TenantKit {
    pub tenant: Arc<Tenant>,
    pub script: Arc<Script>,
    pub style: Style,
    /// The way to the provider, by business number.
    pub lanes: HashMap<NumberId, Lane>,
    /// The way to each operation that is called over HTTP, by its name.
    pub operation_lanes: HashMap<String, Lane>,
    pub metrics: TenantMetrics,
    /// Scripts of this tenant that may run at once: never all the threads there are.
    pub script_permits: Semaphore,
    /// Operations of this tenant that may be under way at once.
    pub call_permits: Arc<Semaphore>,
}
