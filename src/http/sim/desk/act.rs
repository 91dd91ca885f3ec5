//! The part of an agent, and the clock. An act enters by the same durable inbox as a message.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::domain::{AgentAct, AgentDeed, TEXT_MAX, length};
use crate::http::sim::SimState;

const HOURS_MAX: u64 = 24 * 30;

#[derive(Debug, Deserialize)]
pub struct Deed {
    /// Digits.
    customer: String,
    agent: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
enum What {
    Claim,
    Say { text: String },
    Return,
    Resolve,
}

/// `POST /sim/agent`: 202, and the rest is told by the feed; 404 before her first message.
pub async fn agent(State(sim): State<SimState>, Json(deed): Json<Deed>) -> StatusCode {
    let Some(engine) = sim.engine() else {
        return StatusCode::NOT_FOUND;
    };
    if let What::Say { text } = &deed.what
        && (text.trim().is_empty() || length(text) > TEXT_MAX)
    {
        return StatusCode::UNPROCESSABLE_ENTITY;
    }
    let Some(story) = super::inside::story(&sim, &deed.customer) else {
        return StatusCode::NOT_FOUND;
    };
    let act = AgentAct {
        agent: deed.agent,
        deed: match deed.what {
            What::Claim => AgentDeed::Claimed,
            What::Say { text } => AgentDeed::Said { text },
            What::Return => AgentDeed::Returned,
            What::Resolve => AgentDeed::Resolved,
        },
    };
    let now = sim.clock().now();
    let admitted = engine.store.admit_act(story.turn.conversation, act, now);
    match admitted.await {
        Ok(Some(conversation)) => {
            engine.house.look(engine.tenant.clone(), conversation);
            StatusCode::ACCEPTED
        }
        Ok(None) => StatusCode::NOT_FOUND,
        Err(fault) => {
            tracing::warn!(%fault, "an agent's act was not taken in");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct Later {
    hours: u64,
}

/// `POST /sim/clock`: moves the house's clock forward; 404 where it is the world's.
pub async fn clock(State(sim): State<SimState>, Json(later): Json<Later>) -> StatusCode {
    let push = sim.engine().and_then(|engine| engine.push_clock.clone());
    match push {
        Some(push) if (1..=HOURS_MAX).contains(&later.hours) => {
            push(Duration::from_secs(later.hours * 3600));
            StatusCode::NO_CONTENT
        }
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::NOT_FOUND,
    }
}
