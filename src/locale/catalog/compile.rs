//! Files into a catalog: read, rewritten, linked. Everything that is wrong is reported.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::{parser, serializer};
use icu_locale_core::Locale as IcuLocale;
use icu_plurals::PluralRules;

use super::source::{self, Definition, Part, Reference, fault};
use super::view::View;
use super::{Entries, Glance, Locale, LocaleFile, Message, Piece, Position};
use crate::locale::LocaleFault;
use crate::locale::language::{Language, base};

/// What one language's files define, before references are followed.
struct Draft {
    definitions: BTreeMap<String, Definition>,
    resources: Vec<Arc<FluentResource>>,
}

pub(super) fn compile(files: &[LocaleFile]) -> Result<BTreeMap<String, Locale>, Vec<LocaleFault>> {
    let mut faults = Vec::new();
    let drafts = draft(files, &mut faults);
    let mut locales = BTreeMap::new();
    for (tag, draft) in &drafts {
        let parent = drafts.get(base(tag)).filter(|_| base(tag) != tag);
        let linker = Linker { own: draft, parent };
        let entries = linker.entries(&mut faults);
        match rules(tag) {
            Some(rules) => {
                let bundle = bundle(tag, parent.into_iter().chain([draft]));
                let language = Language::of(tag);
                locales.insert(
                    tag.clone(),
                    Locale {
                        bundle,
                        rules,
                        language,
                        entries,
                    },
                );
            }
            None => faults.extend(files.iter().filter(|file| folder(file) == tag).map(|file| {
                let start = Position {
                    path: file.path.clone(),
                    line: 1,
                    column: 1,
                };
                fault(
                    &start,
                    "L0407",
                    format!("the folder `{tag}` is not a language tag"),
                )
            })),
        }
    }
    faults.sort();
    faults.dedup();
    if faults.is_empty() {
        Ok(locales)
    } else {
        Err(faults)
    }
}

fn folder(file: &LocaleFile) -> &str {
    file.path.split('/').next().unwrap_or("")
}

fn draft(files: &[LocaleFile], faults: &mut Vec<LocaleFault>) -> BTreeMap<String, Draft> {
    let mut drafts = BTreeMap::new();
    for file in files {
        let draft = drafts
            .entry(folder(file).to_owned())
            .or_insert_with(|| Draft {
                definitions: BTreeMap::new(),
                resources: Vec::new(),
            });
        for (name, definition) in source::read(file, faults) {
            match draft.definitions.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(definition);
                }
                Entry::Occupied(first) => {
                    faults.extend(second(first.key(), first.get(), &definition));
                }
            }
        }
        // faults of the syntax are reported by the reading above
        let mut resource =
            parser::parse(file.text.clone()).unwrap_or_else(|(resource, _)| resource);
        super::rewrite::rewrite(&mut resource);
        let resource = FluentResource::try_new(serializer::serialize(&resource));
        draft
            .resources
            .push(Arc::new(resource.unwrap_or_else(|(resource, _)| resource)));
    }
    drafts
}

/// The same name once more.
fn second(name: &str, first: &Definition, again: &Definition) -> Option<LocaleFault> {
    let first = &first.values().next()?.position;
    let what = format!("`{name}` is defined a second time");
    let mut fault = fault(&again.values().next()?.position, "L0406", what);
    fault.help = Some(format!(
        "the first one is in {} line {}",
        first.path, first.line
    ));
    Some(fault)
}

fn rules(tag: &str) -> Option<PluralRules> {
    let locale: IcuLocale = tag.parse().ok().filter(|_| !tag.is_empty())?;
    PluralRules::try_new(locale.into(), icu_plurals::PluralRulesOptions::default()).ok()
}

/// A dialect speaks its base language, but for what it says otherwise.
fn bundle<'a>(
    tag: &str,
    drafts: impl Iterator<Item = &'a Draft>,
) -> FluentBundle<Arc<FluentResource>> {
    let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
    for resource in drafts.flat_map(|draft| &draft.resources) {
        bundle.add_resource_overriding(Arc::clone(resource));
    }
    bundle
}

/// Follows references, so that each message knows all that it will look at.
struct Linker<'a> {
    own: &'a Draft,
    parent: Option<&'a Draft>,
}

impl Linker<'_> {
    fn entries(&self, faults: &mut Vec<LocaleFault>) -> Entries {
        let mut entries = Entries::new();
        for (name, definition) in &self.own.definitions {
            let mut message = Message::default();
            for (attribute, part) in definition {
                let mut views = BTreeSet::new();
                self.collect(part, &mut Vec::new(), &mut views, faults);
                let piece = piece(part, views);
                match attribute {
                    None => message.value = Some(piece),
                    Some(attribute) => {
                        message.attributes.insert(attribute.clone(), piece);
                    }
                }
            }
            if !name.starts_with('-') {
                entries.insert(name.clone(), message);
            }
        }
        entries
    }

    /// Gathers the views of a part and of all that it refers to; `path` holds the way there.
    fn collect<'a>(
        &'a self,
        part: &'a Part,
        path: &mut Vec<&'a Position>,
        views: &mut BTreeSet<(String, View)>,
        faults: &mut Vec<LocaleFault>,
    ) {
        views.extend(part.views.iter().cloned());
        path.push(&part.position);
        for reference in &part.references {
            let Some(target) = self.find(reference) else {
                let what = format!("there is no `{}`", shown(reference));
                faults.push(fault(&reference.position, "L0405", what));
                continue;
            };
            if path.contains(&&target.position) {
                let what = format!("`{}` comes round to itself", shown(reference));
                faults.push(fault(&reference.position, "L0405", what));
            } else if reference.name.starts_with('-') {
                faults.extend(lacking(reference, target));
                self.collect(target, path, &mut BTreeSet::new(), faults);
            } else {
                self.collect(target, path, views, faults);
            }
        }
        path.pop();
    }

    fn find(&self, reference: &Reference) -> Option<&Part> {
        let in_draft = |draft: &'_ Draft| draft.definitions.contains_key(&reference.name);
        let draft = [Some(self.own), self.parent]
            .into_iter()
            .flatten()
            .find(|draft| in_draft(draft))?;
        draft
            .definitions
            .get(&reference.name)?
            .get(&reference.attribute)
    }
}

/// A term sees only what its reference gives it; `fluent-bundle` would print `{$name}`.
fn lacking(reference: &Reference, term: &Part) -> Option<LocaleFault> {
    let (variable, _) = term
        .views
        .iter()
        .find(|(variable, _)| !reference.given.contains(variable))?;
    let what = format!("`{}` needs ${variable}", shown(reference));
    let mut fault = fault(&reference.position, "L0403", what);
    fault.help = Some(format!("write {{ {}({variable}: …) }}", reference.name));
    Some(fault)
}

fn shown(reference: &Reference) -> String {
    match &reference.attribute {
        None => reference.name.clone(),
        Some(attribute) => format!("{}.{attribute}", reference.name),
    }
}

fn piece(part: &Part, views: BTreeSet<(String, View)>) -> Piece {
    let glances = views
        .into_iter()
        .map(|(variable, view)| Glance {
            name: view.name(&variable),
            variable,
            view,
        })
        .collect();
    Piece {
        position: part.position.clone(),
        glances,
        selects: part.selects.clone(),
        word_selects: part.word_selects.clone(),
        passages: part.passages.clone(),
    }
}
