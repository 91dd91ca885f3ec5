//! A webhook that looks like Meta's, signed: for trying a running engine from outside.

use std::time::Duration;

use secrecy::SecretString;

use crate::domain::{HttpCall, HttpReply, Method, NumberId, Phone, ReceiptState};
pub use crate::http::sim::hook::Act;
use crate::http::sim::hook::{self, Letter};
use crate::seal;

use super::machine;
use super::outcall::{self, OutcallFault};

const TIMEOUT: Duration = Duration::from_secs(15);
const REPLY_BYTES_MAX: usize = 64 * 1024;

/// What is to be simulated.
#[derive(Debug, Clone)]
pub struct Simulation {
    pub secret: SecretString,
    pub number: NumberId,
    pub from: Phone,
    /// The message's id; made up when absent.
    pub id: Option<String>,
    pub reply_to: Option<String>,
    pub what: Simulated,
}

#[derive(Debug, Clone)]
pub enum Simulated {
    Message(Act),
    /// What became of the message with this id.
    Status(ReceiptState),
}

/// A body and its `X-Hub-Signature-256`.
#[derive(Debug, Clone)]
pub struct Signed {
    pub body: Vec<u8>,
    pub signature: String,
}

/// Makes and signs the webhook.
#[must_use]
pub fn sign(simulation: &Simulation) -> Signed {
    let clock = machine::clock();
    let made_up = || {
        format!(
            "wamid.SIM{}{:06}",
            clock.now().ms(),
            fastrand::u32(..1_000_000)
        )
    };
    let letter = Letter {
        number: simulation.number.clone(),
        phone: simulation.from.clone(),
        name: "Simulated".into(),
        id: simulation.id.clone().unwrap_or_else(made_up),
        at: clock.now(),
        reply_to: simulation.reply_to.clone(),
    };
    let body = match &simulation.what {
        Simulated::Message(act) => hook::message(&letter, act),
        Simulated::Status(state) => hook::status(&letter, *state, None),
    };
    let signature = seal::sign_hub(&simulation.secret, &body);
    Signed { body, signature }
}

/// Posts it.
///
/// # Errors
/// When nothing answered.
pub async fn post(url: &str, signed: &Signed) -> Result<HttpReply, OutcallFault> {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let call = HttpCall {
        method: Method::Post,
        url: url.into(),
        headers: vec![
            header("content-type", "application/json"),
            header("x-hub-signature-256", &signed.signature),
        ],
        body: signed.body.clone(),
        timeout: TIMEOUT,
        reply_bytes_max: REPLY_BYTES_MAX,
        repeatable: false,
    };
    outcall::call(call).await
}
