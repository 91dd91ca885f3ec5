//! The maps that verbs take: known names only, so that a misspelt option is an error
//! and not a silence.

use rhai::Map;

use super::handle::Stop;
use crate::flow::diagnostic::nearest;

pub(super) fn known(verb: &str, given: &Map, names: &[&str]) -> Result<(), Stop> {
    let Some(wrong) = given.keys().find(|name| !names.contains(&name.as_str())) else {
        return Ok(());
    };
    let hint = nearest(wrong, names.iter().copied());
    let hint = hint.map(|hint| format!(", {hint}")).unwrap_or_default();
    Err(Stop::misuse(format!(
        "{verb}: there is no option `{wrong}`{hint}"
    )))
}
