//! Findings for people: the line, what is wrong in it, and a hint.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet};

use super::place;
use crate::flow::{Diagnostic, Level, Sources};

/// With the line, what is wrong in it, and a hint. Terminals that reorder right-to-left text
/// shift what stands under such a line, so there the column is said in words as well.
pub fn human(found: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = String::new();
    for one in found {
        let line = line_of(one, sources);
        let level = match one.level {
            Level::Error => Shown::ERROR,
            Level::Warning => Shown::WARNING,
            Level::Info => Shown::INFO,
        };
        let mut group = Group::with_title(level.primary_title(&one.message).id(one.code));
        let path = place(one);
        group = match line {
            Some(line) => {
                let span = span(line, one.column, one.end_column);
                let mark = AnnotationKind::Primary.span(span.clone());
                let snippet = Snippet::source(line).line_start(one.line).path(&path);
                let group = group.element(snippet.annotation(mark));
                if line.chars().any(right_to_left) {
                    let note = format!("column {}, text \"{}\"", one.column, &line[span]);
                    group.element(Shown::NOTE.message(note))
                } else {
                    group
                }
            }
            None => group.element(Origin::path(&path)),
        };
        if let Some(help) = &one.help {
            group = group.element(Shown::HELP.message(help));
        }
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}

fn line_of<'s>(one: &Diagnostic, sources: &'s Sources) -> Option<&'s str> {
    let flows = sources
        .flows
        .iter()
        .map(|file| (file.path.as_str(), &file.text));
    let locales = sources
        .locales
        .iter()
        .map(|file| (file.path.as_str(), &file.text));
    let inside = one.path.trim_start_matches("locales/");
    let (_, text) = flows
        .chain(locales)
        .find(|(path, _)| *path == one.path || *path == inside)?;
    text.lines().nth(one.line.checked_sub(1)?)
}

/// Bytes of what stands between two columns; at least one character where there is one.
fn span(line: &str, column: usize, end_column: usize) -> std::ops::Range<usize> {
    let byte = |column: usize| {
        let at = line.char_indices().nth(column.saturating_sub(1));
        at.map_or(line.len(), |(byte, _)| byte)
    };
    byte(column)..byte(end_column.max(column + 1))
}

fn right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::tests::sample;

    #[test]
    fn people_see_the_line_and_under_arabic_the_column_in_words() {
        let (found, sources) = sample();
        let text = human(&found, &sources, false);
        for part in [
            "error[F0201]: unknown step `ask_ordr`",
            "flows/order_status.rhai:2:33",
            "did you mean `ask_order`?",
            "column 33, text \"\"ask_ordr\"\"",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
    }

    #[test]
    fn a_finding_without_a_place_names_its_file() {
        let (mut found, sources) = sample();
        found[0].line = 0;
        assert!(human(&found, &sources, false).contains("order_status.rhai"));
    }
}
