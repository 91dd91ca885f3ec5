//! Where publishing is done: at a running server, or on the books themselves.

use std::time::Duration;

use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::outcall;
use crate::app::publishing::{Offer, Press, PressFault, press};
use crate::app::settings::{Settings, TenantSettings};
use crate::cli::Exit;
use crate::cli::books::store::open;
use crate::cli::exit::{complain, say};
use crate::cli::given::SettingsArguments;
use crate::domain::{
    CanaryLimits, Finding, HttpCall, HttpReply, Method, Policy, Report, Texts, Versions,
};

const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Checking and counting a large bot takes its time.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Whose versions, and the settings that say where the books are.
#[derive(Debug, Args)]
pub struct Whose {
    /// Which tenant; needed where there are several
    #[arg(long)]
    tenant: Option<String>,
    #[command(flatten)]
    given: SettingsArguments,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    pub policy: Policy,
    pub canary: Option<u8>,
    pub canary_turns: Option<u32>,
    pub version: Option<&'a str>,
    pub dry_run: bool,
}

pub struct Desk {
    tenant: String,
    door: Door,
    runtime: tokio::runtime::Runtime,
}

enum Door {
    Server { url: String, token: SecretString },
    Books(Box<Press>),
}

impl Whose {
    pub fn settings(&self) -> Result<Settings, Exit> {
        self.given.load(&[])
    }

    /// The settings of the one that is meant.
    pub fn tenant<'a>(&self, settings: &'a Settings) -> Result<&'a TenantSettings, Exit> {
        let tenants = &settings.tenants;
        let named = match &self.tenant {
            Some(name) => tenants.iter().find(|tenant| tenant.id.as_str() == name),
            None => tenants.first().filter(|_| tenants.len() == 1),
        };
        let what = "find the tenant: name one of the settings with --tenant";
        named.ok_or_else(|| Exit::Usage.because(what))
    }

    /// The server that the settings name, if it answers; the books otherwise.
    pub fn desk(&self, settings: &Settings) -> Result<Desk, Exit> {
        let taste = self.tenant(settings)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime
            .map_err(|fault| Exit::Environment.because(format!("start the runtime: {fault}")))?;
        let tenant = taste.id.to_string();
        if let Some(door) = server(settings, &tenant, &runtime) {
            return Ok(Desk {
                tenant,
                door,
                runtime,
            });
        }
        let press = press(&open(settings)?, taste.rehearsed())
            .map_err(|fault| Exit::Environment.because(format!("start threads: {fault}")))?;
        Ok(Desk {
            tenant,
            door: Door::Books(Box::new(press)),
            runtime,
        })
    }
}

fn server(settings: &Settings, tenant: &str, runtime: &tokio::runtime::Runtime) -> Option<Door> {
    let token = settings.server.api_token.clone()?;
    let server = &settings.server;
    let listens = server.private_listen.unwrap_or(server.listen);
    let url = format!("http://{listens}/api/v1/flows");
    let asked = format!("{url}/versions?tenant={tenant}");
    runtime
        .block_on(call(Method::Get, asked, &token, Vec::new()))
        .ok()?;
    Some(Door::Server { url, token })
}

async fn call(
    method: Method,
    url: String,
    token: &SecretString,
    body: Vec<u8>,
) -> Result<HttpReply, outcall::OutcallFault> {
    let header = |name: &str, value: String| (name.to_owned(), value);
    outcall::call(HttpCall {
        method,
        url,
        headers: vec![
            header("authorization", format!("Bearer {}", token.expose_secret())),
            header("content-type", "application/json".into()),
        ],
        body,
        timeout: TIMEOUT,
        reply_bytes_max: ANSWER_BYTES_MAX,
        repeatable: false,
    })
    .await
}

impl Desk {
    pub fn publish(&self, texts: &Texts, wish: Wish<'_>) -> Result<Report, Exit> {
        match &self.door {
            Door::Server { .. } => {
                let body = serde_json::to_vec(texts).unwrap_or_default();
                self.ask(Method::Post, "publish", wish, body)
            }
            Door::Books(press) => {
                let limits = CanaryLimits::default();
                let turns_min = wish.canary_turns.unwrap_or(limits.turns_min);
                let limits = CanaryLimits {
                    turns_min,
                    ..limits
                };
                let offer = Offer {
                    policy: Some(wish.policy),
                    canary: wish.canary.map(|percent| (percent, limits)),
                    dry_run: wish.dry_run,
                };
                self.done(press.publish(texts.clone(), offer))
            }
        }
    }

