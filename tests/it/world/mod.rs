//! A world for one test: the real `hiwar serve` with its own store, a Cloud API and a
//! shop on loopback, and customers who write to it.
//!
//! When a world ends, nothing may be left over: an empty inbox and outbox, no dead
//! letters, nothing that Meta would have refused, nobody's number or words in the log.

mod customer;
pub mod door;
mod engine;
pub mod folder;
mod schema;
mod traces;

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

pub use customer::{Customer, choices, is_arabic};
use door::{Answer, Door};
use engine::Engine;
pub use engine::{Ran, free_address};
pub use schema::{fixtures, vectors};
use traces::Traces;

use crate::stub::hook::{Signer, as_meta_writes};
use crate::stub::{Cloud, Shop};

pub const NUMBER_ID: &str = "106540352242922";
/// A number of another business, where there are two.
pub const OTHER_NUMBER_ID: &str = "106540352242923";
pub const TOKEN: &str = "EAAtest0token0of0the0stub0cloud0api";
pub const APP_SECRET: &str = "0123456789abcdef0123456789abcdef";
pub const VERIFY_TOKEN: &str = "verify-me-with-a-long-enough-token";

const SETTLED_WITHIN: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(10);

pub struct World {
    pub cloud: Cloud,
    pub shop: Option<Shop>,
    pub door: Door,
    engine: Mutex<Option<Engine>>,
    environment: Mutex<BTreeMap<String, String>>,
    home: TempDir,
    signer: Signer,
    read: Mutex<BTreeMap<String, usize>>,
    traces: Mutex<Traces>,
    leftovers_expected: AtomicBool,
}

/// A world to be.
pub struct Plan {
    settings: Vec<(String, String)>,
    shop: Option<Shop>,
}

impl Plan {
    /// Adds or replaces a variable of the engine's environment.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Gives the tenant a shop of its own instead of the demo shop.
    #[must_use]
    pub fn shop(mut self) -> Self {
        self.shop = Some(Shop::start());
        self
    }

    /// Starts the engine and waits until it is ready.
    pub fn open(self) -> World {
        let cloud = Cloud::start();
        let address = free_address();
        cloud.reports_to(address);
        let home = tempfile::tempdir().expect("a temporary folder");
        let mut environment = environment(&cloud, address, &home);
        if let Some(shop) = &self.shop {
            environment.insert("SHOP_API_URL".into(), shop.url());
        }
        environment.extend(self.settings);
        let mut traces = Traces::default();
        for secret in [TOKEN, APP_SECRET, VERIFY_TOKEN] {
            traces.secret(secret);
        }
        let world = World {
            cloud,
            shop: self.shop,
            door: Door(address),
            engine: Mutex::new(None),
            environment: Mutex::new(environment),
            home,
            signer: Signer::new(APP_SECRET),
            read: Mutex::default(),
            traces: Mutex::new(traces),
            leftovers_expected: AtomicBool::new(false),
        };
        world.start();
        world
    }
}

