//! One turn: what happened goes in, the session as it is to be and the effects come out.
//! The same script, scene, session, input and moment give the same turn, byte for byte.
//!
//! An input is routed (`route`), a step is run from its top with its journal (`drive`),
//! and the question it stops at is shown (`wait`). A script's fault is a turn too
//! (`apology`): the customer is never left without an answer.

mod answer;
mod apology;
mod begin;
mod carry;
mod drive;
mod enter;
mod fault;
mod life;
mod play;
mod route;
mod wait;
mod why;

pub(in crate::flow) use carry::{ANEW, TO_PEOPLE};

pub use apology::{GivenUp, give_up};
pub use begin::{Beginning, begin};
use play::Play;

use super::script::Script;
use super::stage::Scene;
use crate::domain::{Input, Session, Timestamp, Turn};

/// Handles one input. Pure: reads no clock and keeps nothing between calls.
#[must_use]
pub fn turn(
    script: &Script,
    scene: &Scene<'_>,
    session: &Session,
    input: &Input,
    now: Timestamp,
) -> Turn {
    let mut play = Play::begin(script, scene, session.clone(), now);
    let handled = match input {
        Input::Message(message) => play.hear(message),
        Input::CallAnswered { call, answer } => play.answered(*call, answer),
        Input::Timer(fired) => play.timer_fired(fired),
        Input::StaffEcho { .. } => {
            play.staff_wrote();
            Ok(())
        }
        Input::Agent(act) => play.agent_acted(act),
    };
    if let Err(fault) = handled {
        play.apologise(fault);
    }
    play.note_printed();
    play.draft.trace.bundle = script.bundle().into();
    play.draft.finish()
}