    pub fn roll_back(&self, wish: Wish<'_>) -> Result<Report, Exit> {
        match &self.door {
            Door::Server { .. } => self.ask(Method::Post, "rollback", wish, Vec::new()),
            Door::Books(press) => {
                self.done(press.roll_back(wish.version, wish.policy, wish.dry_run))
            }
        }
    }

    pub fn versions(&self) -> Result<Versions, Exit> {
        match &self.door {
            Door::Server { .. } => self.ask(Method::Get, "versions", Wish::default(), Vec::new()),
            Door::Books(press) => self.done(press.versions()),
        }
    }

    pub fn canary(&self, deed: &str, wish: Wish<'_>) -> Result<Versions, Exit> {
        match &self.door {
            Door::Server { .. } => {
                self.ask(Method::Post, &format!("canary/{deed}"), wish, Vec::new())
            }
            Door::Books(press) => self.done(async {
                match wish.canary {
                    Some(percent) => press.share_canary(percent).await?,
                    None if deed == "promote" => press.promote_canary(wish.policy).await?,
                    None => press.stop_canary(wish.policy, None).await?,
                }
                press.versions().await
            }),
        }
    }

    fn done<T>(&self, work: impl Future<Output = Result<T, PressFault>>) -> Result<T, Exit> {
        self.runtime.block_on(work).map_err(|fault| match fault {
            PressFault::Refused(found) => refused(&found),
            PressFault::Rollout(_) | PressFault::Gone(_) => Exit::Findings.because(fault),
            PressFault::Unusable { .. } | PressFault::Store(_) | PressFault::Panicked(_) => {
                Exit::Environment.because(fault)
            }
        })
    }

    fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        wish: Wish<'_>,
        body: Vec<u8>,
    ) -> Result<T, Exit> {
        let Door::Server { url, token } = &self.door else {
            return Err(Exit::Environment.because("ask the server: none is running"));
        };
        let url = format!("{url}/{path}?{}", query(&self.tenant, wish));
        let reply = self.runtime.block_on(call(method, url, token, body));
        let reply = reply.map_err(|fault| Exit::Remote.because(fault))?;
        if reply.status == 200 {
            return serde_json::from_slice(&reply.body)
                .map_err(|fault| Exit::Remote.because(format!("read the answer: {fault}")));
        }
        Err(problem(&reply))
    }
}

fn query(tenant: &str, wish: Wish<'_>) -> String {
    let wishes = [
        ("tenant", Some(tenant.to_owned())),
        ("policy", Some(wish.policy.word().into())),
        ("dry_run", Some(wish.dry_run.to_string())),
        ("canary", wish.canary.map(|percent| percent.to_string())),
        ("canary_turns", wish.canary_turns.map(|n| n.to_string())),
        ("version", wish.version.map(str::to_owned)),
    ];
    let given = wishes.into_iter();
    let given = given.filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    given.collect::<Vec<_>>().join("&")
}

/// What the server says is wrong.
fn problem(reply: &HttpReply) -> Exit {
    let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    let found: Option<Vec<Finding>> = serde_json::from_value(body["diagnostics"].clone()).ok();
    if let Some(found) = found {
        return refused(&found);
    }
    let said = body["detail"].as_str().or(body["title"].as_str());
    let said = said.unwrap_or("carry this out: the server gave no reason");
    match reply.status {
        409 => Exit::Findings.because(said),
        401 => Exit::Environment.because("ask the server: HIWAR_API_TOKEN is not its token"),
        status => Exit::Remote.because(format!("{said} (the server answered {status})")),
    }
}

fn refused(found: &[Finding]) -> Exit {
    for finding in found {
        say(finding.short());
    }
    complain("publish: the check found errors; nothing has changed");
    Exit::Findings
}
