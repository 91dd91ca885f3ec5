//! The table in three spellings: Markdown for people, JSON for tools, Rhai definitions for
//! editors.

use std::fmt::Write;

use serde_json::json;

use super::table::{VERBS, Verb};

/// Between these lines of `flows/README.md` stands what [`markdown`] writes.
pub const PAGE_BEGINS: &str = "<!-- api: written by `hiwar flow api` -->";
pub const PAGE_ENDS: &str = "<!-- /api -->";

/// Tables, one for each group.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::new();
    let mut group = "";
    for verb in VERBS {
        if verb.group != group {
            group = verb.group;
            let _ = write!(page, "\n| {group} | |\n|---|---|\n");
        }
        let options = match verb.options {
            [] => String::new(),
            names => format!("; options `{}`", names.join(" ")),
        };
        let doc = verb.doc.replace('|', "\\|");
        let _ = writeln!(page, "| `{}` | {doc}{options} |", called(verb));
    }
    page.trim_start().into()
}

/// A page with what stands between the two lines written anew; `None` where they are missing.
#[must_use]
pub fn embedded(page: &str) -> Option<String> {
    let (before, rest) = page.split_once(PAGE_BEGINS)?;
    let (_, after) = rest.split_once(PAGE_ENDS)?;
    let table = markdown();
    Some(format!(
        "{before}{PAGE_BEGINS}\n\n{table}\n{PAGE_ENDS}{after}"
    ))
}

/// One object for each name, in the order of the page.
#[must_use]
pub fn json() -> String {
    let verbs = VERBS.iter().map(|verb| {
        let parameters = verb.parameters();
        let parameters = parameters
            .iter()
            .map(|one| json!({"name": one.name, "kind": one.kind, "optional": one.optional}));
        json!({
            "name": verb.name(),
            "call": called(verb),
            "group": verb.group.replace('`', ""),
            "parameters": parameters.collect::<Vec<_>>(),
            "gives": verb.gives,
            "options": verb.options,
            "doc": verb.doc,
        })
    });
    let all: Vec<_> = verbs.collect();
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// A `.d.rhai` file: what Rhai's language server reads for completion and hover
/// (Rhai book, "Definition files").
#[must_use]
pub fn definitions() -> String {
    let mut file = String::from("module static;\n");
    for verb in VERBS {
        let parameters = verb.parameters();
        let object = verb
            .on_conversation()
            .then(|| "c: Conversation".to_owned())
            .into_iter();
        let taken: Vec<String> = object
            .chain(
                parameters
                    .iter()
                    .map(|one| format!("{}: {}", one.name, one.kind)),
            )
            .collect();
        let fixed = usize::from(verb.on_conversation());
        for count in verb.counts() {
            let what = if verb.is_property() { "get " } else { "" };
            let (name, gives) = (verb.name(), verb.gives);
            let taken = taken[..fixed + count].join(", ");
            let _ = write!(
                file,
                "\n/// {}\nfn {what}{name}({taken}) -> {gives};\n",
                verb.doc
            );
        }
    }
    file
}

/// As it is written in a flow: `c.say(key, args?)`.
fn called(verb: &Verb) -> String {
    let head = verb.signature.split('(').next().unwrap_or_default();
    if verb.is_property() {
        return head.into();
    }
    let parameters = verb.parameters();
    let names: Vec<String> = parameters
        .iter()
        .map(|one| format!("{}{}", one.name, if one.optional { "?" } else { "" }))
        .collect();
    format!("{head}({})", names.join(", "))
}
