//! Starts the house in order, keeps it running until asked to stop, stops it in order.

use std::io;
use std::net::SocketAddr;

use secrecy::SecretString;

use crate::app::settings::{SettingFault, Settings};
use crate::domain::Clock;
use crate::flow::{Diagnostic, Sources};

#[derive(Debug, thiserror::Error)]
pub enum RunFault {
    #[error("use the settings: {} faults", .0.len())]
    Settings(Vec<SettingFault>),
    #[error("use the flows: {} errors", .0.len())]
    Flows(Vec<Diagnostic>),
    #[error("listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
}

#[derive(Debug, Clone, Copy)]
pub struct Listening {
    pub public: SocketAddr,
    pub private: Option<SocketAddr>,
}

pub struct Plan {
    pub settings: Settings,
    pub sources: Sources,
    pub clock: Clock,
    pub api_token: Option<SecretString>,
}

/// # Errors
/// When something the house needs cannot be had.
pub async fn run(
    plan: Plan,
    ready: impl FnOnce(Listening),
    stop: impl Future<Output = ()> + Send,
) -> Result<(), RunFault> {
    let public = plan.settings.server.listen;
    ready(Listening {
        public,
        private: None,
    });
    stop.await;
    Ok(())
}
