//! What is measured: a limit or the engine, each as a process of its own with a new
//! folder, so that its processor time and memory are its own.

use std::error::Error;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::rig::{APP_SECRET, NUMBER_ID, TOKEN, VERIFY_TOKEN};

const READY_WITHIN: Duration = Duration::from_secs(120);
const STOPPED_WITHIN: Duration = Duration::from_secs(60);
/// Linux counts processor time for user space in hundredths of a second.
const TICKS_PER_S: f64 = 100.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    L1,
    L2,
    L3,
    Engine,
}

impl Kind {
    pub fn replies(self) -> bool {
        matches!(self, Self::L3 | Self::Engine)
    }
}

/// How the engine is found.
#[derive(Clone)]
pub struct Launch {
    pub binary: Option<PathBuf>,
    pub environment: Vec<String>,
    /// An engine that runs already, and its process id when known.
    pub running: Option<(SocketAddr, Option<u32>)>,
}

pub struct Subject {
    pub kind: Kind,
    pub address: SocketAddr,
    /// From the start of the process to its first `/readyz` of 200.
    pub ready_in: Duration,
    pub started: Instant,
    pid: Option<u32>,
    child: Option<Child>,
    folder: TempDir,
    launch: Launch,
    provider: SocketAddr,
}

impl Subject {
    pub async fn start(
        kind: Kind,
        launch: &Launch,
        provider: SocketAddr,
    ) -> Result<Self, Box<dyn Error>> {
        // beside the program, not in /tmp, which may be memory
        let here = std::env::current_exe()?;
        let folder = tempfile::tempdir_in(here.parent().ok_or("no folder of this program")?)?;
        let mut subject = Self {
            kind,
            address: launch
                .running
                .map_or(free_address()?, |(address, _)| address),
            ready_in: Duration::ZERO,
            started: Instant::now(),
            pid: launch.running.and_then(|(_, pid)| pid),
            child: None,
            folder,
            launch: launch.clone(),
            provider,
        };
        subject.begin().await?;
        Ok(subject)
    }

    /// Ends the process politely and starts it again on the same folder.
    pub async fn restart(&mut self) -> Result<(), Box<dyn Error>> {
        self.stop().await?;
        self.begin().await
    }

    async fn begin(&mut self) -> Result<(), Box<dyn Error>> {
        self.started = Instant::now();
        if self.launch.running.is_none() {
            let child = self.command()?.stdin(Stdio::null()).spawn()?;
            self.pid = Some(child.id());
            self.child = Some(child);
        }
        while !is_ready(self.address).await {
            if let Some(status) = self
                .child
                .as_mut()
                .map(Child::try_wait)
                .transpose()?
                .flatten()
            {
                return Err(
                    format!("{:?} ended with {status} before it was ready", self.kind).into(),
                );
            }
            if self.started.elapsed() > READY_WITHIN {
                return Err(format!("{:?} is not ready", self.kind).into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        self.ready_in = self.started.elapsed();
        Ok(())
    }

    fn command(&self) -> Result<Command, Box<dyn Error>> {
        let here = std::env::current_exe()?;
        let provider = format!("http://{}", self.provider);
        if self.kind != Kind::Engine {
            let mut command = Command::new(&here);
            let name = format!("{:?}", self.kind).to_lowercase();
            command.args(["--serve-limit", &name, "--provider", &provider]);
            command.args(["--port", &self.address.port().to_string()]);
            command.arg("--folder").arg(self.folder.path());
            return Ok(command);
        }
        let beside = here
            .parent()
            .and_then(|folder| folder.parent())
            .map(|folder| folder.join("hiwar"));
        let binary = self.launch.binary.clone().or(beside).unwrap_or_default();
        if !binary.is_file() {
            let hint = "build it with `cargo build --release --bins --examples`";
            return Err(format!("no engine at {}; {hint}", binary.display()).into());
        }
        let mut command = Command::new(binary);
        command
            .arg("serve")
            .env_clear()
            .envs([
                ("WHATSAPP_PROVIDER", "meta"),
                ("WHATSAPP_PHONE_ID", NUMBER_ID),
                ("WHATSAPP_TOKEN", TOKEN),
                ("WHATSAPP_VERIFY_TOKEN", VERIFY_TOKEN),
                ("META_APP_SECRET", APP_SECRET),
                ("META_GRAPH_URL", &provider),
                ("WHATSAPP_SEND_ENABLED", "1"),
                ("HIWAR_SERVER__LISTEN", &self.address.to_string()),
            ])
            .env("HIWAR_FLOWS__TURNS_AN_HOUR", "0")
            .env("HIWAR_STORE__PATH", self.folder.path().join("store"))
            .envs(
                self.launch
                    .environment
                    .iter()
                    .filter_map(|pair| pair.split_once('=')),
            )
            .stdout(Stdio::null())
            .stderr(fs::File::create(self.folder.path().join("log"))?);
        Ok(command)
    }

    async fn stop(&mut self) -> Result<(), Box<dyn Error>> {
        let Some(mut child) = self.child.take() else {
            return Err("only an engine started here can be restarted".into());
        };
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM)?;
        let asked = Instant::now();
        while child.try_wait()?.is_none() {
            if asked.elapsed() > STOPPED_WITHIN {
                child.kill()?;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Processor time that the process used since it began.
    pub fn processor_time(&self) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid?)).ok()?;
        // the name in parentheses may hold spaces; user and system time are fields 14 and 15
        let fields: Vec<_> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let user: f64 = fields.get(11)?.parse().ok()?;
        let system: f64 = fields.get(12)?.parse().ok()?;
        Some(Duration::from_secs_f64((user + system) / TICKS_PER_S))
    }

    /// Resident memory in megabytes.
    pub fn memory_mb(&self) -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid?)).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib / 1024.0)
    }
}

impl Drop for Subject {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill(); // it may have ended already
            let _ = child.wait();
        }
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

async fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address).await else {
        return false;
    };
    let request = b"GET /readyz HTTP/1.1\r\nhost: load\r\nconnection: close\r\n\r\n";
    let mut answer = Vec::new();
    let heard = async {
        stream.write_all(request).await?;
        stream.read_to_end(&mut answer).await
    };
    heard.await.is_ok() && answer.starts_with(b"HTTP/1.1 200")
}
