//! How a message is written in its language: plural forms that are missing, and Latin
//! punctuation in Arabic.

use std::collections::BTreeSet;

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, Level};
use crate::flow::script::{Globals, Trigger};
use crate::flow::words;
use crate::locale::{Catalog, Position};

pub(super) fn check(desk: &Desk<'_>, globals: &Globals) -> Vec<Diagnostic> {
    let Some(catalog) = desk.catalog else {
        return Vec::new();
    };
    let phrases = phrases(desk, globals, catalog);
    let mut found = Vec::new();
    for tag in catalog.tags() {
        for key in catalog.keys(tag) {
            found.extend(plurals(catalog, tag, key));
            // Between phrases either punctuation will do.
            if !phrases.contains(key) {
                found.extend(punctuation(catalog, tag, key));
            }
        }
    }
    found
}

/// Messages that hold what people say and not what they are told.
fn phrases(desk: &Desk<'_>, globals: &Globals, catalog: &Catalog) -> BTreeSet<String> {
    let engine = [
        words::OPT_OUT_PHRASES,
        words::OPT_OUT_MAYBE,
        words::OPT_IN_PHRASES,
        words::THANKS_WORDS,
    ];
    let mut keys: BTreeSet<String> = engine.map(String::from).into();
    keys.extend(catalog.tags().into_iter().map(words::language_command));
    keys.extend(globals.commands.iter().map(|it| it.phrases.clone()));
    let triggers = desk
        .flows
        .iter()
        .flat_map(|(flow, _)| &flow.manifest.triggers);
    keys.extend(triggers.filter_map(|trigger| match trigger {
        Trigger::Phrases(key) => Some(key.clone()),
        Trigger::OrderNo | Trigger::Button(_) | Trigger::TemplateReply { .. } => None,
    }));
    keys
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
        let finding = warn("L0404", &select.position, characters, what);
        (!missing.is_empty()).then(|| finding.help(Some(help)))
    });
    incomplete.collect()
}

fn punctuation(catalog: &Catalog, tag: &str, key: &str) -> Vec<Diagnostic> {
    let marks = catalog.latin_punctuation(tag, key).into_iter();
    let findings = marks.map(|(latin, at)| {
        let arabic = match latin {
            ',' => '،',
            ';' => '؛',
            _ => '؟',
        };
        let what = format!("`{latin}` after an Arabic word in `{key}`");
        warn("L0410", at, 1, what).help(Some(format!("write `{arabic}`")))
    });
    findings.collect()
}

fn warn(code: &'static str, at: &Position, characters: usize, message: String) -> Diagnostic {
    Diagnostic {
        code,
        level: Level::Warning,
        path: format!("locales/{}", at.path),
        line: at.line,
        column: at.column,
        end_column: at.column + characters,
        message,
        help: None,
    }
}
