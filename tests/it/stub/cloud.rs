//! The Cloud API's `POST /{version}/{phone_number_id}/messages`: checks what Meta would
//! check, remembers everything, and misbehaves as told.

use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response};
use serde_json::{Value, json};

use super::conduct::{Conduct, Reports};
use super::postman::{self, Postman};
use super::server::{Answer, HangUp, Server};
use crate::world::{NUMBER_ID, OTHER_NUMBER_ID, TOKEN};

/// One request that reached the provider.
#[derive(Debug, Clone)]
pub struct Call {
    /// `+` and digits; empty for a read receipt.
    pub to: String,
    /// The id the provider gave or would have given.
    pub id: String,
    /// `biz_opaque_callback_data`: the engine's own id of this send.
    pub callback: Option<String>,
    pub body: Value,
    pub arrived: Instant,
    /// When the answer left; `None` while it has not.
    pub answered: Option<Instant>,
    pub conduct: Conduct,
}

impl Call {
    /// A message to a customer, not a read receipt or typing indicator.
    pub fn is_message(&self) -> bool {
        self.body.get("type").is_some()
    }

    /// All the words she would read, whatever the message's type.
    pub fn words(&self) -> String {
        let body = &self.body;
        let parts = [
            &body["text"]["body"],
            &body["interactive"]["header"]["text"],
            &body["interactive"]["body"]["text"],
            &body["interactive"]["footer"]["text"],
            &body["document"]["caption"],
        ];
        let parts: Vec<_> = parts.iter().filter_map(|part| part.as_str()).collect();
        parts.join("\n")
    }
}

type Script = Box<dyn FnMut(&Call) -> Conduct + Send>;

pub struct Cloud {
    server: Server,
    memory: Arc<Memory>,
}

struct Memory {
    book: Mutex<Book>,
    changed: Condvar,
}

struct Book {
    calls: Vec<Call>,
    /// What Meta would have refused.
    faults: Vec<String>,
    script: Script,
    reports: Reports,
    engine: Option<(SocketAddr, Postman)>,
}

impl Cloud {
    pub fn start() -> Self {
        let memory = Arc::new(Memory {
            book: Mutex::new(Book {
                calls: Vec::new(),
                faults: Vec::new(),
                script: Box::new(|_| Conduct::Accept),
                reports: Reports::Silent,
                engine: None,
            }),
            changed: Condvar::new(),
        });
        let remembered = memory.clone();
        let server = Server::start(move |request| answer(request, remembered.clone()));
        Self { server, memory }
    }

    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Where status webhooks go.
    pub fn reports_to(&self, engine: SocketAddr) {
        self.book().engine = Some((engine, Postman::start(engine)));
    }

    pub fn reports(&self, reports: Reports) {
        self.book().reports = reports;
    }

    /// From now on `script` decides over every message (read receipts are always accepted).
    pub fn behaves(&self, script: impl FnMut(&Call) -> Conduct + Send + 'static) {
        self.book().script = Box::new(script);
    }

    /// The next messages meet these, in order; later ones are accepted.
    pub fn misbehaves(&self, conducts: &[Conduct]) {
        let mut left = conducts.to_vec();
        self.behaves(move |_| {
            if left.is_empty() {
                Conduct::Accept
            } else {
                left.remove(0)
            }
        });
    }

    /// Every request so far, read receipts included.
    pub fn calls(&self) -> Vec<Call> {
        self.book().calls.clone()
    }

    /// Every attempt to send `to` a message, taken or not.
    pub fn attempts(&self, to: &str) -> Vec<Call> {
        let book = self.book();
        let hers = book
            .calls
            .iter()
            .filter(|call| call.is_message() && call.to == to);
        hers.cloned().collect()
    }

    /// What reached the customer's phone, in order.
    pub fn received(&self, by: &str) -> Vec<Call> {
        let mut calls = self.attempts(by);
        calls.retain(|call| call.conduct.takes());
        calls
    }

    /// What Meta would have refused in the requests so far.
    pub fn faults(&self) -> Vec<String> {
        self.book().faults.clone()
    }

