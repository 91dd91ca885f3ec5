//! Verdicts on paper: for people, for build servers, for machines. A line keeps its sigil in
//! front, so that Arabic stays readable whatever the terminal does with its direction.

use std::fmt::Write;

use serde_json::json;

use crate::flow::chat::{Coverage, Failure, Share, Verdict};

/// The chats that failed, each with the rows before its wrong line and what was said instead.
pub fn human(verdicts: &[Verdict]) -> String {
    let mut out = String::new();
    for verdict in verdicts {
        if let Some(failure) = &verdict.failure {
            let path = &verdict.path;
            let (code, line) = (&failure.code, failure.line);
            let _ = writeln!(out, "flows/{path}:{line}: [{code}] {}", failure.what);
            for (number, row) in &verdict.before {
                let _ = writeln!(out, "{number:5}   {row}");
            }
            out += &difference(failure);
            let until = failure.line.saturating_sub(1);
            let _ = writeln!(
                out,
                "  replay: hiwar chat --replay flows/{path} --until {until}\n"
            );
        }
    }
    out
}

/// `-` is what the chat wants, `+` what came.
fn difference(failure: &Failure) -> String {
    let mut out = String::new();
    for (at, row) in failure.wanted.iter().enumerate() {
        let _ = writeln!(out, "{:5} - {row}", failure.line + at);
    }
    for row in &failure.got {
        let _ = writeln!(out, "      + {row}");
    }
    for note in &failure.notes {
        let _ = writeln!(out, "  note: {note}");
    }
    out
}

/// One object a line.
pub fn json(verdicts: &[Verdict]) -> String {
    let mut out = String::new();
    for verdict in verdicts {
        let failure = verdict.failure.as_ref().map(|failure| {
            json!({
                "code": failure.code,
                "line": failure.line,
                "message": failure.what,
                "wanted": failure.wanted,
                "got": failure.got,
                "notes": failure.notes,
            })
        });
        let object = json!({
            "path": format!("flows/{}", verdict.path),
            "ok": failure.is_none(),
            "lines": verdict.lines,
            "failure": failure,
        });
        let _ = writeln!(out, "{object}");
    }
    out
}

/// As Jenkins, GitLab and others read it.
pub fn junit(verdicts: &[Verdict]) -> String {
    let failed = verdicts.iter().filter(|one| one.failure.is_some()).count();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuite name=\"hiwar\" tests=\"{}\" failures=\"{failed}\">\n",
        verdicts.len()
    );
    for verdict in verdicts {
        let path = xml(&verdict.path);
        let _ = write!(out, "  <testcase classname=\"flows\" name=\"{path}\"");
        match &verdict.failure {
            None => out += "/>\n",
            Some(failure) => {
                let place = format!("{}:{}", verdict.path, failure.line);
                let _ = writeln!(
                    out,
                    ">\n    <failure type=\"{}\" message=\"{}\">{}\n{}</failure>\n  </testcase>",
                    failure.code,
                    xml(&failure.what),
                    xml(&place),
                    xml(&difference(failure))
                );
            }
        }
    }
    out + "</testsuite>\n"
}

/// XML 1.0 has no words for most control characters.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Test Anything Protocol, version 13.
pub fn tap(verdicts: &[Verdict]) -> String {
    let mut out = format!("TAP version 13\n1..{}\n", verdicts.len());
    for (at, verdict) in verdicts.iter().enumerate() {
        let (number, path) = (at + 1, &verdict.path);
        let Some(failure) = &verdict.failure else {
            let _ = writeln!(out, "ok {number} - {path}");
            continue;
        };
        let (code, line, what) = (&failure.code, failure.line, &failure.what);
        let _ = writeln!(out, "not ok {number} - {path}");
        let _ = writeln!(out, "# line {line}: [{code}] {what}");
        for row in difference(failure).lines() {
            let _ = writeln!(out, "# {row}");
        }
    }
    out
}

/// A table of steps, a row for each flow and language.
pub fn shares(shares: &[Share]) -> String {
    let width = shares
        .iter()
        .map(|share| share.flow.len())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for share in shares {
        let Share {
            flow,
            language,
            walked,
            steps,
            transitions,
            ..
        } = share;
        let _ = write!(
            out,
            "{flow:width$}  {language}  {:3}%  {walked:2} of {steps:2} steps, {transitions:2} transitions",
            share.percent()
        );
        let missing = share.missing.join(" ");
        let never = if missing.is_empty() { "" } else { "  never: " };
        let _ = writeln!(out, "{never}{missing}");
    }
    out
}

/// `{ flow: { language: { steps: { step: count }, transitions: { "a->b": count } } } }`
pub fn coverage(coverage: &Coverage) -> String {
    let mut flows = serde_json::Map::new();
    for (flow, languages) in &coverage.0 {
        let languages = languages.iter().map(|(tag, tally)| {
            let tally = json!({ "steps": tally.steps, "transitions": tally.transitions });
            (tag.clone(), tally)
        });
        flows.insert(flow.clone(), languages.collect());
    }
    format!("{:#}\n", serde_json::Value::Object(flows))
}
