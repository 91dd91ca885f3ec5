//! Findings one a line: for editors, for scripts, for GitHub.

use std::fmt::Write;

use serde_json::json;

use super::place;
use crate::flow::{Diagnostic, Level};

/// `path:line:column: level[code]: message`, which editors understand.
pub fn short(found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for one in found {
        let Diagnostic {
            code,
            line,
            column,
            message,
            ..
        } = one;
        let _ = writeln!(
            out,
            "{}:{line}:{column}: {}[{code}]: {message}",
            place(one),
            one.level.word()
        );
    }
    out
}

/// One object a line. A suggestion stands for the text between the columns.
pub fn json(found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for one in found {
        let suggestion = one.suggestion.as_ref().map(|it| {
            let applicability = if it.sure { "certain" } else { "likely" };
            json!({ "text": it.text, "applicability": applicability })
        });
        let object = json!({
            "code": one.code,
            "level": one.level.word(),
            "message": one.message,
            "path": place(one),
            "line": one.line,
            "column": one.column,
            "end_line": one.line,
            "end_column": one.end_column,
            "help": one.help,
            "suggestion": suggestion,
            "explain": format!("hiwar explain {}", one.code),
        });
        let _ = writeln!(out, "{object}");
    }
    out
}

/// Workflow commands: GitHub shows each beside the line that it speaks of.
/// <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>
pub fn github(found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for one in found {
        let level = match one.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let mut message = one.message.clone();
        if let Some(help) = &one.help {
            let _ = write!(message, "\n{help}");
        }
        let _ = writeln!(
            out,
            "::{level} file={},line={},col={},endColumn={},title={}::{}",
            property(&place(one)),
            one.line.max(1),
            one.column.max(1),
            one.end_column.max(1),
            one.code,
            data(&message)
        );
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::tests::sample;

    #[test]
    fn editors_and_machines_get_numbers() {
        let (found, _) = sample();
        assert_eq!(
            short(&found),
            "flows/order_status.rhai:2:33: error[F0201]: unknown step `ask_ordr`\n"
        );
        let object: serde_json::Value = serde_json::from_str(&json(&found)).expect("JSON");
        for (name, value) in [
            ("code", json!("F0201")),
            ("level", json!("error")),
            ("line", json!(2)),
            ("end_line", json!(2)),
            ("column", json!(33)),
            ("end_column", json!(43)),
            (
                "suggestion",
                json!({ "text": "\"ask_order\"", "applicability": "likely" }),
            ),
        ] {
            assert_eq!(object[name], value, "{name}");
        }
    }

    #[test]
    fn a_workflow_command_is_one_line_whatever_the_message() {
        let (mut found, _) = sample();
        found[0].message = "100% wrong".into();
        assert_eq!(
            github(&found),
            "::error file=flows/order_status.rhai,line=2,col=33,endColumn=43,title=F0201::\
             100%25 wrong%0Adid you mean `ask_order`?\n"
        );
    }
}
