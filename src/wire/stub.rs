//! For tests: another side on loopback that behaves as told, and misbehaves as told.
//! Written on bare sockets, because a well-made server cannot be rude enough.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{BreakerSettings, Lane, LaneSettings, Rate, Reach, Wire, WireSettings};
use crate::domain::{Clock, Dice, HttpCall, Method, TenantId, Timestamp};
use crate::telemetry::{Build, Metrics, Peer, Task};

/// What the stub does with one request. The last one is repeated for ever.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Reply(u16, &'static str, String),
    /// The same with bytes that are no text.
    Packed(&'static str, &'static [u8]),
    /// Answers well, then closes although it promised to keep the connection.
    ReplyThenClose(String),
    /// Reads the request and closes without a word.
    Close,
    /// Reads the request and never answers.
    Hang,
    /// One byte every 20 ms, for ever.
    Drip,
    /// Promises a body of this length in its head, or sends it in chunks without a promise.
    Huge {
        bytes: usize,
        told: bool,
    },
    /// Half a body, then closes.
    Half,
}

/// One request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) body: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Stub(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    port: u16,
    acts: Mutex<VecDeque<Act>>,
    seen: Mutex<Vec<Seen>>,
    connections: AtomicUsize,
}

impl Stub {
    pub(crate) async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        Self::start_at("127.0.0.1:0", acts).await
    }

    pub(crate) async fn start_at(address: &str, acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind(address).await.expect("a port");
        let stub = Self(Arc::new(Inner {
            port: listener.local_addr().expect("an address").port(),
            acts: Mutex::new(acts.into_iter().collect()),
            seen: Mutex::default(),
            connections: AtomicUsize::new(0),
        }));
        let inner = stub.0.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                inner.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(inner.clone(), stream));
            }
        });
        stub
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.0.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.port
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.0.seen.lock().expect("whole").clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.0.connections.load(Ordering::SeqCst)
    }
}

async fn serve(inner: Arc<Inner>, mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await {
        inner.seen.lock().expect("whole").push(request);
        let act = {
            let mut acts = inner.acts.lock().expect("whole");
            let next = if acts.len() > 1 {
                acts.pop_front()
            } else {
                acts.front().cloned()
            };
            next.expect("an act")
        };
        if !perform(&mut stream, act).await {
            return;
        }
    }
}

/// Returns whether the connection goes on.
async fn perform(stream: &mut TcpStream, act: Act) -> bool {
    match act {
        Act::Reply(status, headers, body) => stream
            .write_all(&answer(status, headers, &body))
            .await
            .is_ok(),
        Act::Packed(headers, body) => {
            let length = body.len();
            let head = format!("HTTP/1.1 200 X\r\n{headers}content-length: {length}\r\n\r\n");
            let whole = [head.as_bytes(), body].concat();
            stream.write_all(&whole).await.is_ok()
        }
        Act::ReplyThenClose(body) => {
            let _ = stream.write_all(&answer(200, "", &body)).await;
            false
        }
        Act::Close => false,
        Act::Hang => std::future::pending().await,
        Act::Drip => {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n";
            let mut alive = stream.write_all(head.as_bytes()).await.is_ok();
            while alive {
                tokio::time::sleep(Duration::from_millis(20)).await;
                alive = stream.write_all(b"x").await.is_ok();
            }
            false
        }
        Act::Huge { bytes, told: true } => {
            let body = "x".repeat(bytes);
            stream.write_all(&answer(200, "", &body)).await.is_ok()
        }
        Act::Huge { bytes, told: false } => {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            let mut alive = stream.write_all(head.as_bytes()).await.is_ok();
            for _ in 0..bytes.div_ceil(1000) {
                let chunk = format!("3e8\r\n{}\r\n", "x".repeat(1000));
                alive = alive && stream.write_all(chunk.as_bytes()).await.is_ok();
            }
            alive && stream.write_all(b"0\r\n\r\n").await.is_ok()
        }
        Act::Half => {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf";
            let _ = stream.write_all(head.as_bytes()).await;
            false
        }
    }
}

fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\n\r\n{body}").into_bytes()
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Seen> {
    loop {
        if buffer.first() == Some(&0x16) {
            // Somebody wants TLS.
            return None;
        }
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
            let length = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .map_or(0, |(_, length)| length.parse().expect("a length"));
            if buffer.len() >= end + 4 + length {
                let body = buffer[end + 4..end + 4 + length].to_vec();
                buffer.drain(..end + 4 + length);
                let body = String::from_utf8(body).expect("text");
                return Some(Seen { head, body });
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hand(Arc<AtomicU64>);

impl Hand {
    pub(crate) fn forward(&self, span: Duration) {
        let ms = u64::try_from(span.as_millis()).expect("small");
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn clock(&self) -> Clock {
        let (wall, ticks) = (self.0.clone(), self.0.clone());
        // 2026-11-20T09:00:00Z
        let start = 1_795_165_200_000;
        let moved = |of: &AtomicU64| i64::try_from(of.load(Ordering::SeqCst)).expect("small");
        Clock::new(
            move || Timestamp(start + moved(&wall)),
            move || Duration::from_millis(ticks.load(Ordering::SeqCst)),
        )
    }
}

pub(crate) fn dice() -> Dice {
    Dice::new(|| 0.0)
}

pub(crate) fn metrics() -> Metrics {
    let build = Build {
        version: "0",
        revision: "0",
        rustc: "0",
    };
    Metrics::new(build, 10)
}

/// A lane that may go anywhere and has WhatsApp's limits.
pub(crate) fn lane(hand: &Hand, reach: Reach) -> Lane {
    lane_counted(hand, reach, &metrics())
}

pub(crate) fn lane_counted(hand: &Hand, reach: Reach, metrics: &Metrics) -> Lane {
    lane_of(hand, settings(reach), metrics)
}

pub(crate) fn settings(reach: Reach) -> LaneSettings {
    LaneSettings {
        name: "106540352242922".into(),
        reach,
        rate: Some(Rate::WHATSAPP_NUMBER),
        pair: Some(Rate::WHATSAPP_PAIR),
        breaker: BreakerSettings::default(),
    }
}

pub(crate) fn lane_of(hand: &Hand, settings: LaneSettings, metrics: &Metrics) -> Lane {
    let wire = Wire::new(WireSettings::default(), hand.clock(), dice()).expect("a client");
    lane_on(&wire, settings, metrics)
}

pub(crate) fn lane_on(wire: &Wire, settings: LaneSettings, metrics: &Metrics) -> Lane {
    let tenant = TenantId::parse("acme").expect("a tenant");
    let metrics = metrics.lane(&tenant, Peer::Meta, Task::Send, &settings.name);
    wire.lane(settings, metrics)
}

pub(crate) fn post(url: String, body: &str) -> HttpCall {
    HttpCall {
        method: Method::Post,
        url,
        headers: vec![("authorization".into(), "Bearer t0ken".into())],
        body: body.into(),
        timeout: Duration::from_secs(5),
        reply_bytes_max: 64 * 1024,
        repeatable: false,
    }
}
