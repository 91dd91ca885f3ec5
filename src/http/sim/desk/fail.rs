//! A provider that refuses the next message, as Meta does it (Cloud API, "Error codes").

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::http::sim::SimState;

/// How the next send ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Failure {
    /// Too many messages.
    #[serde(rename = "429")]
    TooMany,
    /// The provider's own fault: the message may or may not have gone out.
    #[serde(rename = "500")]
    Broken,
    /// More than 24 hours since she wrote: only a template may be sent.
    #[serde(rename = "131047")]
    WindowClosed,
}

impl Failure {
    /// Status, code and message.
    pub fn told(self) -> (StatusCode, u32, &'static str) {
        match self {
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                130_429,
                "(#130429) Rate limit hit",
            ),
            Self::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                131_000,
                "(#131000) Something went wrong",
            ),
            Self::WindowClosed => (
                StatusCode::BAD_REQUEST,
                131_047,
                "(#131047) Re-engagement message",
            ),
        }
    }
}

#[derive(Debug, Deserialize)]
pub struct Wish {
    /// `None`: nothing fails.
    how: Option<Failure>,
}

/// `POST /sim/fail`
pub async fn fail(State(sim): State<SimState>, Json(wish): Json<Wish>) -> StatusCode {
    sim.fail_next(wish.how);
    StatusCode::NO_CONTENT
}
