//! What every actor is handed when it starts: the store, the way out, the script threads,
//! the clock. Built once by `app`; actors own nothing that could be lost with them.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::domain::{Clock, Contact, Dice, Input, NumberId, Standing, Tenant, TenantId, Turn};
use crate::flow::Style;
use crate::store::{Conversation, Store};
use crate::telemetry::{ContentWord, LocaleWord, Metrics, TenantMetrics, field};
use crate::wire::Lane;

use super::call::Calls;
use super::rollout::{Press, Shelf};
use super::script_pool::{Conduct, ScriptPool};
use super::under_way::UnderWay;

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
    pub under_way: UnderWay,
    pub calls: Calls,
}

/// One tenant's own walls: its flows, lanes and permits.
pub struct TenantKit {
    pub tenant: Arc<Tenant>,
    /// Its versions of the flows, and where they are published.
    pub shelf: Arc<Shelf>,
    pub press: Press,
    pub style: Style,
    /// The way to the provider, by business number.
    pub lanes: HashMap<NumberId, Lane>,
    /// The way to each operation that is called over HTTP, by its name.
    pub operation_lanes: HashMap<String, Lane>,
    pub metrics: TenantMetrics,
    /// Scripts of this tenant that may run at once: never all the threads there are.
    pub script_permits: Semaphore,
    /// How heavy its turns are, and so how they rank among other tenants'.
    pub conduct: Conduct,
    /// Operations of this tenant that may be under way at once.
    pub call_permits: Arc<Semaphore>,
}

impl TenantKit {
    /// What decides whether a message may leave now.
    #[must_use]
    pub fn standing(&self, conversation: &Conversation, contact: &Contact) -> Standing {
        let session = &conversation.session;
        Standing {
            owner: session.owner,
            opted_out: session.opted_out,
            last_inbound: session.last_inbound,
            released: self
                .tenant
                .switches
                .releases(contact.address.phone.as_ref()),
        }
    }

    /// Counts a turn that is about to be committed.
    pub fn count(&self, input: &Input, turn: &Turn) {
        let tag = turn
            .session
            .language
            .as_ref()
            .map_or("", |language| language.tag.as_str());
        if let Input::Message(message) = input {
            self.metrics
                .received(ContentWord::of(&message.content), LocaleWord::of(tag));
        }
        let Some(fault) = &turn.trace.fault else {
            return;
        };
        tracing::error!(
            { field::TENANT } = %self.tenant.id,
            code = fault.code,
            file = fault.file,
            line = fault.line,
            step = fault.step,
            what = fault.what,
            "a script failed; the customer was told that something went wrong"
        );
    }
}
