//! The engine's front door as seen from outside: one blocking HTTP/1.1 request per
//! connection, written by hand so that a test may send what no client library would.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than any answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy)]
pub struct Door(pub SocketAddr);

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

impl Door {
    pub fn get(self, path: &str) -> io::Result<Answer> {
        self.ask("GET", path, &[], b"")
    }

    pub fn ask(
        self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.0, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.0);
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if method != "GET" {
            let _ = write!(head, "content-length: {}\r\n", body.len());
        }
        head.push_str("connection: close\r\n\r\n");
        // A server may answer before it has read everything: what it said still counts.
        let written = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body));
        let mut heard = Vec::new();
        let read = stream.read_to_end(&mut heard);
        match parse(&heard) {
            Some(answer) => Ok(answer),
            None => Err(written.and(read.map(drop)).err().unwrap_or_else(|| {
                io::Error::new(io::ErrorKind::UnexpectedEof, "closed without an answer")
            })),
        }
    }
}

fn parse(heard: &[u8]) -> Option<Answer> {
    let end = heard.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&heard[..end]);
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &heard[end + 4..];
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let whole = length.is_none_or(|(_, length)| length.parse() == Ok(body.len()));
    whole.then(|| Answer {
        status,
        headers,
        body: String::from_utf8_lossy(body).into_owned(),
    })
}

#[test]
fn half_an_answer_is_no_answer() {
    assert!(parse(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc").is_some());
    assert!(parse(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab").is_none());
    assert!(parse(b"HTTP/1.1 200 OK\r\n").is_none());
}
