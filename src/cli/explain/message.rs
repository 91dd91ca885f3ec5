//! What became of one message, from the books or, while a server has them open, from it.

use crate::app::books::server;
use crate::app::settings::{Settings, TenantSettings};
use crate::app::{redacts, told};
use crate::cli::Exit;
use crate::cli::books::store::open;
use crate::cli::exit::{note, say};
use crate::cli::given::SettingsArguments;

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
            let tenants: Vec<_> = settings
                .tenants
                .iter()
                .map(TenantSettings::rehearsed)
                .collect();
            for line in told(&explained, &redacts(tenants.iter())) {
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
    let safe = id
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"._-=:".contains(&b));
    if !safe {
        return Some(unknown(id));
    }
    let reply = server::ask(settings, &format!("/api/v1/messages/{id}/explain"))?;
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
