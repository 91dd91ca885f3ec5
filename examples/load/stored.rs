//! Memory and start-up with many conversations: awake, and asleep on disk.

use std::error::Error;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::drive::{self, Line, Pace, Run};
use crate::rig::Rig;
use crate::subject::{Kind, Launch, Subject};

/// Connections over which the crowd writes.
const LINES: usize = 64;
/// A store with few conversations, to compare with.
const FEW: usize = 1_000;
const PATIENCE: Duration = Duration::from_secs(30);

/// One message of each of `count` customers, then the engine's memory.
pub async fn awake(
    rig: &Rig,
    launch: &Launch,
    provider: SocketAddr,
    count: usize,
) -> Result<(), Box<dyn Error>> {
    rig.reset(count);
    let subject = Subject::start(Kind::Engine, launch, provider).await?;
    let empty_mb = subject.memory_mb().unwrap_or_default();
    let per_second = greet(rig, &subject, count).await?;
    println!(
        "{count} conversations awake: {:.0} MB ({empty_mb:.0} MB before), written at {per_second:.0} messages/s",
        subject.memory_mb().unwrap_or_default()
    );
    Ok(())
}

/// Stores `count` conversations, restarts, and compares with a store of a few.
pub async fn sleeping(
    rig: &Rig,
    launch: &Launch,
    provider: SocketAddr,
    count: usize,
    measured: Duration,
) -> Result<(), Box<dyn Error>> {
    let few = asleep(rig, launch, provider, FEW, measured).await?;
    let many = asleep(rig, launch, provider, count, measured).await?;
    println!(
        "{count} stored against {FEW}: {:.2} of the messages/s, {:.2} x the ack p99",
        many.per_second / few.per_second,
        many.ack.p99 / few.ack.p99
    );
    Ok(())
}

async fn asleep(
    rig: &Rig,
    launch: &Launch,
    provider: SocketAddr,
    count: usize,
    measured: Duration,
) -> Result<Run, Box<dyn Error>> {
    rig.reset(count);
    let mut subject = Subject::start(Kind::Engine, launch, provider).await?;
    let per_second = greet(rig, &subject, count).await?;
    subject.restart().await?;
    let at_start_mb = subject.memory_mb().unwrap_or_default();
    Line::open(subject.address)
        .await?
        .post(rig, count / 2)
        .await?;
    let replied = rig
        .answered(count / 2, PATIENCE)
        .await
        .ok_or("no reply after the restart")?;
    println!(
        "{count} conversations stored at {per_second:.0} messages/s; restart to ready {:.0} ms, to first reply {:.0} ms; {at_start_mb:.0} MB",
        subject.ready_in.as_secs_f64() * 1e3,
        (replied - subject.started).as_secs_f64() * 1e3
    );
    let run = drive::run(rig, &subject, LINES, Pace::Closed, measured).await?;
    println!("{}", run.line());
    Ok(run)
}

/// Every customer writes once and is answered; messages a second.
async fn greet(rig: &Rig, subject: &Subject, count: usize) -> Result<f64, Box<dyn Error>> {
    let began = Instant::now();
    let lines = (0..LINES).map(|line| {
        let (rig, address) = (rig.clone(), subject.address);
        tokio::spawn(async move {
            let mut post = Line::open(address).await?;
            for customer in (line..count).step_by(LINES) {
                post.post(&rig, customer).await?;
                rig.answered(customer, PATIENCE)
                    .await
                    .ok_or_else(|| std::io::Error::other("a message was not answered"))?;
            }
            std::io::Result::Ok(())
        })
    });
    for line in lines.collect::<Vec<_>>() {
        line.await??;
    }
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let per_second = count as f64 / began.elapsed().as_secs_f64();
    Ok(per_second)
}