fn environment(cloud: &Cloud, address: SocketAddr, home: &TempDir) -> BTreeMap<String, String> {
    let store = home.path().join("store").to_string_lossy().into_owned();
    [
        ("WHATSAPP_PROVIDER", "meta"),
        ("WHATSAPP_PHONE_ID", NUMBER_ID),
        ("WHATSAPP_TOKEN", TOKEN),
        ("WHATSAPP_VERIFY_TOKEN", VERIFY_TOKEN),
        ("META_APP_SECRET", APP_SECRET),
        ("META_GRAPH_URL", &cloud.url()),
        ("WHATSAPP_SEND_ENABLED", "1"),
        ("HIWAR_SERVER__LISTEN", &address.to_string()),
        ("HIWAR_STORE__PATH", &store),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

impl World {
    /// A world with the demo shop and a provider that behaves.
    pub fn open() -> Self {
        Self::plan().open()
    }

    pub fn plan() -> Plan {
        Plan {
            settings: Vec::new(),
            shop: None,
        }
    }

    /// The customer with this number: `+` and digits.
    pub fn customer<'w>(&'w self, phone: &'w str) -> Customer<'w> {
        Customer { world: self, phone }
    }

    /// Posts a webhook body with its right signature.
    pub fn hook(&self, body: &[u8]) -> Option<Answer> {
        self.hook_signed(body, Some(&self.signer.sign(body)))
    }

    /// The same from JSON, escaped as Meta escapes.
    pub fn hook_json(&self, body: &Value) -> Option<Answer> {
        self.hook(as_meta_writes(&body.to_string()).as_bytes())
    }

    /// Posts a webhook body under any signature, or none.
    pub fn hook_signed(&self, body: &[u8], signature: Option<&str>) -> Option<Answer> {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(signature.map(|signature| ("x-hub-signature-256", signature)));
        self.door
            .ask("POST", "/webhook/whatsapp", &headers, body)
            .ok()
    }

    /// Ends the engine as a power cut would.
    pub fn kill(&self) {
        if let Some(engine) = self.engine().take() {
            engine.kill();
        }
    }

    /// Starts the engine that was killed or stopped, on the same store and port.
    pub fn start(&self) {
        let status = self.try_start();
        assert!(
            status.is_ok(),
            "ended with {status:?}:\n{}",
            self.last_words()
        );
    }

    /// Starts the engine; an error when it ends before it is ready.
    pub fn try_start(&self) -> Result<(), std::process::ExitStatus> {
        let environment = self.environment.lock().unwrap().clone();
        let mut engine = Engine::start(&environment, self.door.0, &self.log_path());
        engine.ready()?;
        *self.engine() = Some(engine);
        Ok(())
    }

    /// Runs a command with the engine's environment, beside it or after it.
    pub fn command(&self, words: &[&str]) -> Ran {
        engine::run(words, &self.environment.lock().unwrap())
    }

    /// Starts another engine on the same store and another port; how it ends.
    pub fn second_process(&self) -> std::process::ExitStatus {
        let address = free_address();
        let mut environment = self.environment.lock().unwrap().clone();
        environment.insert("HIWAR_SERVER__LISTEN".into(), address.to_string());
        let mut second = Engine::start(&environment, address, &self.log_path());
        second.ready().expect_err("a second process on one store")
    }

    pub fn restart(&self) {
        self.kill();
        self.start();
    }

    /// Asks the engine to stop; it must end in time and call that a success.
    pub fn stop(&self) {
        let engine = self.engine().take().expect("a running engine");
        let status = engine.stop();
        assert!(status.success(), "{status}:\n{}", self.last_words());
    }

    /// Asks the engine to read its flows again.
    pub fn hangs_up(&self) {
        self.engine().as_ref().expect("a running engine").hang_up();
    }

    /// Waits until the engine ends by itself.
    pub fn falls(&self, within: Duration) -> bool {
        let fell = self
            .engine()
            .as_mut()
            .is_none_or(|engine| engine.ended(within).is_some());
        if fell {
            self.kill();
        }
        fell
    }

    /// Changes the environment of the next start; `None` takes the variable away.
    pub fn set(&self, name: &str, value: Option<&str>) {
        let mut environment = self.environment.lock().unwrap();
        match value {
            Some(value) => environment.insert(name.into(), value.into()),
            None => environment.remove(name),
        };
    }

    /// `/queue/health` as JSON.
    pub fn health(&self) -> Value {
        let answer = self.door.get("/queue/health").expect("an answer");
        answer.json()
    }

    /// Waits until everything that was admitted is handled and everything said is sent.
    pub fn settles(&self) -> Value {
        let started = Instant::now();
        loop {
            let health = self.health();
            if health["inbox"]["rows"] == 0 && health["outbox"]["rows"] == 0 {
                return health;
            }
            assert!(
                started.elapsed() < SETTLED_WITHIN,
                "not settled in {SETTLED_WITHIN:?}: {health}\n{}",
                self.last_words()
            );
            thread::sleep(PAUSE);
        }
    }

    /// This world may end with rows, dead letters or quarantined elements left over.
    pub fn may_leave_something_over(&self) {
        self.leftovers_expected.store(true, Ordering::Relaxed);
    }

    /// Everything the engine printed so far.
    pub fn log(&self) -> String {
        let bytes = fs::read(self.log_path()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The end of the log, for a failure's message.
    pub fn last_words(&self) -> String {
        let log = self.log();
        let lines: Vec<_> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    fn log_path(&self) -> PathBuf {
        self.home.path().join("log")
    }

    fn engine(&self) -> MutexGuard<'_, Option<Engine>> {
        self.engine.lock().unwrap()
    }

    fn keep_secret(&self, phone: &str, text: &str) {
        let mut traces = self.traces.lock().unwrap();
        traces.phone(phone);
        traces.text(text);
    }

    fn read_so_far(&self, phone: &str) -> usize {
        self.read.lock().unwrap().get(phone).copied().unwrap_or(0)
    }

    fn has_read(&self, phone: &str, count: usize) {
        self.read.lock().unwrap().insert(phone.into(), count);
    }

    fn check_nothing_is_left_over(&self) {
        let running = self.engine().is_some();
        if running && !self.leftovers_expected.load(Ordering::Relaxed) {
            let health = self.settles();
            for key in ["dead_letters", "quarantined"] {
                assert_eq!(health[key], 0, "{key} left over: {health}");
            }
        }
        let faults = self.cloud.faults();
        assert!(faults.is_empty(), "Meta would refuse: {faults:#?}");
        for call in self.cloud.calls() {
            schema::check(&call.body);
        }
        let log = self.log();
        let told = self.traces.lock().unwrap().found_in(&log);
        assert!(told.is_empty(), "the log tells on people: {told:#?}");
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.check_nothing_is_left_over();
        }
    }
}

/// An id as Meta would give it, never the same twice.
pub fn message_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("wamid.TEST{}X{next}", std::process::id())
}

/// Seconds since 1970.
pub fn now_s() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.expect("a clock after 1970").as_secs()
}
