//! Publishing over the API: the texts come in whole, are checked, and are live for new
//! conversations when the answer says so. Needs the administrator's bearer token.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::actor::{Offer, Press, PressFault};
use crate::domain::{CanaryLimits, Policy, RolloutFault, TenantId, Texts};
use crate::store::StoreFault;

use super::api::is_administrator;
use super::front::Front;
use super::problem::Problem;

/// Largest body of a publishing: as much as the texts of a large bot, in bytes.
pub const TEXTS_BYTES_MAX: usize = 8 * 1024 * 1024;

/// How a change is to be made.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct How {
    /// Needed where the house has several.
    tenant: Option<String>,
    /// Only say what would happen.
    #[serde(default)]
    dry_run: bool,
    /// `finish` (the default), `move`, `restart`, `handoff`.
    policy: Option<String>,
    /// Only for this share of new conversations.
    canary: Option<u8>,
    /// Turns before a canary is judged.
    canary_turns: Option<u32>,
    /// The version to go back to.
    version: Option<String>,
}

impl How {
    fn policy(&self) -> Result<Policy, Refusal> {
        let Some(word) = &self.policy else {
            return Ok(Policy::default());
        };
        Policy::read(word)
            .ok_or_else(|| Refusal::asked("`policy` is `finish`, `move`, `restart` or `handoff`"))
    }

    fn limits(&self) -> CanaryLimits {
        let limits = CanaryLimits::default();
        CanaryLimits {
            turns_min: self.canary_turns.unwrap_or(limits.turns_min).max(1),
            ..limits
        }
    }
}

/// Why a request was not carried out.
pub enum Refusal {
    Said(Box<Problem>),
    Press(PressFault),
}

impl Refusal {
    fn asked(what: &str) -> Self {
        let problem = Problem::new(
            StatusCode::BAD_REQUEST,
            "urn:hiwar:problem:request",
            "the request cannot be understood",
        );
        Self::Said(Box::new(problem.detail(what)))
    }

    fn missing(what: &'static str) -> Self {
        Self::Said(Box::new(Problem::not_found(what)))
    }
}

impl From<PressFault> for Refusal {
    fn from(fault: PressFault) -> Self {
        Self::Press(fault)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Said(problem) => problem.into_response(),
            Self::Press(fault) => press_problem(&fault).into_response(),
        }
    }
}

fn press_problem(fault: &PressFault) -> Problem {
    let conflict = |title| {
        Problem::new(StatusCode::CONFLICT, "urn:hiwar:problem:rollout", title)
            .detail(fault.to_string())
    };
    match fault {
        PressFault::Refused(findings) => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "urn:hiwar:problem:flows",
            "the check found errors; nothing was published",
        )
        .with("diagnostics", findings),
        PressFault::Rollout(RolloutFault::Share) => Problem::new(
            StatusCode::BAD_REQUEST,
            "urn:hiwar:problem:request",
            "the share of a canary is 1 to 99 percent",
        ),
        PressFault::Rollout(
            RolloutFault::NothingEarlier | RolloutFault::AlreadyCurrent | RolloutFault::NoCanary,
        ) => conflict("this does not fit what is published"),
        PressFault::Gone(_) => conflict("the texts of this version are no longer kept"),
        PressFault::Unusable { .. } => conflict("this program cannot use this version"),
        PressFault::Store(StoreFault::Stale) => conflict("somebody else published meanwhile"),
        PressFault::Store(StoreFault::TooLarge { .. }) => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "urn:hiwar:problem:request",
            "a file is too large to be kept",
        )
        .detail(fault.to_string()),
        PressFault::Store(fault) => Problem::store(fault),
        PressFault::Panicked(fault) => Problem::store(fault),
    }
}

/// The tenant's press, for an administrator.
fn press<'f>(front: &'f Front, headers: &HeaderMap, how: &How) -> Result<&'f Press, Refusal> {
    if !is_administrator(front, headers) {
        return Err(Refusal::Said(Box::new(Problem::unauthorized())));
    }
    let presses = &front.presses;
    match &how.tenant {
        Some(name) => {
            let named = TenantId::parse(name).ok();
            named
                .and_then(|id| presses.get(&id))
                .ok_or_else(|| Refusal::missing("there is no such tenant"))
        }
        None => match presses.values().next() {
            Some(only) if presses.len() == 1 => Ok(only),
            Some(_) | None => Err(Refusal::asked("say which `tenant` it is for")),
        },
    }
}

/// `POST /api/v1/flows/publish`: `{"flows": {path: text}, "locales": {path: text}}`. Answers
/// with the report; 422 with the diagnostics when the check finds errors.
pub async fn publish(
    State(front): State<Arc<Front>>,
    Query(how): Query<How>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let press = press(&front, &headers, &how)?;
    let texts: Texts = serde_json::from_slice(&body)
        .map_err(|fault| Refusal::asked(&format!("the body: {fault}")))?;
    let offer = Offer {
        policy: Some(how.policy()?),
        canary: how.canary.map(|percent| (percent, how.limits())),
        dry_run: how.dry_run,
    };
    let published = press.publish(texts, offer).await;
    let report = published?;
    Ok(Json(report).into_response())
}

/// `POST /api/v1/flows/rollback?version=`: to the version named, or the last one.
pub async fn roll_back(
    State(front): State<Arc<Front>>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let press = press(&front, &headers, &how)?;
    let policy = how.policy()?;
    let done = press.roll_back(how.version.as_deref(), policy, how.dry_run);
    let report = done.await?;
    Ok(Json(report).into_response())
}

/// `GET /api/v1/flows/versions`: every version that is kept, and who is inside.
pub async fn versions(
    State(front): State<Arc<Front>>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let press = press(&front, &headers, &how)?;
    let versions = press.versions().await;
    let versions = versions?;
    Ok(Json(versions).into_response())
}

/// `POST /api/v1/flows/canary/{share|stop|promote}`. Answers with the versions.
pub async fn canary(
    State(front): State<Arc<Front>>,
    Path(deed): Path<String>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let press = press(&front, &headers, &how)?;
    let policy = how.policy()?;
    let done = match (deed.as_str(), how.canary) {
        ("share", Some(percent)) => press.share_canary(percent).await,
        ("share", None) => return Err(Refusal::asked("say the share as `canary`")),
        ("stop", _) => press.stop_canary(policy, None).await,
        ("promote", _) => press.promote_canary(policy).await,
        (_, _) => {
            let what = "a canary is given a `share`, stopped or promoted";
            return Err(Refusal::missing(what));
        }
    };
    done?;
    let versions = press.versions().await;
    let versions = versions?;
    Ok(Json(versions).into_response())
}
