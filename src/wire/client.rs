//! The client that all lanes share, and how it is set up: no redirects, no proxy from the
//! environment, no decompression, connections kept and reused.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::dns::Resolve;
use reqwest::{Client, ClientBuilder, redirect};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::fence::{PublicNames, Reach, SystemNames};
use super::lane::{Lane, LaneSettings};
use crate::domain::{Clock, Dice};
use crate::telemetry::{LaneMetrics, field};

/// What an operator may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WireSettings {
    /// Name, connection and TLS together. Calls should be given more time than this, or
    /// one that never left counts as one whose answer was lost.
    pub connect_timeout: Duration,
    /// An idle connection is closed after this, before most servers would.
    pub idle_timeout: Duration,
    /// Idle connections kept to one host.
    pub idle_max: usize,
}

impl Default for WireSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(3),
            idle_timeout: Duration::from_secs(45),
            idle_max: 256,
        }
    }
}

/// The client could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum WireFault {
    #[error("set up the http client: {0}")]
    Client(#[from] reqwest::Error),
    #[error("set up tls: {0}")]
    Tls(#[from] rustls::Error),
}

/// Makes lanes. Clones share connections.
#[derive(Debug, Clone)]
pub struct Wire {
    anywhere: Client,
    /// A client of its own, so that no connection to a private address is ever reused by a
    /// lane that may not go there.
    pub(super) public: Client,
    clock: Clock,
    dice: Dice,
}

impl Wire {
    /// The first one takes some 20 ms, most of them for the root certificates, and may run
    /// on any thread beside other work.
    ///
    /// # Errors
    /// When the TLS back end cannot be set up.
    pub fn new(settings: WireSettings, clock: Clock, dice: Dice) -> Result<Self, WireFault> {
        Self::asking(PublicNames::of(SystemNames), settings, clock, dice)
    }

    /// With another source of names than the system for what tenants name.
    pub(super) fn asking(
        names: PublicNames<impl Resolve + 'static>,
        settings: WireSettings,
        clock: Clock,
        dice: Dice,
    ) -> Result<Self, WireFault> {
        let tls = tls()?;
        let client = || client(settings, tls.clone());
        let built = |builder: ClientBuilder| builder.build().map_err(WireFault::from);
        Ok(Self {
            anywhere: built(client())?,
            public: built(client().dns_resolver(names))?,
            clock,
            dice,
        })
    }

    /// A lane for one number or one operation; its limits and its breaker are its own.
    #[must_use]
    pub fn lane(&self, settings: LaneSettings, metrics: LaneMetrics) -> Lane {
        let client = match settings.reach {
            Reach::Anywhere => &self.anywhere,
            Reach::Public => &self.public,
        };
        Lane::new(
            settings,
            client.clone(),
            self.clock.clone(),
            self.dice.clone(),
            metrics,
        )
    }
}

fn client(settings: WireSettings, tls: ClientConfig) -> ClientBuilder {
    Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("hiwar/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .tcp_nodelay(true)
        .connect_timeout(settings.connect_timeout)
        .pool_idle_timeout(settings.idle_timeout)
        .pool_max_idle_per_host(settings.idle_max)
}

/// Reading the machine's root certificates takes some 20 ms, so it is done once.
fn tls() -> Result<ClientConfig, WireFault> {
    static TLS: OnceLock<ClientConfig> = OnceLock::new();
    if let Some(tls) = TLS.get() {
        return Ok(tls.clone());
    }
    let tls = build_tls()?;
    Ok(TLS.get_or_init(|| tls).clone())
}

/// A machine without root certificates can still be developed on: it trusts nobody.
fn build_tls() -> Result<ClientConfig, WireFault> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = || {
        ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
    };
    let trusting = match builder()?.with_platform_verifier() {
        Ok(trusting) => trusting,
        Err(fault) => {
            tracing::warn!(
                { field::ERROR } = %fault,
                "no root certificates: calls over https will fail"
            );
            builder()?.with_root_certificates(RootCertStore::empty())
        }
    };
    let mut tls = trusting.with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(tls)
}