    /// Waits until `look` finds something in what happened; `None` at the deadline.
    pub fn wait<T>(&self, for_at_most: Duration, look: impl Fn(&[Call]) -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + for_at_most;
        let mut book = self.book();
        loop {
            if let Some(found) = look(&book.calls) {
                return Some(found);
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            (book, _) = self.memory.changed.wait_timeout(book, left).unwrap();
        }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.memory.book.lock().unwrap()
    }
}

async fn answer(request: Request<Bytes>, memory: Arc<Memory>) -> Answer {
    let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    if let Some(fault) = fault(&request, &body) {
        memory.book.lock().unwrap().faults.push(fault);
        return Ok(error(401, 190));
    }
    let (at, call) = memory.remember(&body);
    if call.conduct.takes() && call.is_message() {
        memory.report(&call).await;
    }
    let accepted = json!({
        "messaging_product": "whatsapp",
        "contacts": [{"input": call.to, "wa_id": call.to.trim_start_matches('+')}],
        "messages": [{"id": call.id}],
    });
    let answer = match call.conduct {
        _ if !call.is_message() => json_answer(200, &json!({"success": true})),
        Conduct::Accept => json_answer(200, &accepted),
        Conduct::Late(wait) => {
            tokio::time::sleep(wait).await;
            json_answer(200, &accepted)
        }
        Conduct::Refuse(status, code) => error(status, code),
        Conduct::Html(status) => html(status),
        Conduct::ErrorIn200(code) => error(200, code),
        Conduct::TakeAndDrop | Conduct::Drop => return Err(HangUp),
        Conduct::TakeAndHang => std::future::pending().await,
    };
    memory.book.lock().unwrap().calls[at].answered = Some(Instant::now());
    Ok(answer)
}

impl Memory {
    fn remember(&self, body: &Value) -> (usize, Call) {
        let mut book = self.book.lock().unwrap();
        let at = book.calls.len();
        let mut call = Call {
            to: body["to"].as_str().unwrap_or_default().into(),
            id: format!("wamid.STUB{at:08}"),
            callback: body["biz_opaque_callback_data"].as_str().map(Into::into),
            body: body.clone(),
            arrived: Instant::now(),
            answered: None,
            conduct: Conduct::Accept,
        };
        if call.is_message() {
            call.conduct = (book.script)(&call);
        }
        book.calls.push(call.clone());
        self.changed.notify_all();
        (at, call)
    }

    /// Posts the statuses of a taken message; returns at once unless they come first.
    async fn report(&self, call: &Call) {
        let bodies: Vec<String>;
        let engine = {
            let book = self.book.lock().unwrap();
            let Some((engine, postman)) = &book.engine else {
                return;
            };
            let states = book.reports.states().iter();
            bodies = states
                .map(|state| postman::status(&call.id, &call.to, state, call.callback.as_deref()))
                .map(|body| body.to_string())
                .collect();
            if book.reports != Reports::BeforeAnswer {
                for body in bodies {
                    postman.post(body);
                }
                return;
            }
            *engine
        };
        let posted = tokio::task::spawn_blocking(move || {
            for body in &bodies {
                postman::deliver(engine, body);
            }
        });
        let _ = posted.await;
    }
}

/// The first thing Meta would refuse in this request.
fn fault(request: &Request<Bytes>, body: &Value) -> Option<String> {
    let header = |name: &str| {
        let value = request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let path: Vec<_> = request
        .uri()
        .path()
        .trim_start_matches('/')
        .split('/')
        .collect();
    let versioned = path[0].starts_with('v') && path[0].contains('.');
    let known = [NUMBER_ID, OTHER_NUMBER_ID].map(|number| [number, "messages"]);
    if request.method() != "POST" || !versioned || !known.iter().any(|rest| path[1..] == *rest) {
        return Some(format!("{} {}", request.method(), request.uri()));
    }
    if header("authorization") != format!("Bearer {TOKEN}") {
        return Some("the bearer token is missing or wrong".into());
    }
    if !header("content-type").starts_with("application/json") {
        return Some(format!("content type `{}`", header("content-type")));
    }
    if body["messaging_product"] != "whatsapp" {
        return Some(format!("no messaging_product in {body}"));
    }
    if body["status"] == "read" {
        return (!body["message_id"].is_string()).then(|| format!("no message_id in {body}"));
    }
    let kind = body["type"].as_str().unwrap_or_default();
    if kind.is_empty() || !body[kind].is_object() && !body[kind].is_array() {
        return Some(format!("no object named as the type in {body}"));
    }
    if !body["to"].as_str().unwrap_or_default().starts_with('+') && body["recipient"].is_null() {
        return Some(format!("`to` is not in E.164 with + in {body}"));
    }
    let callback = body["biz_opaque_callback_data"]
        .as_str()
        .unwrap_or_default();
    if callback.is_empty() || callback.len() > 512 {
        return Some(format!(
            "biz_opaque_callback_data missing or over 512 in {body}"
        ));
    }
    None
}

fn error(status: u16, code: u32) -> Response<Full<Bytes>> {
    let message = format!("(#{code}) made to fail");
    let details = json!({"messaging_product": "whatsapp", "details": "made to fail"});
    let error = json!({
        "message": message, "type": "OAuthException", "code": code,
        "error_data": details, "fbtrace_id": "stub",
    });
    json_answer(status, &json!({"error": error}))
}

fn json_answer(status: u16, body: &Value) -> Response<Full<Bytes>> {
    respond(status, "application/json", body.to_string())
}

fn html(status: u16) -> Response<Full<Bytes>> {
    let page = "<html><body>Service unavailable</body></html>";
    respond(status, "text/html", page.into())
}

fn respond(status: u16, content_type: &str, body: String) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .body(Full::from(body))
        .expect("a valid answer")
}
