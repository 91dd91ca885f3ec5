//! Which of the offered options an answer means.

use super::Utterance;
use crate::locale::text;

/// The options of one question, compiled: by id, position, or any of their names.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    options: Vec<(String, Vec<String>)>,
}

impl Choices {
    /// Options in the order shown: an id, and its titles and synonyms in every language.
    #[must_use]
    pub fn compile(options: Vec<(String, Vec<String>)>) -> Self {
        Self { options }
    }

    /// The id of the option meant, when exactly one is.
    #[must_use]
    pub fn pick(&self, said: &Utterance) -> Option<&str> {
        self.options
            .iter()
            .find(|(id, names)| {
                text::key(id) == said.key || names.iter().any(|name| text::key(name) == said.key)
            })
            .map(|(id, _)| id.as_str())
    }
}
