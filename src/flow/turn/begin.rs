//! A flow that begins without anybody's word: how an author looks at one in the middle.

use std::collections::BTreeMap;

use super::fault::Fault;
use super::play::Play;
use crate::domain::{Session, Timestamp, Turn, Value};
use crate::flow::script::Script;
use crate::flow::stage::Scene;

/// Where to begin, and what is already known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    pub flow: String,
    pub step: String,
    pub slots: BTreeMap<String, Value>,
}

/// Enters the step as if the flow had come to it. As pure as [`turn`](super::turn).
#[must_use]
pub fn begin(
    script: &Script,
    scene: &Scene<'_>,
    session: &Session,
    beginning: &Beginning,
    now: Timestamp,
) -> Turn {
    let mut play = Play::begin(script, scene, session.clone(), now);
    let rule = format!("begin:{}.{}", beginning.flow, beginning.step);
    play.matched(rule, "the author began here");
    if let Err(fault) = play.begin_at(beginning) {
        play.apologise(fault);
    }
    play.note_printed();
    play.draft.finish()
}

impl Play<'_> {
    fn begin_at(&mut self, beginning: &Beginning) -> Result<(), Fault> {
        self.start_flow(&beginning.flow, beginning.slots.clone())?;
        if beginning.step != "start" {
            self.enter(&beginning.step)?;
        }
        self.proceed(None)?;
        Ok(())
    }
}
