//! How a message is written in its language: plural forms that are missing, and Latin
//! punctuation in Arabic.

use super::locales::{is_arabic, is_rtl};
use super::markup::{Line, lines};
use super::{Desk, told};
use crate::flow::diagnostic::Diagnostic;
use crate::locale::Catalog;

pub(super) fn check(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for tag in catalog.tags() {
        let rtl = is_rtl(tag);
        for key in catalog.keys(tag) {
            found.extend(plurals(catalog, tag, key));
            found.extend(idle_forms(catalog, tag, key));
        }
        for text in told(desk, catalog, tag) {
            for passage in catalog.passages(tag, text.key, text.attribute) {
                let lines = lines(passage);
                found.extend(
                    lines
                        .iter()
                        .flat_map(|line| punctuation(text.key, rtl, line)),
                );
            }
        }
    }
    found
}

fn plurals(catalog: &Catalog, tag: &str, key: &str) -> Vec<Diagnostic> {
    let all = catalog.plural_categories(tag);
    let selects = catalog.plural_selects(tag, key).into_iter();
    let incomplete = selects.filter_map(|select| {
        let lacks = |form: &&&str| !select.categories.contains(**form);
        let missing: Vec<_> = all
            .iter()
            .filter(lacks)
            .map(|form| format!("[{form}]"))
            .collect();
        let what = format!(
            "`{key}` chooses by `${}` and lacks {}",
            select.variable,
            missing.join(" ")
        );
        let help = format!("`{tag}` counts in {}", all.join(", "));
        let characters = select.variable.chars().count();
        let finding = Diagnostic::wording("L0404", &select.position, characters, what);
        (!missing.is_empty()).then(|| finding.hint(help))
    });
    incomplete.collect()
}

/// Forms that no number of the language has: `[two]` in English.
fn idle_forms(catalog: &Catalog, tag: &str, key: &str) -> Vec<Diagnostic> {
    let all = catalog.plural_categories(tag);
    let selects = catalog.plural_selects(tag, key).into_iter();
    let forms = selects.flat_map(|select| &select.forms);
    let idle = forms.filter(|(form, _)| !all.contains(&form.as_str()));
    idle.map(|(form, at)| {
        let what = format!("no number is `[{form}]` in `{tag}`: `{key}` never says this");
        let help = format!(
            "`{tag}` counts in {}; a number alone: `[2]`",
            all.join(", ")
        );
        Diagnostic::wording("L0415", at, form.chars().count(), what).hint(help)
    })
    .collect()
}

/// `,` `;` `?` that follow an Arabic letter.
fn punctuation(key: &str, rtl: bool, line: &Line) -> Vec<Diagnostic> {
    let pairs = line.characters.windows(2);
    let marks = pairs.filter_map(|pair| match pair {
        // Sentences of both languages have the marks of both.
        [(before, _), (mark @ ('،' | '؛' | '؟'), Some(at))] if !rtl && !is_arabic(*before) => {
            let latin = match mark {
                '،' => ",",
                '؛' => ";",
                _ => "?",
            };
            let what = format!("`{mark}` after a word that is not Arabic in `{key}`");
            Some((at, what, latin))
        }
        [(before, _), (mark, Some(at))] if is_arabic(*before) => {
            let arabic = match mark {
                ',' => "،",
                ';' => "؛",
                '?' => "؟",
                _ => return None,
            };
            let what = format!("`{mark}` after an Arabic word in `{key}`");
            Some((at, what, arabic))
        }
        _ => None,
    });
    let findings =
        marks.map(|(at, what, right)| Diagnostic::wording("L0410", at, 1, what).instead(right));
    findings.collect()
}
