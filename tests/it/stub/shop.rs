//! A shop's order service: `GET /orders/{no}`. It can be slow, down or ignorant.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response};
use serde_json::{Value, json};

use super::server::{Answer, Server};

/// One answer of the shop.
pub struct Reply {
    pub status: u16,
    pub body: Value,
    pub after: Duration,
}

impl Reply {
    pub fn ok(body: Value) -> Self {
        Self {
            status: 200,
            body,
            after: Duration::ZERO,
        }
    }

    pub fn error(status: u16) -> Self {
        Self {
            status,
            body: json!({"error": "unavailable"}),
            after: Duration::ZERO,
        }
    }
}

type Script = Box<dyn FnMut(&str) -> Reply + Send>;

pub struct Shop {
    server: Server,
    script: Arc<Mutex<Script>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Shop {
    pub fn start() -> Self {
        let script: Arc<Mutex<Script>> = Arc::new(Mutex::new(Box::new(order)));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (rules, heard) = (script.clone(), asked.clone());
        let server = Server::start(move |request| answer(request, rules.clone(), heard.clone()));
        Self {
            server,
            script,
            asked,
        }
    }

    pub fn url(&self) -> String {
        self.server.url()
    }

    /// From now on every order number is answered by `script`.
    pub fn answers(&self, script: impl FnMut(&str) -> Reply + Send + 'static) {
        *self.script.lock().unwrap() = Box::new(script);
    }

    /// The order numbers that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Any order exists, is shipped and costs the same.
pub fn order(order_no: &str) -> Reply {
    Reply::ok(json!({
        "order_no": order_no, "status": "shipped", "eta": "2030-01-02",
        "total": "249.00", "currency": "SAR",
        "lines": [{"sku": "SKU-1", "name": "Dallah coffee pot", "price": "249.00"}],
    }))
}

async fn answer(
    request: Request<Bytes>,
    script: Arc<Mutex<Script>>,
    asked: Arc<Mutex<Vec<String>>>,
) -> Answer {
    let Some(order_no) = request.uri().path().strip_prefix("/orders/") else {
        return Ok(respond(404, &json!({"error": "no such path"})));
    };
    asked.lock().unwrap().push(order_no.to_owned());
    let reply = script.lock().unwrap()(order_no);
    tokio::time::sleep(reply.after).await;
    Ok(respond(reply.status, &reply.body))
}

fn respond(status: u16, body: &Value) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(Full::from(body.to_string()))
        .expect("a valid answer")
}
