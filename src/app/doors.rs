//! The listeners: opened before anything else, so that a taken port is told at once, and
//! closed first when the house stops.

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::RunFault;
use crate::app::settings::Settings;
use crate::http::{self, Routes, ServerLimits};

/// Where a running house listens.
#[derive(Debug, Clone, Copy)]
pub struct Listening {
    pub public: SocketAddr,
    /// Set when operators have a door of their own.
    pub private: Option<SocketAddr>,
}

/// Bound, not yet answering.
pub(super) struct Doors {
    public: TcpListener,
    private: Option<TcpListener>,
    limits: ServerLimits,
}

/// Answering.
pub(super) struct Serving {
    asked: watch::Sender<bool>,
    servers: Vec<JoinHandle<()>>,
}

impl Doors {
    pub async fn bind(settings: &Settings) -> Result<Self, RunFault> {
        let server = &settings.server;
        let private = match server.private_listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        Ok(Self {
            public: bind(server.listen).await?,
            private,
            limits: ServerLimits {
                connections_max: server.connections_max,
                header_timeout: server.header_timeout,
                drain_timeout: settings.shutdown.grace,
            },
        })
    }

    pub fn listening(&self) -> io::Result<Listening> {
        let private = self.private.as_ref().map(TcpListener::local_addr);
        Ok(Listening {
            public: self.public.local_addr()?,
            private: private.transpose()?,
        })
    }

    /// Without a private listener, both kinds of routes share the public one.
    pub fn open(self, public: Routes, private: Routes) -> Serving {
        let (asked, _) = watch::channel(false);
        let serve = |listener, routes| {
            let mut stopped = asked.subscribe();
            let stop = async move {
                let _ = stopped.wait_for(|stopped| *stopped).await;
            };
            tokio::spawn(http::serve(listener, routes, self.limits, stop))
        };
        let servers = match self.private {
            Some(listener) => vec![serve(self.public, public), serve(listener, private)],
            None => vec![serve(self.public, public.merge(private))],
        };
        Serving { asked, servers }
    }
}

impl Serving {
    /// Refuses new connections and waits for open requests, for a bounded time.
    pub async fn close(self) {
        self.asked.send_replace(true);
        for server in self.servers {
            // a server that panicked has closed its listener too
            let _ = server.await;
        }
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, RunFault> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|fault| RunFault::Listen(address, fault))
}
