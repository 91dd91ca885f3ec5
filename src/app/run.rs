//! Starts the house in order, keeps it running until asked to stop, stops it in order:
//! the door first, then requests, then turns, then the books.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use crate::actor::{House, Kit, ScriptPool};
use crate::app::settings::{SettingFault, Settings};
use crate::app::{machine, sandbox, tenants};
use crate::domain::{Clock, NumberId, Tenant, TenantId};
use crate::flow::{Diagnostic, Script, Sources};
use crate::http::{self, Front, Open, ServerLimits};
use crate::store::{Ground, OpenOptions, Store, StoreFault};
use crate::telemetry::{Build, Metrics};
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

/// Where a running house listens.
#[derive(Debug, Clone, Copy)]
pub struct Listening {
    pub public: SocketAddr,
    pub private: Option<SocketAddr>,
}

/// What to run with.
pub struct Plan {
    pub settings: Settings,
    pub sources: Sources,
    pub clock: Clock,
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
    let server = &plan.settings.server;
    let public = bind(server.listen).await?;
    let private = match server.private_listen {
        Some(address) => Some(bind(address).await?),
        None => None,
    };
    let listening = Listening {
        public: address(&public)?,
        private: private.as_ref().map(address).transpose()?,
    };

    let keys = sandbox::keys(listening.public)?;
    let tenants = plan.settings.tenants(&keys).map_err(RunFault::Settings)?;
    let script = Arc::new(Script::compile(&plan.sources).map_err(RunFault::Flows)?);
    let store = open_store(&plan).await?;
    store.set_directory(directory(&tenants)).await?;

    let (kit, metrics) = kit(&plan, store.clone(), script, tenants)?;
    let shared: Vec<Arc<Tenant>> = plan
        .settings
        .tenants
        .iter()
        .filter_map(|tenant| {
            kit.tenants
                .get(&tenant.id)
                .map(|kit| Arc::clone(&kit.tenant))
        })
        .collect();
    let (house, _actors) = House::start(Arc::new(kit))
        .await
        .map_err(|fault| RunFault::Actors(fault.to_string()))?;
    let (app_channel, tenant_channels) = tenants::channels(&shared);
    let open = Open::default();
    let front = Arc::new(Front {
        store: store.clone(),
        house: house.clone(),
        metrics,
        clock: plan.clock.clone(),
        app_channel,
        tenant_channels,
        api_token: plan.api_token.clone(),
        permits: Semaphore::new(server.requests_max),
        open: open.clone(),
    });
    let mut public_routes = http::public(
        Arc::clone(&front),
        server.body_bytes_max,
        server.body_timeout,
    );
    if plan.settings.sim.enabled
        && let Some(phone) = sandbox::routes(&keys, &shared, &public_routes, &plan.clock)
    {
        public_routes = public_routes.merge(phone);
    }
    let private_routes = http::private(front);
    let (asked, asked_to_stop) = watch::channel(false);
    let limits = ServerLimits {
        connections_max: server.connections_max,
        header_timeout: server.header_timeout,
        drain_timeout: plan.settings.shutdown.grace,
    };
    let serve = |listener, routes| {
        let mut stopped = asked_to_stop.clone();
        let wait = async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        tokio::spawn(http::serve(listener, routes, limits, wait))
    };
    let servers = match private {
        Some(listener) => vec![
            serve(public, public_routes),
            serve(listener, private_routes),
        ],
        None => vec![serve(public, public_routes.merge(private_routes))],
    };
    open.set(true);
    ready(listening);

    stop.await;
    open.set(false);
    asked.send_replace(true);
    for server in servers {
        let _ = server.await;
    }
    house.stop(plan.settings.shutdown.grace).await;
    // the last handle closes the books
    drop(store);
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener, RunFault> {
    TcpListener::bind(address)
        .await
        .map_err(|fault| RunFault::Listen(address, fault))
}

fn address(listener: &TcpListener) -> io::Result<SocketAddr> {
    listener.local_addr()
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

fn kit(
    plan: &Plan,
    store: Store,
    script: Arc<Script>,
    tenants: Vec<Tenant>,
) -> Result<(Kit, Metrics), RunFault> {
    let (clock, dice) = (plan.clock.clone(), machine::dice());
    let metrics = Metrics::new(build(), TENANT_LABELS_MAX);
    let threads = thread::available_parallelism()
        .map_or(2, usize::from)
        .max(2);
    let wire = Wire::new(WireSettings::default(), clock.clone(), dice.clone())?;
    let walls = tenants::Builder {
        settings: &plan.settings,
        script: &script,
        wire: &wire,
        metrics: &metrics,
        script_threads: threads,
    };
    let kit = Kit {
        tenants: walls.kits(tenants),
        store,
        clock,
        dice,
        metrics: metrics.clone(),
        scripts: ScriptPool::start(threads)?,
        suspects: Semaphore::new(1),
    };
    Ok((kit, metrics))
}

fn build() -> Build {
    Build {
        version: env!("CARGO_PKG_VERSION"),
        revision: "unknown",
        rustc: env!("CARGO_PKG_RUST_VERSION"),
    }
}
