//! The provider: answers every send at once and tells the rig who got a reply.

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

/// Listens on loopback; ends with the program.
pub fn start(rig: Rig, port: u16) -> std::io::Result<SocketAddr> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                continue;
            };
            let _ = stream.set_nodelay(true);
            let rig = rig.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| answer(request, rig.clone()));
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await; // the other side may leave when it likes
            });
        }
    });
    Ok(address)
}

async fn answer(request: Request<Incoming>, rig: Rig) -> Result<Response<Full<Bytes>>, Infallible> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let body = request.into_body().collect().await;
    let body = body
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let text = String::from_utf8_lossy(&body);
    let Some(to) = recipient(&text) else {
        return Ok(json(r#"{"success":true}"#.into())); // a read receipt
    };
    rig.replied(to);
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
