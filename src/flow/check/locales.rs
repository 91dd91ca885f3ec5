//! Languages that say different things: a message only one of them has, or variables
//! that only one of them uses.

use std::collections::BTreeSet;

use super::Desk;
use crate::flow::diagnostic::{Diagnostic, Level};
use crate::locale::Catalog;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = desk.catalog else {
        return Vec::new();
    };
    let tags = catalog.tags();
    let all: BTreeSet<&str> = tags.iter().flat_map(|tag| catalog.keys(tag)).collect();
    all.into_iter()
        .flat_map(|key| compare(catalog, &tags, key))
        .collect()
}

fn compare(catalog: &Catalog, tags: &[&str], key: &str) -> Vec<Diagnostic> {
    let (having, lacking): (Vec<&str>, Vec<&str>) =
        tags.iter().partition(|tag| catalog.has(tag, key, None));
    let mut found = Vec::new();
    for tag in &lacking {
        let what = format!("message `{key}` is missing in `{tag}`");
        found.extend(
            having
                .first()
                .and_then(|has| warn(catalog, has, key, "L0401", what)),
        );
    }
    let Some((first, others)) = having.split_first() else {
        return found;
    };
    let expected = catalog.variables(first, key);
    for tag in others {
        let own = catalog.variables(tag, key);
        for variable in expected.symmetric_difference(&own) {
            let (with, without) = if own.contains(variable) {
                (tag, first)
            } else {
                (first, tag)
            };
            let what =
                format!("`${variable}` of `{key}` is used in `{with}` and not in `{without}`");
            found.extend(warn(catalog, without, key, "L0403", what));
        }
    }
    found
}

fn warn(
    catalog: &Catalog,
    tag: &str,
    key: &str,
    code: &'static str,
    message: String,
) -> Option<Diagnostic> {
    let at = catalog.position(tag, key, None)?;
    Some(Diagnostic {
        code,
        level: Level::Warning,
        path: format!("locales/{}", at.path),
        line: at.line,
        column: at.column,
        end_column: at.column + key.chars().count(),
        message,
        help: None,
    })
}
