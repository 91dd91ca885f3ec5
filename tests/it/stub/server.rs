//! A small HTTP server on its own thread: every stub answers through it, whatever the
//! test's thread is doing meanwhile.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::{Request, Response, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::oneshot;

/// What a handler returns to make the connection close without an answer.
#[derive(Debug)]
pub struct HangUp;

impl std::fmt::Display for HangUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("hang up on purpose")
    }
}

impl std::error::Error for HangUp {}

impl From<Infallible> for HangUp {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

pub type Answer = Result<Response<Full<Bytes>>, HangUp>;

/// Stops with its owner.
pub struct Server {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers every request, read whole, by `handler`.
    pub fn start<H, F>(handler: H) -> Self
    where
        H: Fn(Request<Bytes>) -> F + Clone + Send + 'static,
        F: Future<Output = Answer> + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").expect("bind a stub");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        listener
            .set_nonblocking(true)
            .expect("a socket may not block");
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("start a runtime");
            let tasks = tokio::task::LocalSet::new();
            tasks.block_on(&runtime, async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                tokio::select! {
                    () = accept(listener, handler) => {}
                    _ = stopped => {}
                }
            });
            runtime.shutdown_background();
        });
        Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept<H, F>(listener: tokio::net::TcpListener, handler: H)
where
    H: Fn(Request<Bytes>) -> F + Clone + 'static,
    F: Future<Output = Answer> + 'static,
{
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let handler = handler.clone();
        tokio::task::spawn_local(async move {
            let service = service_fn(move |request: Request<Incoming>| {
                let handler = handler.clone();
                async move {
                    let (head, body) = request.into_parts();
                    let body = body.collect().await.map_err(|_| HangUp)?.to_bytes();
                    handler(Request::from_parts(head, body)).await
                }
            });
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service)
                .await; // a hang-up is an error here, and wanted
        });
    }
}
