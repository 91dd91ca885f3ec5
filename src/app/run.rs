//! Starts the house in order, keeps it running until asked to stop, stops it in order:
//! the door first, then requests, then turns, then the books.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use secrecy::SecretString;
use tokio::sync::Semaphore;

use crate::actor::{Calls, Editions, House, Kit, PressFault, ScriptPool, UnderWay};
use crate::app::doors::{Doors, Listening};
use crate::app::publishing::{Begin, Follow, Keeper};
use crate::app::settings::{SettingFault, Settings};
use crate::app::{given, machine, sandbox, tenants};
use crate::domain::{Clock, NumberId, Tenant, TenantId};
use crate::flow::{Diagnostic, Sources};
use crate::http::sim::{PushClock, SimState};
use crate::http::{self, Front, Open, Redact};
use crate::store::{Ground, OpenOptions, Store, StoreFault};
use crate::telemetry::{self, Build, Metrics};
use crate::wire::{Wire, WireFault, WireSettings};

/// Tenants that are counted by name in metrics; the others are `other`.
const TENANT_LABELS_MAX: usize = 100;

/// Why the house did not start, or ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum RunFault {
    #[error("use the settings: {} faults", .0.len())]
    Settings(Vec<SettingFault>),
    #[error("use the flows: {} errors", .0.len())]
    Flows(Vec<Diagnostic>),
    #[error("publish the flows: {0}")]
    Publish(PressFault),
    #[error("listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    #[error("open the store: {0}")]
    Store(#[from] StoreFault),
    #[error("start: {0}")]
    Wire(#[from] WireFault),
    #[error("start: {0}")]
    Threads(#[from] io::Error),
    #[error("start the actors: {0}")]
    Actors(String),
}

/// What to run with.
pub struct Plan {
    pub settings: Settings,
    pub sources: Sources,
    pub clock: Clock,
    /// Moves it forward, where nobody real is spoken to.
    pub push_clock: Option<PushClock>,
    /// Set for an author at work: the folders are watched, what was saved is live at once,
    /// and this is told how it went, line by line.
    pub watch: Option<fn(&str)>,
    /// Bearer token of the first administrator.
    pub api_token: Option<SecretString>,
}

/// Runs until `stop` resolves. `ready` hears where webhooks are accepted.
///
/// # Errors
/// When something the house needs cannot be had; nothing has been answered then.
pub async fn run(
    plan: Plan,
    ready: impl FnOnce(Listening),
    stop: impl Future<Output = ()> + Send,
) -> Result<(), RunFault> {
    arm_crash_point();
    let settings = &plan.settings;
    let doors = Doors::bind(settings).await?;
    let listening = doors.listening()?;
    let keys = sandbox::keys(listening.public)?;
    let kit = kit(&plan, settings.tenants(&keys).map_err(RunFault::Settings)?).await?;
    let house = House::start(Arc::clone(&kit)).await;
    let house = house.map_err(|fault| RunFault::Actors(fault.to_string()))?;

    let front = front(&plan, &kit, house.clone());
    let mut public = http::public(
        Arc::clone(&front),
        settings.server.body_bytes_max,
        settings.server.body_timeout,
    );
    let tenants = in_order(&kit, settings);
    let mut sim = None;
    if settings.sim.enabled
        && let Some((phone, state)) = sandbox::routes(
            &keys,
            &tenants,
            &public,
            &plan.clock,
            (&kit.store, &house),
            plan.push_clock.clone(),
        )
    {
        public = public.merge(phone);
        sim = Some(state);
    }
    let serving = doors.open(public, http::private(Arc::clone(&front)));
    front.open.set(true);
    ready(listening);

    let keeping = tokio::spawn(keeper(&plan, &kit, sim).keep());
    stop.await;
    keeping.abort();
    front.open.set(false);
    serving.close().await;
    house.stop(settings.shutdown.grace).await;
    // the last handles close the books
    drop((front, kit));
    Ok(())
}

/// Publishes again when asked, or when an author saves.
fn keeper(plan: &Plan, kit: &Kit, sim: Option<SimState>) -> Keeper {
    let settings = &plan.settings;
    let tenants = in_order(kit, settings).into_iter();
    let presses = tenants.filter_map(|tenant| Some(kit.tenants.get(&tenant.id)?.press.clone()));
    Keeper {
        flows: settings.flows.path.clone(),
        locales: settings.locales.path.clone(),
        presses: presses.collect(),
        metrics: kit.metrics.clone(),
        sim,
        follow: plan.watch.map_or(Follow::Signal, Follow::Saves),
    }
}

/// `HIWAR_CRASH_AT=after_admit:3` ends a debug build at that place; release builds have none.
fn arm_crash_point() {
    let Some(at) = given::variable("HIWAR_CRASH_AT").filter(|_| cfg!(debug_assertions)) else {
        return;
    };
    let (point, nth) = at.split_once(':').unwrap_or((&at, "1"));
    telemetry::arm(point, nth.parse().unwrap_or(1));
}

fn front(plan: &Plan, kit: &Kit, house: House) -> Arc<Front> {
    let (app_channel, tenant_channels) = tenants::channels(&in_order(kit, &plan.settings));
    Arc::new(Front {
        store: kit.store.clone(),
        house,
        metrics: kit.metrics.clone(),
        clock: plan.clock.clone(),
        app_channel,
        tenant_channels,
        presses: kit
            .tenants
            .iter()
            .map(|(id, walls)| (id.clone(), walls.press.clone()))
            .collect(),
        api_token: plan.api_token.clone(),
        permits: Semaphore::new(plan.settings.server.requests_max),
        open: Open::default(),
        redacts: redacts(kit.tenants.values().map(|kit| &*kit.tenant)),
    })
}

/// What is not shown of each tenant's calls.
pub fn redacts<'a>(tenants: impl Iterator<Item = &'a Tenant>) -> BTreeMap<TenantId, Redact> {
    let each = tenants.map(|tenant| (tenant.id.clone(), Redact::of(tenant)));
    each.collect()
}

/// The tenants in the order of the settings: the first one's app is the shared one.
fn in_order(kit: &Kit, settings: &Settings) -> Vec<Arc<Tenant>> {
    let kits = settings
        .tenants
        .iter()
        .filter_map(|tenant| kit.tenants.get(&tenant.id));
    kits.map(|kit| Arc::clone(&kit.tenant)).collect()
}

/// Opening reads what a stop or a crash left open, so it happens off the runtime.
async fn open_store(plan: &Plan) -> Result<Store, RunFault> {
    let place = &plan.settings.store;
    let options = OpenOptions {
        cache_bytes: place.cache_bytes,
        require_sync_flag: place.require_sync_flag,
        unknown_wait: plan.settings.send.unknown_wait,
        ..OpenOptions::default()
    };
    let (path, now) = (place.path.clone(), plan.clock.now());
    let opened = tokio::task::spawn_blocking(move || Store::open(&path, &options, now)).await;
    let store = opened.map_err(|fault| io::Error::other(fault.to_string()))??;
    if let Ground::Unordered(why) = store.ground() {
        tracing::warn!(
            why,
            "this file system does not keep writes in order: a power cut may lose messages"
        );
    }
    Ok(store)
}

fn directory(tenants: &[Tenant]) -> Vec<(NumberId, TenantId)> {
    let numbers = |tenant: &Tenant| {
        tenant
            .numbers
            .iter()
            .map(|number| number.id.clone())
            .collect::<Vec<_>>()
    };
    tenants
        .iter()
        .flat_map(|tenant| {
            numbers(tenant)
                .into_iter()
                .map(|number| (number, tenant.id.clone()))
        })
        .collect()
}

async fn kit(plan: &Plan, tenants: Vec<Tenant>) -> Result<Arc<Kit>, RunFault> {
    let (clock, dice) = (plan.clock.clone(), machine::dice());
    let limits = plan.settings.flows.limits(clock.clone());
    let metrics = Metrics::new(build(), TENANT_LABELS_MAX);
    let threads = thread::available_parallelism()
        .map_or(2, usize::from)
        .max(2);
    let wire = Wire::new(WireSettings::default(), clock.clone(), dice.clone())?;
    let store = open_store(plan).await?;
    store.set_directory(directory(&tenants)).await?;
    let scripts = ScriptPool::start(threads)?;
    let begin = Begin {
        sources: &plan.sources,
        editions: &Arc::new(Editions::new(limits)),
        store: &store,
        scripts: &scripts,
        clock: &clock,
        follow: plan.watch.is_some(),
    };
    let walls = tenants::Builder {
        settings: &plan.settings,
        wire: &wire,
        metrics: &metrics,
        script_threads: threads,
    };
    Ok(Arc::new(Kit {
        tenants: walls.kits(tenants, &begin).await?,
        store: store.clone(),
        clock: clock.clone(),
        dice,
        metrics,
        scripts: scripts.clone(),
        suspects: Semaphore::new(1),
        under_way: UnderWay::default(),
        calls: Calls::default(),
    }))
}

fn build() -> Build {
    Build {
        version: env!("CARGO_PKG_VERSION"),
        revision: "unknown",
        rustc: env!("CARGO_PKG_RUST_VERSION"),
    }
}
