//! The limits: what the same work costs without an engine. Each serves the same webhook.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use http_body_util::Full;
use hyper::Request;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use tokio::sync::oneshot;

use crate::hook::Signer;
use crate::rig::{APP_SECRET, NUMBER_ID, TOKEN};
use crate::subject::Kind;

/// Bodies that share one `fdatasync` at most.
const GROUP_MAX: usize = 1024;

struct Limit {
    signer: Signer,
    committer: Option<mpsc::Sender<(Bytes, oneshot::Sender<()>)>>,
    replier: Option<Replier>,
}

struct Replier {
    client: Client<HttpConnector, Full<Bytes>>,
    url: String,
    seen: Mutex<HashSet<String>>,
    states: Mutex<HashMap<String, u64>>,
}

#[derive(Deserialize)]
struct Hook<'a> {
    #[serde(borrow)]
    entry: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    changes: Vec<Change<'a>>,
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(borrow)]
    value: Value<'a>,
}

#[derive(Deserialize)]
struct Value<'a> {
    #[serde(borrow)]
    messages: Vec<Message<'a>>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    from: Cow<'a, str>,
}

/// Serves until the process is ended.
pub async fn serve(
    kind: Kind,
    port: u16,
    provider: &str,
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
    let limit = Limit {
        signer: Signer::new(APP_SECRET),
        committer: match kind {
            Kind::L1 => None,
            Kind::L2 | Kind::L3 | Kind::Engine => Some(committer(folder)?),
        },
        replier: (kind == Kind::L3).then(|| Replier {
            client: Client::builder(TokioExecutor::new()).build_http(),
            url: format!("{provider}/v25.0/{NUMBER_ID}/messages"),
            seen: Mutex::default(),
            states: Mutex::default(),
        }),
    };
    let routes = Router::new()
        .route("/webhook/whatsapp", post(hook))
        .route("/readyz", get(|| async { "ready" }))
        .with_state(Arc::new(limit));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, routes).await?;
    Ok(())
}

async fn hook(State(limit): State<Arc<Limit>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers
        .get("x-hub-signature-256")
        .map(axum::http::HeaderValue::as_bytes);
    if signature != Some(limit.signer.sign(&body).as_bytes()) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(hook) = serde_json::from_slice::<Hook>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    if let Some(committer) = &limit.committer {
        let (done, durable) = oneshot::channel();
        let sent = committer.send((body.clone(), done)).is_ok();
        if !sent || durable.await.is_err() {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    if limit.replier.is_some() {
        let messages = hook.entry.into_iter().flat_map(|entry| entry.changes);
        for message in messages.flat_map(|change| change.value.messages) {
            let (id, from) = (message.id.into_owned(), message.from.into_owned());
            tokio::spawn(reply(limit.clone(), id, from));
        }
    }
    StatusCode::OK
}

/// Drops a repeat, looks up and moves a state, posts one reply.
async fn reply(limit: Arc<Limit>, id: String, from: String) {
    let Some(replier) = &limit.replier else {
        return;
    };
    let callback = format!("limit_{id}");
    if !replier
        .seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(id)
    {
        return;
    }
    let turn = {
        let mut states = replier
            .states
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let state = states.entry(from.clone()).or_default();
        *state += 1;
        *state
    };
    let body = format!(
        r#"{{"messaging_product":"whatsapp","recipient_type":"individual","to":"+{from}","type":"text","text":{{"body":"Which order do you mean? You find its number in our message of confirmation. ({turn})"}},"biz_opaque_callback_data":"{callback}"}}"#
    );
    let request = Request::post(&replier.url)
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {TOKEN}"))
        .body(Full::from(body));
    if let Ok(request) = request
        && let Ok(answer) = replier.client.request(request).await
    {
        // read to the end, or the connection cannot be used again
        let _ = http_body_util::BodyExt::collect(answer.into_body()).await;
    }
}

/// One thread writes what waits, syncs once, and answers everybody who waited.
fn committer(folder: &Path) -> std::io::Result<mpsc::Sender<(Bytes, oneshot::Sender<()>)>> {
    let mut file = File::create(folder.join("journal"))?;
    let (sender, waiting) = mpsc::channel::<(Bytes, oneshot::Sender<()>)>();
    std::thread::spawn(move || {
        while let Ok(first) = waiting.recv() {
            let group: Vec<_> = std::iter::once(first)
                .chain(waiting.try_iter().take(GROUP_MAX))
                .collect();
            let bytes: Vec<u8> = group
                .iter()
                .flat_map(|(body, _)| body.iter().copied())
                .collect();
            if file
                .write_all(&bytes)
                .and_then(|()| file.sync_data())
                .is_err()
            {
                return; // everybody who waits hears that nobody will answer
            }
            for (_, done) in group {
                let _ = done.send(());
            }
        }
    });
    Ok(sender)
}
