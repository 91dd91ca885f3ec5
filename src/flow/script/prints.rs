//! Which steps of two versions are the same: told from the text that an author wrote, so
//! that a comment or an indentation changes nothing and whatever a step may run counts.

use std::collections::{BTreeMap, BTreeSet};

use super::bundle::Fnv;
use super::{Script, Sources};
use crate::domain::Changed;

/// A print for every step of a version, by flow and step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prints(BTreeMap<String, BTreeMap<String, u64>>);

impl Prints {
    /// A step's print covers its own function, the flow's declaration, the functions that
    /// steps may call, and the modules that the file imports.
    #[must_use]
    pub fn of(script: &Script, sources: &Sources) -> Self {
        let texts = sources.flows.iter();
        let texts = texts.map(|file| (file.path.as_str(), file.text.as_str()));
        let flows = script.flows.iter();
        let flows = flows.map(|(id, flow)| (id.as_str(), flow.path.as_str(), &flow.steps));
        Self::from_texts(&texts.collect(), flows)
    }

    fn from_texts<'a>(
        texts: &BTreeMap<&str, &str>,
        flows: impl Iterator<Item = (&'a str, &'a str, &'a BTreeMap<String, usize>)>,
    ) -> Self {
        let flows = flows.map(|(id, path, steps)| {
            let parts = Parts::of(texts.get(path).copied().unwrap_or_default());
            let shared = shared(texts, &parts, steps);
            let prints = steps.keys().map(|step| {
                let mut print = shared.clone();
                let body = parts.functions.get(step);
                print.part(body.map(String::as_bytes).unwrap_or_default());
                (step.clone(), print.value())
            });
            (id.to_owned(), prints.collect())
        });
        Self(flows.collect())
    }

    /// Whether both versions have this step and it is the same.
    #[must_use]
    pub fn same(&self, other: &Self, flow: &str, step: &str) -> bool {
        let print = |prints: &Self| prints.0.get(flow)?.get(step).copied();
        print(self).is_some() && print(self) == print(other)
    }
}

/// The steps that are not the same in both, by flow and step.
#[must_use]
pub fn changes(old: &Prints, new: &Prints) -> Vec<(String, String, Changed)> {
    let steps = |prints: &Prints| -> BTreeSet<(String, String)> {
        let flows = prints.0.iter();
        let named =
            flows.flat_map(|(flow, steps)| steps.keys().map(|step| (flow.clone(), step.clone())));
        named.collect()
    };
    let (before, after) = (steps(old), steps(new));
    let all = before.union(&after).cloned();
    let differing = all.filter(|(flow, step)| !old.same(new, flow, step));
    differing
        .map(|place| {
            let how = match (before.contains(&place), after.contains(&place)) {
                (true, false) => Changed::Removed,
                (false, _) => Changed::Added,
                (true, true) => Changed::Changed,
            };
            (place.0, place.1, how)
        })
        .collect()
}

/// What every step of a file may run beside its own function.
fn shared(texts: &BTreeMap<&str, &str>, parts: &Parts, steps: &BTreeMap<String, usize>) -> Fnv {
    let mut shared = Fnv::new();
    shared.part(uncounted(&parts.top).as_bytes());
    for (name, body) in &parts.functions {
        if !steps.contains_key(name) {
            shared.part(body.as_bytes());
        }
    }
    let mut modules = BTreeSet::new();
    imported(texts, parts, &mut modules);
    for module in modules {
        shared.part(module.as_bytes());
        let text = texts.get(module.as_str()).copied().unwrap_or_default();
        shared.part(bare(text).as_bytes());
    }
    shared
}

/// Without the author's own count: raising it changes no step.
fn uncounted(top: &str) -> String {
    match top.split_once("version:") {
        Some((before, after)) => {
            let count = |c: char| c == ' ' || c.is_ascii_digit();
            format!("{before}{}", after.trim_start_matches(count))
        }
        None => top.to_owned(),
    }
}

/// Paths of the modules that a file imports, and of those that they import.
fn imported(texts: &BTreeMap<&str, &str>, parts: &Parts, seen: &mut BTreeSet<String>) {
    let bodies = parts.functions.values().map(String::as_str);
    for text in bodies.chain([parts.top.as_str()]) {
        for rest in text.split("import \"").skip(1) {
            let path = rest.split('"').next().unwrap_or_default();
            let path = format!("{path}.rhai");
            if seen.insert(path.clone())
                && let Some(text) = texts.get(path.as_str())
            {
                imported(texts, &Parts::of(text), seen);
            }
        }
    }
}

