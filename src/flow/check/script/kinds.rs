//! Values of the wrong kind, as far as they are written out: `tries: "3"`. Rhai finds out
//! when it calls.

use rhai::{Expr, Position};

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, nearest_name};
use crate::flow::host::expression;
use crate::flow::outline::{Call, Role, fields, verb};

/// What an option has to be, whatever the verb.
const WANTED: &[(&str, Kind)] = &[
    ("tries", Kind::Number),
    ("priority", Kind::Number),
    ("timeout", Kind::Text),
    ("slow_after", Kind::Text),
    ("after", Kind::Text),
    ("wait", Kind::Text),
    ("gather", Kind::Text),
    ("invalid", Kind::Text),
    ("on_fail", Kind::Text),
    ("on_timeout", Kind::Text),
    ("on_nobody", Kind::Text),
    ("on_closed", Kind::Text),
    ("on_cancel", Kind::Text),
    ("step", Kind::Text),
    ("say", Kind::Text),
    ("slow_say", Kind::Text),
    ("skip", Kind::Text),
    ("queue", Kind::Text),
    ("reason", Kind::Text),
    ("fields", Kind::List),
    ("args", Kind::Map),
    ("secret", Kind::Flag),
    ("kind", Kind::Answer),
];

/// What `media(…)` knows.
const FILES: &[&str] = &["image", "document", "audio", "video"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    List,
    Map,
    Flag,
    /// `int()` and its like.
    Answer,
    /// Nothing at all, or what cannot be told.
    Unknown,
}

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for read in &desk.flows {
        let path = &read.flow.path;
        for call in &read.calls.all {
            found.extend(options(path, call));
            if call.method && call.name == "again" {
                let times = call.args.first();
                found.extend(times.and_then(|times| wrong(path, "again", times, Kind::Number)));
            }
            if !call.method && call.name == "regex" {
                found.extend(unreadable(path, call));
            }
            if !call.method && call.name == "media" {
                found.extend(call.args.iter().flat_map(|argument| files(path, argument)));
            }
        }
    }
    found
}

fn options(path: &str, call: &Call) -> Vec<Diagnostic> {
    let takes = verb(&call.name)
        .filter(|_| call.method)
        .map_or(&[][..], |verb| verb.takes);
    let is_map = |role: &&Role| matches!(role, Role::Options([_, ..]));
    let given = call.args.iter().zip(takes).filter(|(_, role)| is_map(role));
    let given = given.filter_map(|(argument, _)| fields(argument)).flatten();
    let judged = given.filter_map(|(name, value)| {
        let (_, wanted) = WANTED.iter().find(|(option, _)| *option == name)?;
        if name == "tries" && matches!(value, Expr::IntegerConstant(..=0, _)) {
            let what = "`tries` is a whole number, 1 or more";
            let at = value.start_position();
            return Some(Diagnostic::error("F0310", path, at, what).spanning(1));
        }
        wrong(path, &name, value, *wanted)
    });
    judged.collect()
}

fn wrong(path: &str, name: &str, value: &Expr, wanted: Kind) -> Option<Diagnostic> {
    let (given, at, length) = kind(value);
    if given == wanted || given == Kind::Unknown {
        return None;
    }
    let what = format!("`{name}` is {}, not {}", wanted.word(), given.word());
    Some(Diagnostic::error("F0310", path, at, what).spanning(length))
}

fn kind(value: &Expr) -> (Kind, Position, usize) {
    let at = value.start_position();
    match value {
        Expr::StringConstant(text, _) => (Kind::Text, at, text.chars().count() + 2),
        Expr::IntegerConstant(number, _) => (Kind::Number, at, number.to_string().len()),
        Expr::BoolConstant(flag, _) => (Kind::Flag, at, flag.to_string().len()),
        Expr::Array(..) => (Kind::List, at, 1),
        Expr::Map(..) => (Kind::Map, at, 1),
        _ => (Kind::Unknown, at, 0),
    }
}

/// A regular expression that means nothing.
fn unreadable(path: &str, call: &Call) -> Option<Diagnostic> {
    let (pattern, at) = call.whole(0)?;
    let fault = expression(&pattern).err()?.to_string();
    // The lines before show where in the pattern.
    let last = fault.lines().last().map(str::trim);
    let what = format!("the regular expression `{pattern}` cannot be read");
    let finding = Diagnostic::error("F0310", path, at, what).quoting(&pattern);
    Some(finding.help(last.map(String::from)))
}

fn files(path: &str, argument: &Expr) -> Vec<Diagnostic> {
    match argument {
        Expr::Array(items, _) => items.iter().flat_map(|item| files(path, item)).collect(),
        Expr::StringConstant(file, at) if !FILES.contains(&file.as_str()) => {
            let what = format!("`media` knows no `{file}`");
            let near = nearest_name(file, FILES.iter().copied());
            let finding = Diagnostic::error("F0310", path, *at, what).quoting(file);
            vec![match near {
                None => finding.hint(format!("it knows {}", FILES.join(", "))),
                near => finding.meant_quoted(near),
            }]
        }
        _ => Vec::new(),
    }
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Number => "a whole number",
            Self::Text => "text",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Flag => "true or false",
            Self::Answer => "a kind of answer, as `int()` makes it",
            Self::Unknown => "something else",
        }
    }
}
