//! The provider: answers every send at once and tells the rigs who got a reply.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::{Request, Response, service::service_fn};
use hyper_util::rt::TokioIo;

use crate::rig::Rig;

/// Connections that wait to be accepted: a subject may open a thousand at once.
const CALLERS_WAITING_MAX: u32 = 4096;

/// Listens on loopback; ends with the program.
pub fn start(rigs: Vec<Rig>, port: u16) -> std::io::Result<SocketAddr> {
    let socket = tokio::net::TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(SocketAddr::from(([127, 0, 0, 1], port)))?;
    let listener = socket.listen(CALLERS_WAITING_MAX)?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                continue;
            };
            let _ = stream.set_nodelay(true);
            let rigs = rigs.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| answer(request, rigs.clone()));
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await; // the other side may leave when it likes
            });
        }
    });
    Ok(address)
}

async fn answer(
    request: Request<Incoming>,
    rigs: Vec<Rig>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let body = request.into_body().collect().await;
    let body = body
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&body);
    let Some(to) = recipient(&text) else {
        return Ok(json(r#"{"success":true}"#.into())); // a read receipt
    };
    for rig in &rigs {
        rig.replied(to);
    }
    let id = NEXT.fetch_add(1, Ordering::Relaxed);
    Ok(json(format!(
        r#"{{"messaging_product":"whatsapp","contacts":[{{"input":"{to}","wa_id":"{}"}}],"messages":[{{"id":"wamid.OUT{id}"}}]}}"#,
        to.trim_start_matches('+')
    )))
}

/// The value of `"to"`, found without reading the rest of the body.
fn recipient(body: &str) -> Option<&str> {
    let (_, rest) = body.split_once(r#""to""#)?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    value.strip_prefix('"')?.split('"').next()
}

fn json(body: String) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::from(body));
    let json = hyper::header::HeaderValue::from_static("application/json");
    answer.headers_mut().insert(CONTENT_TYPE, json);
    answer
}
