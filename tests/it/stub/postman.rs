//! Brings the stub provider's status webhooks to the engine, in order, and keeps trying
//! while it is down, as Meta does.

use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::hook::{Signer, as_meta_writes};
use crate::world::door::Door;
use crate::world::{APP_SECRET, NUMBER_ID, now_s};

/// A provider gives up on a webhook after days; a test has less time.
const TRIES_FOR: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

pub struct Postman {
    letters: Sender<String>,
}

impl Postman {
    /// Delivers to the webhook at `engine` until it is dropped.
    pub fn start(engine: SocketAddr) -> Self {
        let (letters, bag) = mpsc::channel();
        thread::spawn(move || walk(engine, &bag));
        Self { letters }
    }

    /// Delivers `body` after all that was posted before it; does not wait.
    pub fn post(&self, body: String) {
        let _ = self.letters.send(body);
    }
}

/// One status as a webhook body.
pub fn status(message_id: &str, to: &str, state: &str, callback: Option<&str>) -> Value {
    let mut status = json!({
        "id": message_id, "status": state, "timestamp": now_s().to_string(),
        "recipient_id": to.trim_start_matches('+'),
    });
    if let Some(callback) = callback {
        status["biz_opaque_callback_data"] = callback.into();
    }
    if state == "sent" {
        status["pricing"] = json!({
            "billable": false, "pricing_model": "PMP", "category": "service",
            "type": "free_customer_service",
        });
    }
    json!({"object": "whatsapp_business_account", "entry": [{"id": "waba-1", "changes": [{
        "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "966500000000", "phone_number_id": NUMBER_ID},
            "statuses": [status],
        },
    }]}]})
}

/// Signs and posts one body; the HTTP status, or `None` when nobody answered.
pub fn deliver(engine: SocketAddr, body: &str) -> Option<u16> {
    let body = as_meta_writes(body);
    let signature = Signer::new(APP_SECRET).sign(body.as_bytes());
    let headers = [
        ("content-type", "application/json"),
        ("x-hub-signature-256", signature.as_str()),
    ];
    Door(engine)
        .ask("POST", "/webhook/whatsapp", &headers, body.as_bytes())
        .map(|answer| answer.status)
        .ok()
}

fn walk(engine: SocketAddr, bag: &Receiver<String>) {
    while let Ok(body) = bag.recv() {
        let started = Instant::now();
        while deliver(engine, &body) != Some(200) && started.elapsed() < TRIES_FOR {
            thread::sleep(PAUSE);
        }
    }
}
