//! Customers who write, and what they measured.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::report::Spread;
use crate::rig::Rig;
use crate::subject::{Kind, Subject};

const WARM_UP: Duration = Duration::from_millis(500);
/// A reply that takes longer is counted as missing.
const PATIENCE: Duration = Duration::from_secs(20);
/// Answers of a webhook are short.
const ANSWER_BYTES_MAX: usize = 16 * 1024;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// Each conversation writes when it has its answer.
    Closed,
    /// All together write at this rate, whatever the answers do.
    PerSecond(f64),
}

/// One run against one subject.
#[derive(Debug, Clone)]
pub struct Run {
    pub kind: Kind,
    pub conversations: usize,
    pub pace: Pace,
    pub per_second: f64,
    pub ack: Spread,
    pub reply: Spread,
    pub processor_us: f64,
    pub memory_mb: f64,
    pub ready_ms: f64,
    /// Acknowledged messages whose reply did not come, and replies too many.
    pub missing: u64,
    pub extra: u64,
}

/// One message's times.
struct Exchange {
    began: Instant,
    acknowledged: Instant,
    /// When the exchange was over: at the reply, or at the acknowledgement when none is due.
    over: Instant,
}

struct Job {
    rig: Rig,
    kind: Kind,
    pace: Pace,
    conversations: usize,
    began: Instant,
    stop: Arc<AtomicBool>,
}

pub async fn run(
    rig: &Rig,
    subject: &Subject,
    conversations: usize,
    pace: Pace,
    measured: Duration,
) -> Result<Run, Box<dyn Error>> {
    let stop = Arc::new(AtomicBool::new(false));
    let jobs = begin(rig, subject, conversations, pace, &stop).await?;
    tokio::time::sleep(WARM_UP).await;
    let (from, processor) = (Instant::now(), subject.processor_time());
    tokio::time::sleep(measured).await;
    let (to, processor_after) = (Instant::now(), subject.processor_time());
    let memory_mb = subject.memory_mb().unwrap_or_default();
    stop.store(true, Ordering::Release);
    let mut exchanges = Vec::new();
    for job in jobs {
        exchanges.extend(job.await??);
    }
    let (missing, extra) = accounts(rig, subject.kind).await;
    exchanges.retain(|exchange| exchange.over >= from && exchange.over < to);
    let used = processor_after
        .unwrap_or_default()
        .saturating_sub(processor.unwrap_or_default());
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of a run are far below 2^52"
    )]
    let count = exchanges.len().max(1) as f64;
    Ok(Run {
        kind: subject.kind,
        conversations,
        pace,
        per_second: count / (to - from).as_secs_f64(),
        ack: Spread::of(
            exchanges
                .iter()
                .map(|at| micros(at.acknowledged - at.began)),
        ),
        reply: Spread::of(exchanges.iter().map(|at| micros(at.over - at.began))),
        processor_us: micros(used) / count,
        memory_mb,
        ready_ms: micros(subject.ready_in) / 1e3,
        missing,
        extra,
    })
}

/// Connects every conversation, then lets all of them begin.
async fn begin(
    rig: &Rig,
    subject: &Subject,
    conversations: usize,
    pace: Pace,
    stop: &Arc<AtomicBool>,
) -> io::Result<Vec<JoinHandle<io::Result<Vec<Exchange>>>>> {
    rig.reset(rig.active());
    let conversations = conversations.clamp(1, rig.active());
    let mut lines = Vec::with_capacity(conversations);
    for _ in 0..conversations {
        lines.push(Line::open(subject.address).await?);
    }
    let began = Instant::now();
    Ok((0..)
        .zip(lines)
        .map(|(slot, line)| {
            let job = Job {
                rig: rig.clone(),
                kind: subject.kind,
                pace,
                conversations,
                began,
                stop: stop.clone(),
            };
            tokio::spawn(job.work(slot, line))
        })
        .collect())
}

fn micros(span: Duration) -> f64 {
    span.as_secs_f64() * 1e6
}

/// Waits for the last replies, then compares messages with replies.
async fn accounts(rig: &Rig, kind: Kind) -> (u64, u64) {
    if !kind.replies() {
        return (0, 0);
    }
    let asked = Instant::now();
    loop {
        let (written, replies) = rig.totals();
        if written <= replies || asked.elapsed() > PATIENCE {
            return (
                written.saturating_sub(replies),
                replies.saturating_sub(written),
            );
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

impl Job {
    async fn work(self, slot: usize, mut line: Line) -> io::Result<Vec<Exchange>> {
        let mut exchanges = Vec::new();
        let mut sent = 0_u32;
        while !self.stop.load(Ordering::Acquire) {
            let due = self.due(slot, sent);
            let waits = tokio::time::Instant::from_std(due) > tokio::time::Instant::now();
            if waits {
                tokio::time::sleep_until(due.into()).await;
            }
            // A free customer's late timer is not the subject's fault; a busy line is.
            let began = if waits || self.pace == Pace::Closed {
                Instant::now()
            } else {
                due
            };
            let customer = self.customer(slot, sent);
            let acknowledged = line.post(&self.rig, customer).await?;
            let waits_for_reply = self.kind.replies() && self.pace == Pace::Closed;
            let over = if waits_for_reply {
                match self.rig.answered(customer, PATIENCE).await {
                    Some(replied) => replied,
                    None => break, // counted as missing
                }
            } else {
                acknowledged
            };
            exchanges.push(Exchange {
                began,
                acknowledged,
                over: over.max(began),
            });
            sent += 1;
        }
        Ok(exchanges)
    }

    /// Two messages, then it is the next customer's turn. No two slots share a customer.
    fn customer(&self, slot: usize, sent: u32) -> usize {
        let visits = usize::try_from(sent / 2).unwrap_or(0);
        let hers = (self.rig.active() / self.conversations).max(1);
        slot + (visits % hers) * self.conversations
    }

    fn due(&self, slot: usize, sent: u32) -> Instant {
        match self.pace {
            Pace::Closed => self.began,
            Pace::PerSecond(rate) => {
                #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
                let (slot, slots) = (slot as f64, self.conversations as f64);
                let turn = f64::from(sent) + slot / slots;
                self.began + Duration::from_secs_f64(turn * slots / rate)
            }
        }
    }
}

/// One kept connection.
pub struct Line {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Line {
    pub async fn open(address: std::net::SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            request: Vec::new(),
            answer: Vec::new(),
        })
    }

    /// Brings the customer's next message; when it was acknowledged.
    pub async fn post(&mut self, rig: &Rig, customer: usize) -> io::Result<Instant> {
        rig.write(customer, &mut self.request);
        self.stream.write_all(&self.request).await?;
        self.answer.clear();
        while !is_whole(&self.answer) {
            if self.stream.read_buf(&mut self.answer).await? == 0
                || self.answer.len() > ANSWER_BYTES_MAX
            {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        if self.answer.starts_with(b"HTTP/1.1 200") {
            Ok(Instant::now())
        } else {
            let said = String::from_utf8_lossy(&self.answer);
            Err(io::Error::other(format!(
                "not acknowledged: {}",
                said.lines().next().unwrap_or_default()
            )))
        }
    }
}

fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head
        .split("content-length:")
        .nth(1)
        .and_then(|rest| rest.lines().next());
    let length: usize = length
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0);
    answer.len() >= end + 4 + length
}
