//! A script's mistake and where it stands.

use rhai::EvalAltResult;

use crate::domain::ScriptFault;
use crate::flow::draft::Mistake;
use crate::flow::host::Stop;
use crate::flow::sandbox::Exhausted;
use crate::flow::script::is_lib;
use crate::locale::RenderFault;

/// A mistake that ends the handling of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault(pub ScriptFault);

impl Fault {
    pub fn at(mistake: Mistake, file: &str, step: &str) -> Self {
        Self(ScriptFault {
            code: mistake.code.into(),
            file: mistake.file.unwrap_or_else(|| file.into()),
            line: u32::try_from(mistake.line).unwrap_or(0),
            step: step.into(),
            what: mistake.what,
        })
    }
}

/// A mistake outside of any script: a message of the engine's own.
impl From<Mistake> for Fault {
    fn from(mistake: Mistake) -> Self {
        Self::at(mistake, "", "")
    }
}

impl From<RenderFault> for Fault {
    fn from(fault: RenderFault) -> Self {
        Mistake::new("F0306", fault.to_string()).into()
    }
}

/// What ended a run, from the innermost frame: ours travels inside rhai's termination.
pub(super) fn stop_of(error: EvalAltResult) -> Stop {
    let (error, file) = innermost(error, None);
    let line = error.position().line().unwrap_or(0);
    let mistake = |code, what| {
        let file = file.clone();
        Stop::Mistaken(Mistake {
            code,
            what,
            line,
            file,
        })
    };
    match error {
        EvalAltResult::ErrorTerminated(token, _) => match token.clone().try_cast::<Stop>() {
            Some(stop) => stop,
            None => match token.try_cast::<Exhausted>() {
                Some(Exhausted::Wall) => mistake("F0311", "finish in time".into()),
                Some(Exhausted::Operations) | None => {
                    mistake("F0301", "finish within the operations allowed".into())
                }
            },
        },
        EvalAltResult::ErrorTooManyOperations(_) => {
            mistake("F0301", "finish within the operations allowed".into())
        }
        EvalAltResult::ErrorStackOverflow(_) => mistake("F0302", "call functions so deep".into()),
        EvalAltResult::ErrorDataTooLarge(what, _) => {
            mistake("F0308", format!("make a value so large: {what}"))
        }
        other => mistake("F0303", without_position(other)),
    }
}

/// The error of the innermost call, and the library it was made in.
fn innermost(error: EvalAltResult, file: Option<String>) -> (EvalAltResult, Option<String>) {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, source, inner, _) => {
            innermost(*inner, Some(source).filter(|path| is_lib(path)))
        }
        other => (other, file),
    }
}

fn without_position(mut error: EvalAltResult) -> String {
    let _ = error.take_position();
    error.to_string()
}
