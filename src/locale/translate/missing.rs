//! What one language has and another lacks.

use std::collections::BTreeSet;

use crate::locale::Catalog;
use crate::locale::language::base;

/// Synonyms: each language has its own, or none.
const ALSO: &str = "also";

/// Something that a language lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    pub tag: String,
    pub key: String,
    pub part: Part,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Message,
    Attribute(String),
    /// A plural category of a choice by this variable.
    Variant {
        variable: String,
        category: String,
    },
}

/// Everything that any language lacks, by language and message. A dialect (`ar-SA`) holds
/// only what it says differently, so nothing is missing there but variants.
#[must_use]
pub fn missing(catalog: &Catalog) -> Vec<Missing> {
    let tags = catalog.tags();
    let keys: BTreeSet<&str> = tags.iter().flat_map(|tag| catalog.keys(tag)).collect();
    let mut found = Vec::new();
    for tag in &tags {
        for key in &keys {
            let lack = |part| Missing {
                tag: (*tag).into(),
                key: (*key).into(),
                part,
            };
            if base(tag) == *tag {
                found.extend(parts(catalog, &tags, tag, key).into_iter().map(lack));
            }
            found.extend(variants(catalog, tag, key).into_iter().map(lack));
        }
    }
    found
}

fn parts(catalog: &Catalog, tags: &[&str], tag: &str, key: &str) -> Vec<Part> {
    let own = catalog.attributes(tag, key);
    let elsewhere: BTreeSet<&str> = tags
        .iter()
        .flat_map(|other| catalog.attributes(other, key))
        .collect();
    if own.is_empty() && !catalog.has(tag, key, None) {
        return vec![Part::Message];
    }
    let lacking = elsewhere
        .into_iter()
        .filter(|name| *name != ALSO && !own.contains(name));
    lacking.map(|name| Part::Attribute(name.into())).collect()
}

fn variants(catalog: &Catalog, tag: &str, key: &str) -> Vec<Part> {
    let wanted = catalog.plural_categories(tag);
    let mut found = Vec::new();
    for select in catalog.plural_selects(tag, key) {
        let lacking = wanted
            .iter()
            .filter(|category| !select.categories.contains(**category));
        found.extend(lacking.map(|category| Part::Variant {
            variable: select.variable.clone(),
            category: (*category).into(),
        }));
    }
    found
}
