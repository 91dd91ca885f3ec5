//! Measures the engine against what the machine can do at all.
//!
//! ```text
//! cargo build --release --bins --examples
//! target/release/examples/load             # five rounds, then the table
//! target/release/examples/load --quick     # one short round
//! target/release/examples/load --awake 10000
//! target/release/examples/load --sleeping 1000000
//! target/release/examples/load --hostile   # one tenant's replies beside another's hostile scripts
//! ```
//!
//! Customers write signed, distinct messages over kept connections; a provider in this
//! process receives the replies. In the same rounds the same load meets three limits, each
//! a process like the engine: L1 verifies, parses and answers; L2 writes the body to disk
//! first, many with one `fdatasync`; L3 also drops repeats, looks up a state and posts one
//! reply. Everything runs on loopback, and every number is the median of the rounds.
#![expect(
    clippy::disallowed_methods,
    reason = "a measurement reads the real clock"
)]

mod drive;
#[path = "../../tests/it/stub/hook.rs"]
mod hook;
mod hostile;
mod limit;
mod provider;
mod report;
mod rig;
mod stored;
mod subject;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

use drive::{Pace, Run};
use report::Table;
use rig::Rig;
use subject::{Kind, Launch, Subject};

/// Load for `hiwar serve`, and the limits of this machine beside it.
#[derive(Parser, Clone)]
struct Options {
    /// Conversations at the same time, each waiting for its reply.
    #[arg(long, value_delimiter = ',', default_value = "1,64,1000")]
    conversations: Vec<usize>,
    /// Rounds; the table shows medians.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds measured in each run, after a short warm-up.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// One round of one second.
    #[arg(long)]
    quick: bool,
    /// Different customers who write.
    #[arg(long, default_value_t = 20_000)]
    customers: usize,
    /// What each customer writes, in turn.
    #[arg(
        long,
        value_delimiter = '|',
        default_value = "where is my order|cancel"
    )]
    chat: Vec<String>,
    /// Only the limits, without the engine.
    #[arg(long)]
    limits_only: bool,
    /// Only the engine, without the limits.
    #[arg(long)]
    engine_only: bool,
    /// The engine's binary; beside this program's folder when left out.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Adds NAME=VALUE to the engine's environment.
    #[arg(long = "env", value_name = "NAME=VALUE")]
    environment: Vec<String>,
    /// Uses an engine that runs already: host and port. Give it META_GRAPH_URL of
    /// --provider-port, META_APP_SECRET and WHATSAPP_PHONE_ID as printed.
    #[arg(long)]
    url: Option<std::net::SocketAddr>,
    /// Process id of that engine, for CPU and memory.
    #[arg(long, requires = "url")]
    pid: Option<u32>,
    /// Port of the provider in this process; any when left out.
    #[arg(long, default_value_t = 0)]
    provider_port: u16,
    /// Wakes that many conversations and shows the engine's memory.
    #[arg(long)]
    awake: Option<usize>,
    /// Stores that many conversations, restarts the engine, and shows time and memory.
    #[arg(long)]
    sleeping: Option<usize>,
    /// The latency of one tenant's replies, alone and beside a tenant of hostile scripts.
    #[arg(long, conflicts_with = "url")]
    hostile: bool,
    /// Only the latency of acknowledgements at this many messages a second.
    #[arg(long)]
    paced: Option<f64>,
    /// Serves as one of the limits; used by this program itself.
    #[arg(long, hide = true)]
    serve_limit: Option<Kind>,
    #[arg(long, hide = true, default_value_t = 0)]
    port: u16,
    #[arg(long, hide = true, default_value = "")]
    provider: String,
    #[arg(long, hide = true, default_value = ".")]
    folder: PathBuf,
}

impl Options {
    fn measured(&self) -> Duration {
        Duration::from_secs_f64(if self.quick { 1.0 } else { self.seconds })
    }

    fn rounds(&self) -> usize {
        if self.quick { 1 } else { self.rounds.max(1) }
    }

    fn kinds(&self) -> Vec<Kind> {
        if self.limits_only {
            vec![Kind::L1, Kind::L2, Kind::L3]
        } else if self.engine_only || self.url.is_some() {
            vec![Kind::Engine]
        } else {
            vec![Kind::L1, Kind::L2, Kind::L3, Kind::Engine]
        }
    }

    fn launch(&self) -> Launch {
        Launch {
            binary: self.binary.clone(),
            environment: self.environment.clone(),
            running: self.url.map(|address| (address, self.pid)),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    if let Some(kind) = options.serve_limit {
        return runtime.block_on(limit::serve(
            kind,
            options.port,
            &options.provider,
            &options.folder,
        ));
    }
    runtime.block_on(measure(options))
}

async fn measure(options: Options) -> Result<(), Box<dyn Error>> {
    let customers = options
        .awake
        .or(options.sleeping)
        .unwrap_or(options.customers);
    let rig = Rig::new(customers, &options.chat);
    let hostile = rig.other(hostile::NUMBER_ID, hostile::PREFIX, &hostile::chat());
    let rigs = vec![rig.clone(), hostile.clone()];
    let provider = provider::start(rigs, options.provider_port)?;
    if options.url.is_some() {
        println!(
            "provider at http://{provider}; number {}; secret {}",
            rig::NUMBER_ID,
            rig::APP_SECRET
        );
    }
    let launch = options.launch();
    if options.hostile {
        let length = (options.rounds(), options.measured());
        return hostile::compare((&rig, &hostile), &launch, provider, length).await;
    }
    if let Some(count) = options.awake {
        return stored::awake(&rig, &launch, provider, count).await;
    }
    if let Some(count) = options.sleeping {
        return stored::sleeping(&rig, &launch, provider, count, options.measured()).await;
    }
    println!("{}", report::COLUMNS);
    let mut table = Table::default();
    for round in 1..=options.rounds() {
        for &conversations in &options.conversations {
            if options.paced.is_some() {
                break;
            }
            for kind in options.kinds() {
                let run = closed_loop(&options, &rig, provider, kind, conversations).await?;
                println!("round {round}: {}", run.line());
                table.add(run);
            }
        }
        for (kind, rate) in paced_kinds(&options, &table) {
            let run = paced(&options, &rig, provider, kind, rate).await?;
            println!("round {round}: {}", run.line());
            table.add(run);
        }
    }
    println!("\n{table}");
    Ok(())
}

/// The engine at half of what it can do, and L2 at the same rate.
fn paced_kinds(options: &Options, table: &Table) -> Vec<(Kind, f64)> {
    let half = table.throughput(Kind::Engine, 64).map(|rate| rate / 2.0);
    let Some(rate) = options.paced.or(half) else {
        return Vec::new();
    };
    let kinds = options.kinds().into_iter();
    let measured = kinds.filter(|kind| matches!(kind, Kind::L2 | Kind::Engine));
    measured.map(|kind| (kind, rate)).collect()
}

async fn closed_loop(
    options: &Options,
    rig: &Rig,
    provider: std::net::SocketAddr,
    kind: Kind,
    conversations: usize,
) -> Result<Run, Box<dyn Error>> {
    let subject = Subject::start(kind, &options.launch(), provider).await?;
    drive::run(
        rig,
        &subject,
        conversations,
        Pace::Closed,
        options.measured(),
    )
    .await
}

async fn paced(
    options: &Options,
    rig: &Rig,
    provider: std::net::SocketAddr,
    kind: Kind,
    rate: f64,
) -> Result<Run, Box<dyn Error>> {
    let subject = Subject::start(kind, &options.launch(), provider).await?;
    drive::run(rig, &subject, 64, Pace::PerSecond(rate), options.measured()).await
}
