//! Variables that a message needs and a script does not give, or gives as something else.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{Expr, Position};

use super::Desk;
use super::messages::titles;
use crate::flow::check::Read;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::outline::{Call, Literal, Role, Turn, fields, verb};
use crate::locale::Catalog;

/// What every message is given.
const ALWAYS: &str = "brand";
/// Kinds of slots that hold text, whatever it looks like.
const TEXTS: &[&str] = &["text", "order_no", "id", "phone", "email"];

pub(super) fn check(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        for call in read.calls.all.iter().filter(|call| call.method) {
            found.extend(said(catalog, read, call));
            let untold = titles(&read.calls, call).into_iter();
            found.extend(untold.flat_map(|(key, characters)| match key {
                Literal::Whole(key, at) => titled(catalog, read, &key, at, characters),
                Literal::Begins(..) => Vec::new(),
            }));
        }
    }
    found
}

/// A message that a verb says or asks, with the values that stand beside it.
fn said(catalog: &Catalog, read: &Read<'_>, call: &Call) -> Vec<Diagnostic> {
    let Some(verb) = verb(&call.name) else {
        return Vec::new();
    };
    let key = verb.takes.iter().position(|role| *role == Role::Message);
    let Some((key, at)) = key.and_then(|at| call.whole(at)) else {
        return Vec::new();
    };
    let Some(given) = values(call, verb.turn == Turn::Asks) else {
        return Vec::new();
    };
    let (mut found, mut lacking) = (Vec::new(), BTreeMap::<&str, Vec<&str>>::new());
    for tag in catalog.tags() {
        for (variable, expects) in catalog.expected(tag, &key, None) {
            let value = given.iter().find(|given| given.name == variable);
            match value {
                None if variable != ALWAYS => {
                    let tags = lacking.entry(variable).or_default();
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                }
                Some(given) => {
                    found.extend(mistaken(read, given.value, variable, expects));
                }
                None => {}
            }
        }
    }
    let unused = unused(catalog, &key, &given);
    found.extend(lacking.into_iter().map(|(variable, tags)| {
        let what = format!(
            "message `{key}` needs `${variable}` in `{}`",
            tags.join("`, `")
        );
        let error = |at| Diagnostic::error("L0411", &read.flow.path, at, what);
        let near = nearest_name(variable, unused.iter().map(|given| given.name));
        match unused.iter().find(|given| Some(given.name) == near) {
            Some(given) => error(given.at)
                .spanning(given.name.chars().count())
                .meant(Some(variable)),
            None => error(at).quoting(&key),
        }
    }));
    found.dedup();
    found
}

/// A value that stands beside a message.
struct Given<'a> {
    name: &'a str,
    at: Position,
    value: &'a Expr,
}

/// What is given, and the message uses in no language.
fn unused<'a>(catalog: &Catalog, key: &str, given: &'a [Given<'a>]) -> Vec<&'a Given<'a>> {
    let tags = catalog.tags().into_iter();
    let used: BTreeSet<String> = tags.flat_map(|tag| catalog.variables(tag, key)).collect();
    let unused = given.iter().filter(|given| !used.contains(given.name));
    unused.collect()
}

/// The values given in place; `None` when their map is made elsewhere.
fn values(call: &Call, asks: bool) -> Option<Vec<Given<'_>>> {
    let takes = verb(&call.name)?.takes;
    let wanted = |role: &Role| {
        if asks {
            matches!(role, Role::Options(_))
        } else {
            *role == Role::Values
        }
    };
    let Some(at) = takes.iter().position(wanted) else {
        return Some(Vec::new());
    };
    let Some(given) = call.args.get(at) else {
        return Some(Vec::new());
    };
    if !asks {
        return map(given);
    }
    match fields(given)?.into_iter().find(|(name, _)| name == "args") {
        Some((_, args)) => map(args),
        None => Some(Vec::new()),
    }
}

fn map(given: &Expr) -> Option<Vec<Given<'_>>> {
    let Expr::Map(map, _) = given else {
        return None;
    };
    let given = map.0.iter().map(|(name, value)| Given {
        name: &name.name,
        at: name.pos,
        value,
    });
    Some(given.collect())
}

/// A text where the message counts, or writes a date.
fn mistaken(
    read: &Read<'_>,
    value: &Expr,
    variable: &str,
    expects: &'static str,
) -> Option<Diagnostic> {
    let right = match expects {
        "number" => "a number",
        "date" => "a date, as `day(x)` makes it",
        "time" => "a time, as `time(x)` makes it",
        "sum of money" => "a sum, as `money(amount, currency)` makes it",
        _ => return None,
    };
    let (at, characters) = match value {
        Expr::StringConstant(text, at) => (*at, text.chars().count() + 2),
        Expr::InterpolatedString(_, at) => (*at, 1),
        _ => text_slot(read, value)?,
    };
    let what = format!("`${variable}` has to be {right}, and a text is given");
    let finding = Diagnostic::error("L0408", &read.flow.path, at, what);
    Some(finding.spanning(characters))
}

/// `c.slots.name`, where the manifest says that it holds text.
fn text_slot(read: &Read<'_>, value: &Expr) -> Option<(Position, usize)> {
    let at = value.start_position();
    let Expr::Dot(pair, ..) = value else {
        return None;
    };
    let Expr::Dot(inner, ..) = &pair.rhs else {
        return None;
    };
    let (Expr::Property(slots, _), Expr::Property(slot, end)) = (&inner.lhs, &inner.rhs) else {
        return None;
    };
    let kind = read.flow.manifest.slots.get(slot.2.as_str())?;
    let holds_text = slots.2.as_str() == "slots" && TEXTS.contains(&kind.as_str());
    let to = end.position()? + slot.2.chars().count();
    holds_text.then(|| (at, to.saturating_sub(at.position().unwrap_or(to))))
}

/// A title is given nothing at all.
fn titled(
    catalog: &Catalog,
    read: &Read<'_>,
    key: &str,
    at: Position,
    characters: usize,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for tag in catalog.tags() {
        for attribute in [None, Some("desc")] {
            let needed = catalog.variables_of(tag, key, attribute);
            found.extend(needed.into_iter().map(|variable| {
                let what = format!("the title `{key}` needs `${variable}` in `{tag}`");
                let finding = Diagnostic::error("L0411", &read.flow.path, at, what);
                let help = "titles are given no values; bring one: `opt(id, title)`";
                finding.spanning(characters + 2).hint(help)
            }));
        }
    }
    found
}
