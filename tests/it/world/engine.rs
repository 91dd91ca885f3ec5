//! The engine as a process: started with an environment, killed, restarted, stopped.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::door::Door;

/// A debug build on a busy machine compiles its flows within this time.
const READY_WITHIN: Duration = Duration::from_secs(60);
const STOPPED_WITHIN: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(5);

pub struct Engine {
    child: Child,
    address: SocketAddr,
}

impl Engine {
    /// Starts `hiwar serve` with exactly this environment; what it prints is added to `log`.
    pub fn start(environment: &BTreeMap<String, String>, address: SocketAddr, log: &Path) -> Self {
        let open = || OpenOptions::new().create(true).append(true).open(log);
        let child = Command::new(env!("CARGO_BIN_EXE_hiwar"))
            .arg("serve")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .envs(environment)
            .stdin(Stdio::null())
            .stdout(open().expect("open the log"))
            .stderr(open().expect("open the log"))
            .spawn()
            .expect("start hiwar");
        Self { child, address }
    }

    /// Waits until `/readyz` says so; the exit status when the process ended instead.
    pub fn ready(&mut self) -> Result<(), ExitStatus> {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("ask for the process") {
                return Err(status);
            }
            let answer = Door(self.address).get("/readyz");
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            assert!(
                started.elapsed() < READY_WITHIN,
                "not ready in {READY_WITHIN:?}"
            );
            thread::sleep(PAUSE);
        }
    }

    /// As a power cut would: nothing is flushed, nothing is unwound.
    pub fn kill(mut self) {
        self.end();
    }

    /// Asks politely and waits for the end.
    pub fn stop(mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("signal hiwar");
        self.ended(STOPPED_WITHIN).expect("ends after SIGTERM")
    }

    /// Asks it to read its flows again.
    pub fn hang_up(&self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::HUP).expect("signal hiwar");
    }

    /// Waits until the process ends by itself.
    pub fn ended(&mut self, within: Duration) -> Option<ExitStatus> {
        let started = Instant::now();
        while started.elapsed() < within {
            if let Some(status) = self.child.try_wait().expect("ask for the process") {
                return Some(status);
            }
            thread::sleep(PAUSE);
        }
        None
    }

    fn end(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.end();
    }
}

/// A command that has ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    #[expect(dead_code, reason = "read by whoever reads a failure")]
    pub err: String,
}

impl Ran {
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        let read = |line| serde_json::from_str(line).expect("JSON");
        self.out.lines().map(read).collect()
    }
}

/// Runs `hiwar` with these words and exactly this environment, and waits for its end.
pub fn run(words: &[&str], environment: &BTreeMap<String, String>) -> Ran {
    let ended = Command::new(env!("CARGO_BIN_EXE_hiwar"))
        .args(words)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .envs(environment)
        .stdin(Stdio::null())
        .output()
        .expect("run hiwar");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        code: ended.status.code().unwrap_or(-1),
        out: text(&ended.stdout),
        err: text(&ended.stderr),
    }
}

/// A free port below the range from which the system takes ports for outgoing
/// connections, so that nobody takes it while the engine is down.
pub fn free_address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let process = u16::try_from(std::process::id() % 100).expect("below 100");
    loop {
        let step = NEXT.fetch_add(1, Ordering::Relaxed) % 120;
        let address = SocketAddr::from(([127, 0, 0, 1], 20_000 + process * 120 + step));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}
