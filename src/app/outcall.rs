//! One call that a command makes: over the same client as everything else that leaves.

use crate::domain::{CallFault, HttpCall, HttpReply, TenantId};
use crate::telemetry::{Build, Metrics, Peer, Task};
use crate::wire::{BreakerSettings, LaneSettings, Reach, Wire, WireFault, WireSettings};

use super::machine;

#[derive(Debug, thiserror::Error)]
pub enum OutcallFault {
    #[error(transparent)]
    Wire(#[from] WireFault),
    #[error(transparent)]
    Call(#[from] CallFault),
}

/// Carries the call out, wherever it goes: the person at the keyboard named the address.
///
/// # Errors
/// When nothing answered.
pub async fn call(call: HttpCall) -> Result<HttpReply, OutcallFault> {
    let wire = Wire::new(WireSettings::default(), machine::clock(), machine::dice())?;
    let settings = LaneSettings {
        name: "command".into(),
        reach: Reach::Anywhere,
        rate: None,
        pair: None,
        breaker: BreakerSettings::default(),
    };
    let build = Build {
        version: env!("CARGO_PKG_VERSION"),
        revision: "",
        rustc: "",
    };
    let metrics = Metrics::new(build, 1);
    let nobody = TenantId::parse("command").expect("lower-case letters");
    let metrics = metrics.lane(&nobody, Peer::Meta, Task::Send, "command");
    Ok(wire.lane(settings, metrics).call(call).await?)
}
