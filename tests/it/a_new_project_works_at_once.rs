//! Who begins a project can check it, test it and talk to it before changing a line.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use crate::world::door::Door;
use crate::world::free_address;

const READY_WITHIN: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

fn hiwar(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hiwar"));
    command.args(arguments).current_dir(folder).env_clear();
    command
}

fn passes(folder: &Path, arguments: &[&str]) -> Output {
    let output = hiwar(folder, arguments).output().expect("start hiwar");
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success(), "{arguments:?}: {said}");
    output
}

/// `hiwar dev`, ended with the test.
pub struct Dev(Child);

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.0.kill(); // it may have ended already
        let _ = self.0.wait();
    }
}

pub fn dev(folder: &Path, address: SocketAddr) -> Dev {
    let port = address.port().to_string();
    let child = hiwar(folder, &["dev", "--port", &port])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("start hiwar");
    let dev = Dev(child);
    until("dev is ready", || {
        let answer = Door(address).get("/readyz");
        answer.is_ok_and(|answer| answer.status == 200)
    });
    dev
}

pub fn until(what: &str, so: impl Fn() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < READY_WITHIN, "not in time: {what}");
        thread::sleep(PAUSE);
    }
}

/// The first line of the simulator's feed that shows a bubble of the business.
fn first_reply(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).expect("connect");
    stream
        .set_read_timeout(Some(READY_WITHIN))
        .expect("a time-out");
    let head = format!("GET /sim/events HTTP/1.1\r\nhost: {address}\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("ask");
    let lines = BufReader::new(stream).lines();
    let mut lines = lines.map(|line| line.expect("the feed goes on"));
    lines
        .find(|line| line.contains("\"side\":\"business\""))
        .expect("a reply")
}

fn works_at_once(template: &str) {
    let home = TempDir::new().expect("a folder");
    let folder = home.path().join("shop");
    let name = folder.to_string_lossy().into_owned();
    passes(home.path(), &["new", &name, "--template", template]);
    passes(&folder, &["check", "-D", "warnings"]);
    passes(&folder, &["locale", "missing"]);
    passes(&folder, &["flow", "new", "store_hours"]);
    passes(&folder, &["check", "-D", "warnings"]);

    let address = free_address();
    let _dev = dev(&folder, address);
    let said = json!({"from": "966500000001", "kind": "text", "text": "مرحبا"});
    let headers = [("content-type", "application/json")];
    let taken = Door(address).ask(
        "POST",
        "/sim/messages",
        &headers,
        said.to_string().as_bytes(),
    );
    assert_eq!(taken.expect("an answer").status, 202);
    let reply = first_reply(address);
    assert!(reply.contains("متجر حوار"), "{reply}");
    let inside = Door(address).get("/sim/inside/966500000001");
    let inside = inside.expect("an answer").json();
    assert_eq!(inside["state"]["place"], "main_menu.start");
    assert_eq!(inside["state"]["language"], "ar");
}

#[test]
fn from_the_small_template() {
    works_at_once("minimal");
}

#[test]
fn from_the_shop() {
    works_at_once("retail");
}

#[test]
fn what_is_in_the_way_is_named_and_stays() {
    let home = TempDir::new().expect("a folder");
    std::fs::write(home.path().join("mine.txt"), "mine").expect("write");
    let refused = hiwar(home.path(), &["new", "."]).output().expect("start");
    assert_eq!(refused.status.code(), Some(3));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("mine.txt"), "{said}");
    assert!(!home.path().join("flows").exists());
    passes(home.path(), &["new", ".", "--force"]);
    assert!(home.path().join("mine.txt").exists());
}
