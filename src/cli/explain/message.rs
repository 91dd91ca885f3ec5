//! What became of one message, from the books or, while a server has them open, from it.

use std::time::Duration;

use secrecy::ExposeSecret;

use crate::app::settings::Settings;
use crate::app::{outcall, told};
use crate::cli::Exit;
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;
use crate::cli::store::open;
use crate::domain::{HttpCall, Method};

const ANSWER_BYTES_MAX: usize = 1024 * 1024;

pub fn explain(given: &SettingsArguments, id: &str) -> Exit {
    let settings = match given.load(&[]) {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    if let Some(answered) = ask_server(&settings, id) {
        return answered;
    }
    let store = match open(&settings) {
        Ok(store) => store,
        Err(exit) => return exit,
    };
    match store.explain(id) {
        Ok(Some(explained)) => {
            for line in told(&explained) {
                say(line);
            }
            Exit::Ok
        }
        Ok(None) => unknown(id),
        Err(fault) => Exit::Environment.because(fault),
    }
}

/// The server on this machine that has the books open, if it answers.
fn ask_server(settings: &Settings, id: &str) -> Option<Exit> {
    let token = settings.server.api_token.as_ref()?;
    let listens = settings
        .server
        .private_listen
        .unwrap_or(settings.server.listen);
    let safe = id
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"._-=:".contains(&b));
    if !safe {
        return Some(unknown(id));
    }
    let call = HttpCall {
        method: Method::Get,
        url: format!("http://{listens}/api/v1/messages/{id}/explain"),
        headers: vec![(
            "authorization".into(),
            format!("Bearer {}", token.expose_secret()),
        )],
        body: Vec::new(),
        timeout: Duration::from_secs(5),
        reply_bytes_max: ANSWER_BYTES_MAX,
        repeatable: true,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .ok()?;
    let reply = runtime.block_on(outcall::call(call)).ok()?;
    match reply.status {
        200 => {
            say(String::from_utf8_lossy(&reply.body).trim_end());
            Some(Exit::Ok)
        }
        404 => Some(unknown(id)),
        status => Some(Exit::Remote.because(format!("the server answered {status}"))),
    }
}

fn unknown(id: &str) -> Exit {
    note(format_args!("nothing is known of `{}`", id.escape_debug()));
    Exit::Findings
}