/// A file in pieces, without comments and spare blanks.
#[derive(Debug, Default)]
struct Parts {
    /// What stands outside of functions.
    top: String,
    functions: BTreeMap<String, String>,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut parts = Self::default();
        let (mut name, mut depth) = (None::<String>, 0_usize);
        let bare = bare(text);
        let mut rest = bare.as_str();
        while !rest.is_empty() {
            if name.is_none() && depth == 0 {
                name = function_name(rest);
            }
            let word = first_word(rest);
            let (word, after) = rest.split_at(word);
            match word {
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            let piece = match &name {
                Some(name) => parts.functions.entry(name.clone()).or_default(),
                None => &mut parts.top,
            };
            piece.push_str(word);
            if word == "}" && depth == 0 {
                name = None;
            }
            rest = after;
        }
        parts
    }
}

/// The name of the function that begins here.
fn function_name(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("private ").unwrap_or(rest);
    let name = rest.strip_prefix("fn ")?;
    let end = name.find(|c: char| !is_word(c)).unwrap_or(name.len());
    Some(name[..end].to_owned())
}

/// Bytes of the first word, quoted text or sign.
fn first_word(rest: &str) -> usize {
    let Some(first) = rest.chars().next() else {
        return 0;
    };
    match first {
        '"' | '`' => quoted(rest, first),
        first if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
        first => first.len_utf8(),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Bytes of a text up to its closing quote.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

/// Without comments, and with one blank where there were several.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if first.is_whitespace() {
            if !bare.ends_with(' ') && !bare.is_empty() {
                bare.push(' ');
            }
            first.len_utf8()
        } else {
            let length = first_word(rest);
            bare.push_str(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    bare.truncate(bare.trim_end().len());
    bare
}

/// Bytes of a comment that may hold others.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                break;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::SourceFile;

    const FLOW: &str = r#"flow(#{ id: "shop", version: 1, slots: #{ order: slot("text") } });
import "lib/orders" as orders;
// a word on the start
fn start(c) {
    c.say("hello"); // {
    return c.to("ask");
}
fn ask(c) { let x = `{ ${1} }`; tidy(x); }
fn tidy(x, y) { x + y }
"#;

    fn parts_of(text: &str) -> Vec<String> {
        let parts = Parts::of(text);
        parts.functions.into_keys().collect()
    }

    #[test]
    fn functions_are_told_apart_whatever_their_texts_hold() {
        assert_eq!(parts_of(FLOW), ["ask", "start", "tidy"]);
        let parts = Parts::of(FLOW);
        assert!(parts.top.starts_with("flow(#{ id"), "{}", parts.top);
        assert!(!parts.top.contains("hello"), "{}", parts.top);
        assert_eq!(
            parts_of("fn a(c) { \"}\\\"}\" } /* } /* { */ */ private fn b(c) { 'x' }"),
            ["a", "b"]
        );
    }

    fn sources(flow: &str, module: &str) -> Sources {
        let file = |path: &str, text: &str| SourceFile {
            path: path.into(),
            text: text.into(),
        };
        let mut sources = Sources::default();
        sources.flows.push(file("shop.rhai", flow));
        sources.flows.push(file("lib/orders.rhai", module));
        sources
    }

    /// Steps that an edit changes, as `step`.
    fn changed(flow: &str, module: &str) -> Vec<String> {
        let prints = |sources: &Sources| {
            let texts = sources.flows.iter();
            let texts = texts.map(|file| (file.path.as_str(), file.text.as_str()));
            let steps = [("ask".to_owned(), 1), ("start".to_owned(), 1)].into();
            Prints::from_texts(
                &texts.collect(),
                [("shop", "shop.rhai", &steps)].into_iter(),
            )
        };
        let old = prints(&sources(FLOW, "fn number() { 1 }"));
        let new = prints(&sources(flow, module));
        let changes = changes(&old, &new).into_iter();
        changes.map(|(_, step, _)| step).collect()
    }

    #[test]
    fn an_edit_changes_the_steps_that_may_run_it() {
        let module = "fn number() { 1 }";
        let none: [&str; 0] = [];
        assert_eq!(changed(FLOW, module), none);
        let commented = FLOW.replace("// a word", "// another\n\n  // word");
        assert_eq!(changed(&commented, module), none, "a comment");
        let indented = FLOW.replace("    c.say", "c.say");
        assert_eq!(changed(&indented, module), none, "an indentation");
        let counted = FLOW.replace("version: 1", "version: 2");
        assert_eq!(changed(&counted, module), none, "the author's own count");
        let said = FLOW.replace("hello", "good evening");
        assert_eq!(changed(&said, module), ["start"]);
        let spaced = FLOW.replace("\"hello\"", "\"hello \"");
        assert_eq!(changed(&spaced, module), ["start"], "blanks in a text");
        let helped = FLOW.replace("x + y", "x - y");
        assert_eq!(changed(&helped, module), ["ask", "start"]);
        let declared = FLOW.replace("slot(\"text\")", "slot(\"int\")");
        assert_eq!(changed(&declared, module), ["ask", "start"]);
        assert_eq!(changed(FLOW, "fn number() { 2 }"), ["ask", "start"]);
        assert_eq!(changed(FLOW, "// one\nfn number() { 1 }"), none);
    }
}
