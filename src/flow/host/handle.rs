//! `c`, as a script holds it, and how a verb ends a run.

use std::sync::{Arc, Mutex};

use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

use super::run::Run;
use crate::flow::draft::Mistake;
use crate::flow::script::is_lib;
use crate::flow::value::ValueFault;
use crate::locale::RenderFault;

/// Why a run of a step ends before the step does. It travels as rhai's termination,
/// which no script can catch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Stop {
    /// A question stands in [`Run::put`]: the customer is to answer.
    Asked,
    /// The offered answer is none; the question stands in [`Run::put`].
    Refused,
    /// A call was asked for.
    Called,
    /// A pause of the script's own begins, or is not over.
    Waits,
    /// The journal tells of another script than this one.
    Diverged(String),
    Mistaken(Mistake),
}

impl Stop {
    /// A misuse of a verb, in words for the author.
    pub fn misuse(what: impl Into<String>) -> Self {
        Self::Mistaken(Mistake::new("F0310", what))
    }
}

impl From<Mistake> for Stop {
    fn from(mistake: Mistake) -> Self {
        Self::Mistaken(mistake)
    }
}

impl From<RenderFault> for Stop {
    fn from(fault: RenderFault) -> Self {
        Self::Mistaken(Mistake::new("F0306", fault.to_string()))
    }
}

impl From<ValueFault> for Stop {
    fn from(fault: ValueFault) -> Self {
        Self::misuse(fault.to_string())
    }
}

impl From<Stop> for Box<EvalAltResult> {
    fn from(stop: Stop) -> Self {
        EvalAltResult::ErrorTerminated(Dynamic::from(stop), Position::NONE).into()
    }
}

/// The call of a verb: where in the script it stands.
pub(in crate::flow) type Call<'a> = NativeCallContext<'a>;

/// A verb's mistake, with the line of its call. Rhai forgets the place of a termination
/// when it leaves a function, so the mistake carries its own.
pub(in crate::flow) fn placed<T>(call: &Call<'_>, result: Verb<T>) -> Verb<T> {
    result.map_err(|error| match *error {
        EvalAltResult::ErrorTerminated(token, at) => {
            let line = call.call_position().line().unwrap_or(0);
            let file = call.call_source().filter(|path| is_lib(path));
            EvalAltResult::ErrorTerminated(with_place(token, line, file), at).into()
        }
        other => other.into(),
    })
}

fn with_place(token: Dynamic, line: usize, file: Option<&str>) -> Dynamic {
    match token.clone().try_cast::<Stop>() {
        Some(Stop::Mistaken(mistake)) if mistake.line == 0 => {
            let file = file.map(String::from);
            Dynamic::from(Stop::Mistaken(Mistake {
                line,
                file,
                ..mistake
            }))
        }
        _ => token,
    }
}

pub(in crate::flow) type Verb<T> = Result<T, Box<EvalAltResult>>;

/// The conversation as a script holds it. It works for one run of one step.
#[derive(Clone)]
pub(in crate::flow) struct Handle(Arc<Mutex<Option<Run>>>);

impl Handle {
    pub fn lend(run: Run) -> Self {
        Self(Arc::new(Mutex::new(Some(run))))
    }

    /// Takes the run back; copies of the handle are dead from here on.
    pub fn give_back(&self) -> Option<Run> {
        self.0.lock().ok()?.take()
    }

    /// What a verb does with the run. Scripts are never called while it is held.
    pub fn with<T>(&self, act: impl FnOnce(&mut Run) -> Result<T, Stop>) -> Verb<T> {
        let mut held = self
            .0
            .lock()
            .map_err(|_| Stop::misuse("reach the conversation"))?;
        let run = held
            .as_mut()
            .ok_or_else(|| Stop::misuse("use a conversation after its turn"))?;
        Ok(act(run)?)
    }
}
