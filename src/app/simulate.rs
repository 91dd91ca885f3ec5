//! A webhook that looks like WhatsApp's, signed: for trying a running engine from outside.

use std::time::Duration;

use secrecy::SecretString;

use super::machine;
use super::outcall::{self, OutcallFault};
use crate::domain::{Address, HttpCall, HttpReply, MessageId, Method, NumberId, Phone};
use crate::provider::simulate::{self, Business, SampleParams};
use crate::seal;

pub use crate::provider::simulate::SampleKind;

const TIMEOUT: Duration = Duration::from_secs(15);
const REPLY_BYTES_MAX: usize = 64 * 1024;
/// Meta's code for a message that could not be delivered.
const UNDELIVERABLE: i64 = 131_026;

/// What is to be simulated.
#[derive(Debug, Clone)]
pub struct Simulation {
    pub kind: SampleKind,
    pub secret: SecretString,
    pub number: NumberId,
    pub from: Phone,
    pub text: String,
    /// The id behind what is tapped.
    pub choice: String,
    /// The message's id; made up when absent.
    pub id: Option<String>,
    /// The message answered, reacted to or reported on.
    pub target: Option<String>,
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
    let now = machine::clock().now();
    let made_up = || format!("wamid.SIM{}{:06}", now.ms(), fastrand::u32(..1_000_000));
    let params = SampleParams {
        business: Business {
            account: "100000000000000".into(),
            display_phone: "15550000000".into(),
        },
        number: simulation.number.clone(),
        customer: Address {
            phone: Some(simulation.from.clone()),
            ..Address::default()
        },
        name: Some("Simulated".into()),
        id: MessageId::new(simulation.id.clone().unwrap_or_else(made_up)),
        at: now,
        text: simulation.text.clone(),
        choice: simulation.choice.clone(),
        target: simulation.target.as_deref().map(MessageId::new),
        planted: None,
        code: UNDELIVERABLE,
    };
    let body = simulate::body(simulation.kind, &params);
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
