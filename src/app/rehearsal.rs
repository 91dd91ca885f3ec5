//! A conversation in memory for the terminal: the flows, the first tenant's taste, and the
//! demo shop. No store, no network.

use std::sync::Arc;

use super::settings::Settings;
use super::{machine, tenants};
use crate::domain::{Address, Contact, ContactId, Phone};
use crate::flow::rehearsal::{Cast, Rehearsal};
use crate::flow::{Diagnostic, Script, Sources};
use crate::job::ask_demo_shop;

#[derive(Debug, thiserror::Error)]
pub enum RehearsalFault {
    #[error("use the flows: {} errors", .0.len())]
    Flows(Vec<Diagnostic>),
    #[error("find a tenant in the settings")]
    NoTenant,
}

/// Ready for the first message of this customer.
///
/// # Errors
/// When the flows do not compile.
pub fn rehearsal(
    settings: &Settings,
    sources: &Sources,
    phone: Phone,
) -> Result<Rehearsal, RehearsalFault> {
    let script = Script::compile(sources).map_err(RehearsalFault::Flows)?;
    let taste = settings.tenants.first().ok_or(RehearsalFault::NoTenant)?;
    let now = machine::clock().now();
    let time_zone = taste.time_zone.clone();
    let cast = Cast {
        tenant: Arc::new(taste.rehearsed()),
        contact: Contact {
            id: ContactId([0; 16]),
            address: Address {
                phone: Some(phone),
                ..Address::default()
            },
            profile_name: None,
            first_seen: now,
            merged_into: None,
        },
        style: tenants::style(taste),
    };
    let shop = Box::new(move |call: &_| Some(ask_demo_shop(call, &time_zone, now)));
    Ok(Rehearsal::new(Arc::new(script), cast, shop, now))
}
