//! `hiwar: allow(CODE) why` in a comment: an author who knows better. It stands at the end
//! of the line or above it, in a locale file above the message, and says why. Errors are
//! not allowed away: what they name would fail.

use super::{Desk, Level};
use crate::flow::Diagnostic;

const MARK: &str = "hiwar: allow(";

/// A comment of this kind, and the lines that it speaks for.
struct Allowance<'a> {
    path: String,
    code: &'a str,
    reason: &'a str,
    /// Of the comment itself.
    line: usize,
    column: usize,
    length: usize,
    lines: std::ops::RangeInclusive<usize>,
}

/// Leaves out what is allowed; names the allowances that allow nothing. While a file has a
/// fault, not everything is looked at, and one that allows nothing may be needed again.
pub(super) fn apply(desk: &Desk<'_>, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let sources = desk.sources;
    let all_read = desk.all_flows_read && desk.catalog.is_some();
    let flows = sources.flows.iter();
    let flows = flows.flat_map(|file| read(&file.path, &file.text, "//"));
    let locales = sources.locales.iter();
    let locales = locales.flat_map(|file| read(&format!("locales/{}", file.path), &file.text, "#"));
    for allowance in flows.chain(locales) {
        let before = found.len();
        if !allowance.reason.is_empty() {
            found.retain(|it| !allowance.covers(it));
        }
        let needed = found.len() < before || !all_read && !allowance.reason.is_empty();
        if !needed {
            found.push(allowance.idle());
        }
    }
    found
}

impl Allowance<'_> {
    fn covers(&self, it: &Diagnostic) -> bool {
        it.level != Level::Error
            && it.code == self.code
            && it.path == self.path
            && self.lines.contains(&it.line)
    }

    fn idle(&self) -> Diagnostic {
        let message = if self.reason.is_empty() {
            format!(
                "allow({}) says no reason, and counts for nothing",
                self.code
            )
        } else {
            format!("allow({}) allows nothing here", self.code)
        };
        Diagnostic {
            code: "F0112",
            level: Level::Warning,
            path: self.path.clone(),
            line: self.line,
            column: self.column,
            end_column: self.column + self.length,
            message,
            help: None,
            suggestion: None,
        }
    }
}

fn read<'a>(path: &str, text: &'a str, comment: &str) -> Vec<Allowance<'a>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(start) = line.find(comment) else {
            continue;
        };
        let Some((_, rest)) = line[start..].split_once(MARK) else {
            continue;
        };
        let Some((code, reason)) = rest.split_once(')') else {
            continue;
        };
        let alone = line[..start].trim().is_empty();
        found.push(Allowance {
            path: path.to_owned(),
            code: code.trim(),
            reason: reason.trim(),
            line: index + 1,
            column: line[..start].chars().count() + 1,
            length: line[start..].chars().count(),
            lines: reach(&lines, index, alone, comment),
        });
    }
    found
}

/// The comment's own line, or what stands below it: one line of a script, one message.
fn reach(
    lines: &[&str],
    index: usize,
    alone: bool,
    comment: &str,
) -> std::ops::RangeInclusive<usize> {
    if !alone {
        return index + 1..=index + 1;
    }
    let is_comment = |line: &&str| line.trim_start().starts_with(comment);
    let comments = lines[index..]
        .iter()
        .take_while(|line| is_comment(line))
        .count();
    let first = index + comments;
    let more = match comment {
        "#" => {
            let rest = lines.get(first + 1..).unwrap_or_default().iter();
            rest.take_while(|line| line.starts_with([' ', '}'])).count()
        }
        _ => 0,
    };
    index + 1..=first + 1 + more
}
