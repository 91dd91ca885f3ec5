//! What the customers, the provider and the measurement share: who is who, and when the
//! last reply to each customer came.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Notify;

use crate::hook::{Signer, Text};

pub const NUMBER_ID: &str = "106540352242922";
pub const APP_SECRET: &str = "0123456789abcdef0123456789abcdef";
pub const TOKEN: &str = "EAAload0token0of0the0stub0cloud0api";
pub const VERIFY_TOKEN: &str = "verify-me-with-a-long-enough-token";
/// Customers are `+9665` and eight digits.
const PREFIX: &str = "9665";

#[derive(Clone)]
pub struct Rig(Arc<Inner>);

struct Inner {
    /// The business number they write to, and how theirs begin.
    number_id: String,
    prefix: String,
    customers: Vec<Customer>,
    /// How many of them take part.
    active: AtomicUsize,
    chat: Vec<String>,
    signer: Signer,
    epoch: Instant,
    /// Part of every message id, so that no two runs of this program share one.
    run: u64,
    next_id: AtomicU64,
}

#[derive(Default)]
pub struct Customer {
    /// Messages she wrote, replies she got.
    pub written: AtomicU64,
    pub replies: AtomicU64,
    /// Of her last reply, in nanoseconds since the rig's epoch.
    replied_ns: AtomicU64,
    replied: Notify,
}

impl Rig {
    pub fn new(customers: usize, chat: &[String]) -> Self {
        Self::at(NUMBER_ID, PREFIX, customers, chat)
    }

    /// As many customers of another business, whose numbers begin otherwise.
    pub fn other(&self, number_id: &str, prefix: &str, chat: &[String]) -> Self {
        Self::at(number_id, prefix, self.0.customers.len(), chat)
    }

    fn at(number_id: &str, prefix: &str, customers: usize, chat: &[String]) -> Self {
        let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Self(Arc::new(Inner {
            number_id: number_id.into(),
            prefix: prefix.into(),
            customers: (0..customers.max(1)).map(|_| Customer::default()).collect(),
            active: AtomicUsize::new(customers.max(1)),
            chat: chat.to_vec(),
            signer: Signer::new(APP_SECRET),
            epoch: Instant::now(),
            run: unix.map_or(0, |since| since.as_secs()),
            next_id: AtomicU64::new(0),
        }))
    }

    /// How many customers take part.
    pub fn active(&self) -> usize {
        self.0.active.load(Ordering::Relaxed)
    }

    pub fn customer(&self, number: usize) -> &Customer {
        &self.0.customers[number % self.active()]
    }

    /// The next message of a customer, as a whole signed HTTP request in `into`.
    pub fn write(&self, number: usize, into: &mut Vec<u8>) {
        use std::io::Write;
        let number = number % self.active();
        let turn = self
            .customer(number)
            .written
            .fetch_add(1, Ordering::Relaxed);
        let lines = &self.0.chat;
        let line = usize::try_from(turn % lines.len() as u64).unwrap_or(0);
        let id = self.0.next_id.fetch_add(1, Ordering::Relaxed);
        let text = Text {
            number_id: &self.0.number_id,
            from: &format!("{}{number:08}", self.0.prefix),
            id: &format!("wamid.LOAD{}X{}X{id}", self.0.run, self.0.prefix),
            at_s: self.0.run + self.0.epoch.elapsed().as_secs(),
            words: &lines[line],
        };
        let body = text.body();
        let signature = self.0.signer.sign(body.as_bytes());
        into.clear();
        write!(
            into,
            "POST /webhook/whatsapp HTTP/1.1\r\nhost: load\r\ncontent-type: application/json\r\nx-hub-signature-256: {signature}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("a Vec takes everything");
    }

    /// The provider received a reply to `phone` (`+` and digits).
    pub fn replied(&self, phone: &str) {
        let number = phone
            .strip_prefix('+')
            .and_then(|digits| digits.strip_prefix(self.0.prefix.as_str()));
        let Some(number) = number.and_then(|number| number.parse::<usize>().ok()) else {
            return;
        };
        let Some(customer) = self.0.customers.get(number) else {
            return;
        };
        let now_ns = u64::try_from(self.0.epoch.elapsed().as_nanos()).unwrap_or(u64::MAX);
        customer.replied_ns.store(now_ns, Ordering::Release);
        customer.replies.fetch_add(1, Ordering::AcqRel);
        customer.replied.notify_one();
    }

    /// Waits until a customer has as many replies as she wrote messages, and says when
    /// the last one came; `None` when that takes too long.
    pub async fn answered(&self, number: usize, patience: Duration) -> Option<Instant> {
        let customer = self.customer(number);
        let all = async {
            while customer.replies.load(Ordering::Acquire)
                < customer.written.load(Ordering::Acquire)
            {
                customer.replied.notified().await;
            }
        };
        tokio::time::timeout(patience, all).await.ok()?;
        let replied = Duration::from_nanos(customer.replied_ns.load(Ordering::Acquire));
        Some(self.0.epoch + replied)
    }

    /// Forgets who wrote what, and lets the first `active` customers take part.
    pub fn reset(&self, active: usize) {
        let active = active.clamp(1, self.0.customers.len());
        self.0.active.store(active, Ordering::Relaxed);
        for customer in &self.0.customers {
            customer.written.store(0, Ordering::Relaxed);
            customer.replies.store(0, Ordering::Relaxed);
        }
    }

    /// Messages written and replies received by all customers.
    pub fn totals(&self) -> (u64, u64) {
        let sum = |of: fn(&Customer) -> &AtomicU64| {
            let customers = self.0.customers.iter();
            customers
                .map(|customer| of(customer).load(Ordering::Acquire))
                .sum()
        };
        (
            sum(|customer| &customer.written),
            sum(|customer| &customer.replies),
        )
    }
}
