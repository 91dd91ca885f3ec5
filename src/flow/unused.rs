//! Messages that nothing says and nothing listens for. A key may be made of pieces, so what a
//! script's texts could make is counted as used: better one message too many than one missing.

use std::collections::BTreeSet;

use rhai::{ASTNode, Expr};

use super::script::{Gathered, Sources, Trigger, gather};
use super::words;

/// Ids of messages that are in a locale and not in use, sorted. Nothing while a file has a
/// fault: what it names cannot be known.
#[must_use]
pub fn unused(sources: &Sources) -> Vec<String> {
    let gathered = gather(sources);
    let Some(catalog) = gathered
        .catalog
        .as_ref()
        .filter(|_| gathered.faults.is_empty())
    else {
        return Vec::new();
    };
    let mut named = named(&gathered);
    named.extend(words::ALL.iter().map(|key| (*key).to_owned()));
    named.extend(catalog.tags().into_iter().map(words::language_command));
    let texts = texts(&gathered);
    let tags = catalog.tags();
    let keys: BTreeSet<&str> = tags.iter().flat_map(|tag| catalog.keys(tag)).collect();
    let idle = keys
        .into_iter()
        .filter(|key| !named.contains(*key) && !made_of(&texts, key));
    idle.map(String::from).collect()
}

/// Phrases of triggers and commands.
fn named(gathered: &Gathered) -> BTreeSet<String> {
    let flows = gathered.flows.values();
    let triggers = flows.flat_map(|flow| &flow.manifest.triggers);
    let phrases = triggers.filter_map(|trigger| match trigger {
        Trigger::Phrases(key) => Some(key.clone()),
        Trigger::OrderNo | Trigger::Button(_) | Trigger::TemplateReply { .. } => None,
    });
    let commands = gathered.globals.commands.iter();
    phrases
        .chain(commands.map(|command| command.phrases.clone()))
        .collect()
}

/// Every text that stands in a script.
fn texts(gathered: &Gathered) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    let flows = gathered.flows.values().map(|flow| &flow.ast);
    let libs = gathered.shelf.libs.values().map(|lib| &lib.ast);
    for ast in flows.chain(libs) {
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            if let Some(ASTNode::Expr(Expr::StringConstant(text, _))) = path.last() {
                texts.insert(text.to_string());
            }
            true
        });
    }
    texts
}

/// Whether the key is a text, the title `<slot>-<id>` of an option, the name `<slot>-label`
/// of an answer in a review, or begins like a text that something is added to.
fn made_of(texts: &BTreeSet<String>, key: &str) -> bool {
    let hyphens = key.match_indices('-').map(|(at, _)| at);
    let mut halves = hyphens.map(|at| (&key[..at], &key[at + 1..]));
    texts.contains(key)
        || halves.any(|(slot, id)| texts.contains(slot) && (id == "label" || texts.contains(id)))
        || texts
            .iter()
            .any(|text| text.ends_with('-') && key.starts_with(text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::unused;
    use crate::flow::dialogues::sources;
    use crate::locale::LocaleFile;

    #[test]
    fn a_message_that_nothing_names_is_found_and_no_other() {
        let mut sources = sources();
        let before = unused(&sources);
        assert!(
            !before
                .iter()
                .any(|key| key == "order-what-next" || key == "next-agent")
        );
        sources.locales.push(LocaleFile {
            path: "en/more.ftl".into(),
            text: "order-forgotten = Nobody says this\n".into(),
        });
        let after = unused(&sources);
        let new: Vec<_> = after.iter().filter(|key| !before.contains(key)).collect();
        assert_eq!(new, ["order-forgotten"]);
    }
}
