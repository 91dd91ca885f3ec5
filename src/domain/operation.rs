//! A tenant's operation: what a flow calls by name (`shop.get_order`). Addresses and
//! secrets live here, in the configuration, never in a script.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{Method, OutboxId, Value};

/// A call that a turn asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRequest {
    /// Also the idempotency key sent to the other side: the same on every try.
    pub id: OutboxId,
    pub operation: String,
    pub arguments: BTreeMap<String, Value>,
}

/// What the script sees as `#{ ok, status, body, error }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallAnswer {
    pub ok: bool,
    /// 0 where nothing answered.
    pub status: u16,
    pub body: Value,
    pub error: Option<CallError>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallError {
    Timeout,
    /// Held back by the breaker.
    Open,
    /// Not an operation of this tenant, or an address that must not be called.
    Refused,
    /// Answered, but with an error status.
    Http,
    /// Answered with something that is not the agreed shape.
    Decode,
}

impl CallError {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Open => "open",
            Self::Refused => "refused",
            Self::Http => "http",
            Self::Decode => "decode",
        }
    }
}

/// How an operation is carried out.
#[derive(Debug, Clone)]
pub enum Operation {
    Http(HttpOperation),
    /// Answered by the shop that ships with the program (`examples/shop`).
    Demo {
        /// Would change something at a real shop.
        writes: bool,
    },
    /// Answered by the engine itself, out of its own books.
    Own(OwnOperation),
}

/// What every tenant's flows may ask of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnOperation {
    /// `hiwar.my_data`: what is kept of the customer who asks.
    MyData,
    /// `hiwar.erase_me`: forget the customer who asks.
    EraseMe,
}

impl OwnOperation {
    pub const ALL: [(&'static str, Self); 2] = [
        ("hiwar.my_data", Self::MyData),
        ("hiwar.erase_me", Self::EraseMe),
    ];
}

impl Operation {
    /// Whether it changes something over there.
    #[must_use]
    pub fn writes(&self) -> bool {
        match self {
            Self::Http(http) => http.writes,
            Self::Demo { writes } => *writes,
            Self::Own(own) => match own {
                OwnOperation::MyData => false,
                OwnOperation::EraseMe => true,
            },
        }
    }
}

#[derive(Debug, Clone)]
pub struct HttpOperation {
    pub method: Method,
    /// May hold `{argument}` placeholders, which are percent-encoded; other arguments go
    /// into the query (GET, DELETE) or the JSON body.
    pub url: String,
    /// Sent as `Authorization: Bearer …`.
    pub bearer: Option<SecretString>,
    pub timeout: Duration,
    /// Further tries after a time-out, a refused connection, 429 or 5xx.
    pub retries: u8,
    /// Changes something over there: an `Idempotency-Key` is sent, always.
    pub writes: bool,
    /// The operator vouches for the address: private networks and plain hosts are allowed.
    /// Otherwise only public addresses are called.
    pub allow_private: bool,
    /// Fields of arguments and answers that never reach a log or a page.
    pub redact: Vec<String>,
}
