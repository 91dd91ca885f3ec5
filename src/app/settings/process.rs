//! The settings of the process as a whole, one small struct per concern.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use crate::app::machine;
use crate::domain::{Clock, Phone};
use crate::flow::{Limits, TURNS_AN_HOUR};

use super::parse::{WebAddress, words};
use super::reader::Reader;

const SPAN_SHORT: &str = "a span between 100ms and 5m";

/// The front door.
#[derive(Debug, Clone)]
pub struct Server {
    pub listen: SocketAddr,
    /// When set, everything but webhooks and health moves here.
    pub private_listen: Option<SocketAddr>,
    /// How the world reaches this server; without a trailing slash.
    pub public_url: Option<String>,
    /// Largest webhook body; Meta sends up to 3 MB.
    pub body_bytes_max: usize,
    pub connections_max: usize,
    /// To read a request's head, and again to read its body.
    pub header_timeout: Duration,
    pub body_timeout: Duration,
    /// Requests being worked on at once; more are answered 503 with `Retry-After`.
    pub requests_max: usize,
    /// Bearer token for everything that is neither a webhook nor health.
    pub api_token: Option<SecretString>,
}

impl Server {
    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        Self {
            listen: from.or("server.listen", SocketAddr::from(([127, 0, 0, 1], 8080))),
            private_listen: from.optional("server.private_listen"),
            public_url: from
                .optional("server.public_url")
                .map(|WebAddress(url)| url),
            body_bytes_max: size(from.within(
                "server.body_bytes_max",
                4 << 20,
                (64 << 10)..=(64 << 20),
            )),
            connections_max: size(from.within("server.connections_max", 1024, 1..=100_000)),
            header_timeout: short(from, "server.header_timeout", 10),
            body_timeout: short(from, "server.body_timeout", 10),
            requests_max: size(from.within("server.requests_max", 2048, 1..=100_000)),
            api_token: from.secret("server.api_token"),
        }
    }
}

/// Where the books are.
#[derive(Debug, Clone)]
pub struct StorePlace {
    pub path: PathBuf,
    pub cache_bytes: u64,
    /// Refuse a directory that does not take the synchronous flag (tmpfs does not); otherwise
    /// a missing flag is a warning.
    pub require_sync_flag: bool,
}

impl StorePlace {
    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        Self {
            path: from.or("store.path", PathBuf::from("hiwar-store")),
            cache_bytes: from.within("store.cache_bytes", 32 << 20, (1 << 20)..=(64 << 30)),
            require_sync_flag: from.or("store.require_sync_flag", false),
        }
    }
}

/// Where flows are read from; the ones in the program when not set.
#[derive(Debug, Clone)]
pub struct Flows {
    pub path: Option<PathBuf>,
    /// Messages of one contact in an hour that are answered; 0: any number.
    pub turns_an_hour: u16,
}

impl Flows {
    /// What a turn may spend here.
    #[must_use]
    pub fn limits(&self, clock: Clock) -> Limits {
        Limits {
            turns_an_hour: self.turns_an_hour,
            ..machine::limits(clock)
        }
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        let most = u64::from(u16::MAX);
        let turns = from.within("flows.turns_an_hour", TURNS_AN_HOUR.into(), 0..=most);
        Self {
            path: from.optional("flows.path"),
            turns_an_hour: u16::try_from(turns).unwrap_or(TURNS_AN_HOUR),
        }
    }
}

/// Where wording is read from; the one in the program when not set.
#[derive(Debug, Clone)]
pub struct Locales {
    pub path: Option<PathBuf>,
}

impl Locales {
    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        Self {
            path: from.optional("locales.path"),
        }
    }
}

/// What leaves the house.
#[derive(Debug, Clone)]
pub struct Sending {
    /// Off: turns run, messages are recorded as suppressed.
    pub enabled: bool,
    /// Not empty: only these numbers are written to.
    pub pilot: BTreeSet<Phone>,
    /// How long a status may take to settle a send whose answer was lost.
    pub unknown_wait: Duration,
    /// For one send, from the first byte out to the last byte in.
    pub timeout: Duration,
    /// Messages a second of each number; with 0, only the provider's own word slows it.
    pub rate: Option<u32>,
    /// Keeps to WhatsApp's limit for one customer (one in six seconds, bursts of 45)
    /// instead of waiting to be told.
    pub pair_limit: bool,
}

impl Sending {
    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        Self {
            enabled: from.or("send.enabled", true),
            pilot: from.or("send.pilot", BTreeSet::new()),
            unknown_wait: from.checked(
                "send.unknown_wait",
                Duration::from_secs(15),
                "a span between 100ms and 2m",
                |span| (100..=120_000).contains(&span.as_millis()),
            ),
            timeout: short(from, "send.timeout", 10),
            rate: u32::try_from(from.within("send.rate", 0, 0..=1000))
                .ok()
                .filter(|rate| *rate > 0),
            pair_limit: from.or("send.pair_limit", false),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Log {
    /// A level, or directives such as `info,hiwar::wire=debug`.
    pub level: String,
    pub format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    Text,
    Json,
}

words!(LogFormat, "auto, text or json",
    "auto" => LogFormat::Auto, "text" => LogFormat::Text, "json" => LogFormat::Json);

impl Log {
    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        let allowed = "error, warn, info, debug or trace, or targets with these \
                       such as info,hiwar::wire=debug";
        Self {
            level: from.checked("log.level", "info".to_owned(), allowed, |text| {
                text.split(',').all(|part| {
                    let level = part.rsplit_once('=').map_or(part, |(_, level)| level);
                    matches!(
                        level.trim().to_ascii_lowercase().as_str(),
                        "off" | "error" | "warn" | "info" | "debug" | "trace"
                    )
                })
            }),
            format: from.or("log.format", LogFormat::Auto),
        }
    }
}

/// The simulator page and the sandbox phone.
#[derive(Debug, Clone)]
pub struct Sim {
    pub enabled: bool,
}

impl Sim {
    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        Self {
            enabled: from.or("sim.enabled", false),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Shutdown {
    /// For turns and sends under way; after it the process ends.
    pub grace: Duration,
}

impl Shutdown {
    pub(super) fn read(from: &mut Reader<'_>) -> Self {
        Self {
            grace: short(from, "shutdown.grace", 25),
        }
    }
}

fn short(from: &mut Reader<'_>, key: &str, default_s: u64) -> Duration {
    from.checked(key, Duration::from_secs(default_s), SPAN_SHORT, |span| {
        (100..=300_000).contains(&span.as_millis())
    })
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
