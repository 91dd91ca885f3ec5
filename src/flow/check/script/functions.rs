//! Functions that are not there, or take something else. Rhai finds out when it calls.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{AST, Expr, Position};

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::host;
use crate::flow::outline::Call;
use crate::flow::sandbox::{OFF_LIMITS, standard};
use crate::flow::script::declaring_module;

/// Names that the language itself calls.
const KEYWORDS: &[&str] = &[
    "Fn",
    "call",
    "type_of",
    "is_def_fn",
    "is_def_var",
    "is_shared",
    "print",
    "debug",
];

/// How many arguments each name takes.
type Names = BTreeMap<String, BTreeSet<usize>>;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let host_module = host::module();
    let host = names(host_module.gen_fn_signatures_with_mapper(Into::into));
    let declaring = names(declaring_module().gen_fn_signatures_with_mapper(Into::into));
    let standard = names(standard().gen_fn_signatures_with_mapper(Into::into));
    let properties = properties(host_module.gen_fn_signatures_with_mapper(Into::into));
    let mut found = Vec::new();
    for (lib, calls) in &desk.libs {
        let own = own_names(&lib.ast);
        let known = [&own, &host, &standard];
        let calls = calls.all.iter();
        found.extend(calls.filter_map(|call| judge(&lib.path, call, &known)));
    }
    for read in &desk.flows {
        let flow = read.flow;
        let own = own_names(&flow.ast);
        let known = [&own, &host, &declaring, &standard];
        let calls = read.calls.all.iter();
        found.extend(calls.filter_map(|call| judge(&flow.path, call, &known)));
        let strange = read.calls.properties.iter();
        let strange = strange.filter(|(name, _)| !properties.contains(name));
        found.extend(strange.map(|(name, at)| {
            let what = format!("a conversation has no property `{name}`");
            let near = nearest_name(name, properties.iter().map(String::as_str));
            unknown(&flow.path, name, *at, what).meant(near)
        }));
    }
    found
}

/// What can be read off a conversation: `c.slots`.
fn properties(signatures: impl Iterator<Item = String>) -> BTreeSet<String> {
    let name = |signature: String| {
        let name = signature.strip_prefix("get$")?.split_once('(')?.0;
        Some(name.trim().to_owned())
    };
    signatures.filter_map(name).collect()
}

fn judge(path: &str, call: &Call, known: &[&Names]) -> Option<Diagnostic> {
    let name = call.name.as_str();
    if name == CAPTURE {
        return Some(captures(path, call));
    }
    let banned = OFF_LIMITS.contains(&name);
    if KEYWORDS.contains(&name) || name.contains('$') {
        return None;
    }
    let takes: BTreeSet<usize> = known
        .iter()
        .filter_map(|names| names.get(name))
        .flatten()
        .copied()
        .collect();
    if takes.is_empty() || banned {
        let what = format!("unknown function `{name}`");
        let near = known
            .iter()
            .find_map(|names| nearest_name(name, names.keys().map(String::as_str)));
        return Some(unknown(path, name, call.at, what).meant(near.filter(|_| !banned)));
    }
    // A method's object is its first argument; a script function may also take it as `this`.
    let given = call.args.len() + usize::from(call.method);
    let as_this = call.method
        && known[0]
            .get(name)
            .is_some_and(|own| own.contains(&call.args.len()));
    if takes.contains(&given) || as_this {
        return None;
    }
    let offset = usize::from(call.method);
    let counts: Vec<_> = takes
        .iter()
        .map(|n| n.saturating_sub(offset).to_string())
        .collect();
    let what = format!(
        "`{name}` takes {} argument{}, {} given",
        counts.join(" or "),
        if counts == ["1"] { "" } else { "s" },
        call.args.len()
    );
    Some(Diagnostic::error("F0103", path, call.at, what).spanning(name.chars().count()))
}

/// Rhai makes a call of this of a closure that captures; written as such it does not parse.
const CAPTURE: &str = "curry";

/// What a closure keeps outlasts its run, and nothing does.
fn captures(path: &str, call: &Call) -> Diagnostic {
    let names = call.args.iter().filter_map(|argument| match argument {
        Expr::Variable(variable, ..) => Some(format!("`{}`", variable.1)),
        _ => None,
    });
    let names: Vec<String> = names.collect();
    let what = format!("a closure cannot use {} from outside", names.join(", "));
    let finding = Diagnostic::error("F0113", path, call.at, what);
    finding.spanning(1).hint("use a loop")
}

fn unknown(path: &str, name: &str, at: Position, what: String) -> Diagnostic {
    Diagnostic::error("F0102", path, at, what).spanning(name.chars().count())
}

fn own_names(ast: &AST) -> Names {
    let mut names = Names::new();
    for function in ast.iter_functions() {
        let takes = names.entry(function.name.to_owned()).or_default();
        takes.insert(function.params.len());
    }
    names
}

/// Reads `name(_: &str, _: Map) -> …`; operators and accessors are no names to call.
fn names(signatures: impl Iterator<Item = String>) -> Names {
    let mut names = Names::new();
    for signature in signatures {
        let Some((name, rest)) = signature.split_once('(') else {
            continue;
        };
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') || name.contains('$') {
            continue;
        }
        names
            .entry(name.trim().into())
            .or_default()
            .insert(count(rest));
    }
    names
}

/// Arguments up to the closing bracket, commas inside of types left out.
fn count(rest: &str) -> usize {
    let (mut depth, mut commas, mut any) = (0_i32, 0, false);
    for character in rest.chars() {
        match character {
            '(' | '<' | '[' => depth += 1,
            ')' if depth == 0 => break,
            ')' | '>' | ']' => depth -= 1,
            ',' if depth == 0 => commas += 1,
            _ => {}
        }
        any |= !character.is_whitespace();
    }
    if any { commas + 1 } else { 0 }
}

/// The host's verbs, for the author's guide.
pub(in crate::flow::check) fn signatures() -> Vec<String> {
    let mut all: Vec<_> = host::module()
        .gen_fn_signatures_with_mapper(Into::into)
        .collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn arguments_are_counted_as_written() {
        for (rest, expected) in [
            (") -> ()", 0),
            ("_: &str) -> ()", 1),
            ("_: &str, _: Vec<(u8, i64)>) -> Result<(), X>", 2),
        ] {
            assert_eq!(count(rest), expected, "{rest}");
        }
    }
}
