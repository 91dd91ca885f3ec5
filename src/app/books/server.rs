//! The server on this machine that has the books open: while it runs, commands ask it
//! instead of opening them.

use std::time::Duration;

use secrecy::ExposeSecret;

use crate::app::outcall;
use crate::app::settings::Settings;
use crate::domain::{HttpCall, HttpReply, Method};

/// A page of turns at their largest.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Asks for a path as administrator. `None` when no token is set here, or nobody answers.
#[must_use]
pub fn ask(settings: &Settings, path: &str) -> Option<HttpReply> {
    let token = settings.server.api_token.as_ref()?;
    let listens = settings
        .server
        .private_listen
        .unwrap_or(settings.server.listen);
    let call = HttpCall {
        method: Method::Get,
        url: format!("http://{listens}{path}"),
        headers: vec![(
            "authorization".into(),
            format!("Bearer {}", token.expose_secret()),
        )],
        body: Vec::new(),
        timeout: Duration::from_secs(10),
        reply_bytes_max: ANSWER_BYTES_MAX,
        repeatable: true,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .ok()?;
    runtime.block_on(outcall::call(call)).ok()
}
