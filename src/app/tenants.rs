//! Builds each tenant's walls: its lanes, permits and taste, and the webhook addresses by
//! which its numbers may be spoken of.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::actor::{Conduct, TenantKit};
use crate::app::RunFault;
use crate::app::publishing::{Begin, Begun};
use crate::app::settings::{Bidi, Digits, Settings, TenantSettings};
use crate::domain::{Account, Number, NumberId, Operation, Tenant, TenantId};
use crate::http::Channel;
use crate::job;
use crate::locale::{self, Style};
use crate::telemetry::{Metrics, Peer, Task};
use crate::wire::{BreakerSettings, Lane, LaneSettings, Rate, Reach, Wire};

/// Operations of one tenant that may be under way at once.
const CALLS_MAX: usize = 64;

/// What the walls are built with.
pub struct Builder<'a> {
    pub settings: &'a Settings,
    pub wire: &'a Wire,
    pub metrics: &'a Metrics,
    pub script_threads: usize,
}

impl Builder<'_> {
    /// # Errors
    /// When a tenant's flows cannot be had.
    pub async fn kits(
        &self,
        tenants: Vec<Tenant>,
        begin: &Begin<'_>,
    ) -> Result<HashMap<TenantId, Arc<TenantKit>>, RunFault> {
        let mut kits = HashMap::new();
        for (settings, tenant) in self.settings.tenants.iter().zip(tenants) {
            let tenant = Arc::new(tenant);
            let begun = begin.with(&tenant).await?;
            let id = tenant.id.clone();
            kits.insert(id, Arc::new(self.kit(settings, tenant, begun)));
        }
        Ok(kits)
    }

    fn kit(&self, settings: &TenantSettings, tenant: Arc<Tenant>, begun: Begun) -> TenantKit {
        let lanes = tenant
            .numbers
            .iter()
            .map(|number| (number.id.clone(), self.number_lane(&tenant.id, number)));
        let operation_lanes =
            tenant
                .operations
                .iter()
                .filter_map(|(name, operation)| match operation {
                    Operation::Http(http) => {
                        let metrics =
                            self.metrics
                                .lane(&tenant.id, Peer::Operation, Task::Call, name);
                        Some((
                            name.clone(),
                            self.wire.lane(job::lane_settings(name, http), metrics),
                        ))
                    }
                    Operation::Demo { .. } | Operation::Own(_) => None,
                });
        TenantKit {
            lanes: lanes.collect(),
            operation_lanes: operation_lanes.collect(),
            shelf: begun.shelf,
            press: begun.press,
            style: style(settings),
            metrics: self.metrics.tenant(&tenant.id, Peer::Meta),
            // one thread stays free for the other tenants
            script_permits: Semaphore::new(self.script_threads.saturating_sub(1).max(1)),
            conduct: Conduct::default(),
            call_permits: Arc::new(Semaphore::new(CALLS_MAX)),
            tenant,
        }
    }

    fn number_lane(&self, tenant: &TenantId, number: &Number) -> Lane {
        let sending = &self.settings.send;
        let settings = LaneSettings {
            name: number.id.to_string(),
            reach: Reach::Anywhere,
            rate: sending
                .rate
                .map(|count| Rate::per_second(count, count.div_ceil(4))),
            pair: sending.pair_limit.then_some(Rate::WHATSAPP_PAIR),
            breaker: BreakerSettings::default(),
        };
        self.wire.lane(
            settings,
            self.metrics
                .lane(tenant, Peer::Meta, Task::Send, number.id.as_str()),
        )
    }
}

/// How this tenant's messages are written.
pub fn style(settings: &TenantSettings) -> Style {
    Style {
        bidi: match settings.language.bidi {
            Bidi::Isolates => locale::Bidi::Isolates,
            Bidi::Marks => locale::Bidi::Marks,
            Bidi::Off => locale::Bidi::Off,
        },
        digits: match settings.language.digits {
            Digits::Latin => locale::Digits::Latin,
            Digits::Native => locale::Digits::Native,
        },
        hijri: settings.language.hijri,
        time_zone: settings.time_zone.clone(),
        country: settings.region.clone(),
        locale_default: settings.locale.clone(),
    }
}

/// The webhook addresses: one for the app that the first tenant uses and everybody who
/// shares its secret, and one for each tenant by name.
#[must_use]
pub fn channels(tenants: &[Arc<Tenant>]) -> (Option<Channel>, HashMap<TenantId, Channel>) {
    let own = tenants
        .iter()
        .filter_map(|tenant| Some((tenant.id.clone(), channel(std::slice::from_ref(tenant))?)));
    let main = tenants
        .iter()
        .find(|tenant| tenant.id.as_str() == "default")
        .or_else(|| tenants.first());
    let shared: Vec<_> = match main {
        Some(main) => tenants
            .iter()
            .filter(|tenant| same_app(main, tenant))
            .cloned()
            .collect(),
        None => Vec::new(),
    };
    (channel(&shared), own.collect())
}

fn same_app(one: &Tenant, other: &Tenant) -> bool {
    let current = |tenant: &Tenant| {
        let Account::Meta(account) = &tenant.numbers.first()?.account;
        account
            .app_secrets
            .first()
            .map(|secret| secret.expose_secret().to_owned())
    };
    current(one) == current(other)
}

fn channel(tenants: &[Arc<Tenant>]) -> Option<Channel> {
    let Account::Meta(account) = &tenants.first()?.numbers.first()?.account;
    let numbers: HashSet<NumberId> = tenants
        .iter()
        .flat_map(|tenant| tenant.numbers.iter().map(|number| number.id.clone()))
        .collect();
    let secrets: Vec<SecretString> = account.app_secrets.clone();
    Some(Channel {
        secrets,
        verify_token: account.verify_token.clone(),
        numbers,
    })
}
