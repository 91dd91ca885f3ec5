//! The sandbox's own keys and its way into the house: what a person types on the simulator's
//! phone enters through the same router, with the same kind of signature, as in production.

use std::fs::File;
use std::io::{self, Read};
use std::net::SocketAddr;
use std::sync::Arc;

use secrecy::SecretString;

use crate::actor::House;
use crate::app::settings::SandboxKeys;
use crate::domain::{Account, Clock, Tenant};
use crate::http::Routes;
use crate::http::sim::{self, Engine, PushClock, SandboxNumber, SimState};
use crate::seal;
use crate::store::Store;

/// Made anew at every start and known to nobody outside the process.
///
/// # Errors
/// When the machine gives no randomness.
pub fn keys(listening: SocketAddr) -> io::Result<SandboxKeys> {
    Ok(SandboxKeys {
        graph_url: format!("http://{listening}/sandbox"),
        access_token: secret()?,
        app_secret: secret()?,
        verify_token: secret()?,
    })
}

fn secret() -> io::Result<SecretString> {
    let mut bytes = [0_u8; 24];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(seal::digest_hex(&bytes).into())
}

/// The simulator's routes for the first tenant that uses the sandbox; `front` is the router
/// that webhooks enter by. With the state behind them.
#[must_use]
pub fn routes(
    keys: &SandboxKeys,
    tenants: &[Arc<Tenant>],
    front: &Routes,
    clock: &Clock,
    house: (&Store, &House),
    push_clock: Option<PushClock>,
) -> Option<(Routes, SimState)> {
    let played = |tenant: &&Arc<Tenant>| {
        tenant.numbers.iter().any(|number| {
            let Account::Meta(account) = &number.account;
            account.graph_url == keys.graph_url
        })
    };
    let tenant = tenants.iter().find(played)?;
    let number = SandboxNumber {
        id: tenant.numbers.first()?.id.clone(),
        brand: tenant.brand.clone(),
        templates: tenant.templates.clone(),
        access_token: keys.access_token.clone(),
        app_secret: keys.app_secret.clone(),
    };
    let deliver = sim::door(front.clone(), format!("/webhook/whatsapp/{}", tenant.id));
    let engine = Engine {
        store: house.0.clone(),
        house: house.1.clone(),
        tenant: tenant.id.clone(),
        push_clock,
    };
    let state = SimState::new(number, clock.clone(), deliver, Some(engine));
    Some((sim::router(state.clone()), state))
}
