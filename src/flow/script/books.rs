//! Every phrase that means something outside of a question, compiled for matching.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Flow, Globals, Trigger};
use crate::flow::words;
use crate::locale::matching::{PhraseBook, Phrases, Policy};
use crate::locale::{Catalog, text};

pub(in crate::flow) struct Books {
    /// `out`, `in`.
    pub consent: PhraseBook,
    /// By command id.
    pub commands: PhraseBook,
    /// By language tag: words that name the language.
    pub languages: PhraseBook,
    /// By flow id.
    pub triggers: PhraseBook,
    /// The flow that a bare order number starts.
    pub order_no: Option<String>,
    /// Keys of words that only thank.
    pub thanks: Vec<String>,
    /// Flow id by the payload of a button.
    pub payloads: BTreeMap<String, String>,
}

impl Books {
    pub fn compile(
        catalog: &Catalog,
        globals: &Globals,
        flows: &BTreeMap<String, Arc<Flow>>,
    ) -> Self {
        let everywhere = |id: &str, key: &str, policy| Phrases {
            id: id.into(),
            patterns: in_every_language(catalog, key),
            policy,
        };
        let consent = vec![
            everywhere("out", words::OPT_OUT_PHRASES, Policy::Careful),
            everywhere("out", words::OPT_OUT_MAYBE, Policy::Ask),
            everywhere("in", words::OPT_IN_PHRASES, Policy::Careful),
        ];
        let commands = globals.commands.iter();
        let commands = commands.map(|c| everywhere(&c.id, &c.phrases, Policy::Ready));
        let languages = catalog.tags().into_iter();
        let languages = languages.map(|tag| {
            let key = words::language_command(tag);
            everywhere(tag, &key, Policy::Careful)
        });
        let mut triggers = Vec::new();
        let mut payloads = BTreeMap::new();
        let mut order_no = None;
        for (id, flow) in flows {
            for trigger in &flow.manifest.triggers {
                match trigger {
                    Trigger::Phrases(key) => {
                        triggers.push(everywhere(id, key, Policy::Ready));
                    }
                    Trigger::OrderNo => order_no = Some(id.clone()),
                    Trigger::Button(payload) => {
                        payloads.insert(payload.clone(), id.clone());
                    }
                    Trigger::TemplateReply { template, button } => {
                        payloads.insert(format!("{template}:{button}"), id.clone());
                    }
                }
            }
        }
        Self {
            consent: PhraseBook::compile(consent),
            commands: PhraseBook::compile(commands.collect()),
            languages: PhraseBook::compile(languages.collect()),
            triggers: PhraseBook::compile(triggers),
            order_no,
            thanks: in_every_language(catalog, words::THANKS_WORDS)
                .iter()
                .map(|word| text::key(word))
                .collect(),
            payloads,
        }
    }
}

fn in_every_language(catalog: &Catalog, key: &str) -> Vec<String> {
    let tags = catalog.tags().into_iter();
    tags.flat_map(|tag| catalog.phrases(tag, key)).collect()
}
