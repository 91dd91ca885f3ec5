//! Questions that can keep a customer for ever: no answer in time leads anywhere, or no
//! misunderstanding does.

use rhai::Expr;

use super::Desk;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::{Call, Turn, verb};
use crate::flow::script::Rung;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let rescued = desk.globals.ladder.contains(&Rung::OfferAgent);
    for read in &desk.flows {
        let (flow, manifest) = (read.flow, &read.flow.manifest);
        let asking = read.calls.all.iter().filter(|call| {
            call.method && verb(&call.name).is_some_and(|verb| verb.turn == Turn::Asks)
        });
        for call in asking {
            // Options that are put together elsewhere are given the benefit.
            let Some(options) = options(call) else {
                continue;
            };
            let has = |option: &str| options.iter().any(|name| name == option);
            let finding = |code, what: String| {
                let finding = Diagnostic::error(code, &flow.path, call.at, what).warning();
                finding.spanning(call.name.chars().count())
            };
            if manifest.expire.is_none() && !has("timeout") {
                let what = format!("this `{}` waits for ever", call.name);
                let help = "give it a `timeout`, or the flow an `expire`";
                found.push(finding("F0209", what).hint(help));
            }
            if !has("on_fail") && !rescued {
                let what = format!(
                    "nothing follows when this `{}` is never understood",
                    call.name
                );
                let help = "give it `on_fail`, or end `fallback` at `offer_agent`";
                found.push(finding("F0205", what).hint(help));
            } else if has("tries") && !has("on_fail") {
                let what = "`tries` are counted, and nothing follows when they are used up";
                found.push(finding("F0205", what.into()).hint("add `on_fail: \"step\"`"));
            }
        }
    }
    found
}

/// Names of the options given in place.
fn options(call: &Call) -> Option<Vec<String>> {
    match call.args.last() {
        Some(Expr::Map(map, _)) => Some(
            map.0
                .iter()
                .map(|(name, _)| name.name.to_string())
                .collect(),
        ),
        Some(Expr::StringConstant(..) | Expr::InterpolatedString(..) | Expr::Array(..)) => {
            Some(Vec::new())
        }
        _ => None,
    }
}
