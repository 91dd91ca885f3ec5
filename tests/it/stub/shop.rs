//! A shop's order service: `GET /orders/{no}`, which can be slow, down or ignorant, and
//! its returns: `POST /returns` and `GET /returns/{rma}`. It minds idempotency keys: a key
//! that it knows gets the return that it got before.

use std::sync::{Arc, Mutex, MutexGuard};
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

/// A wish for a return, as it reached the shop.
#[derive(Debug, Clone)]
pub struct Wish {
    /// `Idempotency-Key`.
    pub key: String,
    pub body: Value,
}

pub struct Shop {
    server: Server,
    book: Arc<Mutex<Book>>,
}

struct Book {
    script: Script,
    asked: Vec<String>,
    wishes: Vec<Wish>,
}

impl Shop {
    pub fn start() -> Self {
        let book = Arc::new(Mutex::new(Book {
            script: Box::new(order),
            asked: Vec::new(),
            wishes: Vec::new(),
        }));
        let kept = book.clone();
        let server = Server::start(move |request| answer(request, kept.clone()));
        Self { server, book }
    }

    pub fn url(&self) -> String {
        self.server.url()
    }

    /// From now on every order number is answered by `script`.
    pub fn answers(&self, script: impl FnMut(&str) -> Reply + Send + 'static) {
        self.book().script = Box::new(script);
    }

    /// The order numbers that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.book().asked.clone()
    }

    /// Every request for a return of this order, repetitions included.
    pub fn wishes(&self, order_no: &str) -> Vec<Wish> {
        let book = self.book();
        let of_this = |wish: &&Wish| wish.body["order_no"] == order_no;
        book.wishes.iter().filter(of_this).cloned().collect()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap()
    }
}

/// An order with one item, delivered today.
pub fn delivered(order_no: &str) -> Reply {
    let mut reply = order(order_no);
    reply.body["status"] = "delivered".into();
    reply
}

/// Any order exists, is shipped and costs the same.
pub fn order(order_no: &str) -> Reply {
    Reply::ok(json!({
        "order_no": order_no, "status": "shipped", "eta": "2030-01-02",
        "total": "249.00", "currency": "SAR",
        "lines": [{"sku": "SKU-1", "name": "Dallah coffee pot", "price": "249.00"}],
    }))
}

async fn answer(request: Request<Bytes>, book: Arc<Mutex<Book>>) -> Answer {
    let path = request.uri().path().to_owned();
    let reply = match path.split('/').collect::<Vec<_>>()[..] {
        ["", "orders", order_no] => {
            let mut book = book.lock().unwrap();
            book.asked.push(order_no.to_owned());
            (book.script)(order_no)
        }
        ["", "returns"] if request.method() == "POST" => book.lock().unwrap().take_back(&request),
        ["", "returns", rma] => Reply::ok(a_return(rma)),
        _ => Reply::error(404),
    };
    tokio::time::sleep(reply.after).await;
    Ok(respond(reply.status, &reply.body))
}

impl Book {
    fn take_back(&mut self, request: &Request<Bytes>) -> Reply {
        let key = request.headers().get("idempotency-key");
        let Some(key) = key.and_then(|key| key.to_str().ok()) else {
            return Reply::error(400);
        };
        let body = serde_json::from_slice(request.body()).unwrap_or_default();
        let key = key.to_owned();
        let known = self.wishes.iter().position(|wish| wish.key == key);
        let number = known.unwrap_or(self.wishes.len());
        self.wishes.push(Wish { key, body });
        Reply {
            status: 201,
            // long enough to be killed in
            after: Duration::from_millis(20),
            ..Reply::ok(a_return(&format!("RMA-{}", 100_001 + number)))
        }
    }
}

fn a_return(rma: &str) -> Value {
    json!({
        "rma": rma, "status": "waiting_parcel", "ship_by": "2030-01-09",
        "label_url": format!("https://shop.example/labels/{rma}.pdf"),
        "pickup_days": [],
    })
}

fn respond(status: u16, body: &Value) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(Full::from(body.to_string()))
        .expect("a valid answer")
}
