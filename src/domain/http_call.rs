//! An HTTP request and its answer as plain values: pure rooms make and read them, `wire`
//! carries them. Header values may hold tokens, so a call never prints them or its body.

use std::fmt;
use std::time::Duration;

/// A request that somebody may carry out.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpCall {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// From the first byte sent to the last byte read.
    pub timeout: Duration,
    /// Largest answer that is read, in bytes.
    pub reply_bytes_max: usize,
    /// Sending it twice does no harm (GET, or an idempotency key understood by the other side).
    pub repeatable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Debug for HttpCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or("");
        write!(
            f,
            "{} {path} ({} bytes)",
            self.method.word(),
            self.body.len()
        )
    }
}

/// What came back, whatever its status.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpReply {
    pub status: u16,
    /// From `Retry-After`, in seconds or as a date resolved by `wire`.
    pub retry_after: Option<Duration>,
    pub body: Vec<u8>,
}

impl fmt::Debug for HttpReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {} ({} bytes)", self.status, self.body.len())
    }
}

/// Why there is no answer. The difference decides whether a send may be repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallFault {
    /// Name, connection or TLS failed: not a byte of the request was written.
    #[error("reach the other side: {0}")]
    NotSent(String),
    /// The breaker is open: not sent, worth another try after the given time.
    #[error("reach the other side: held back after repeated failures")]
    Open { retry_after: Duration },
    /// The address is one that this process must not call.
    #[error("call the other side: {0}")]
    Refused(String),
    /// Written, at least in part, and never answered.
    #[error("hear an answer within {0:?}")]
    TimedOut(Duration),
    /// Written, at least in part, and the connection broke.
    #[error("hear an answer: {0}")]
    Broken(String),
    /// Answered with more than `reply_bytes_max`.
    #[error("read the answer: larger than {max} bytes")]
    TooLarge { max: usize },
}
