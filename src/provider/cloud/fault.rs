//! An error in the provider's own words, as it stands in answers, statuses and messages.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::ProviderError;

use super::loose::{Loose, part};

/// Longest text of an error that is kept, in characters.
const TEXT_CHARACTERS_MAX: usize = 300;

#[derive(Deserialize)]
pub struct ErrorShape<'a> {
    #[serde(borrow, default)]
    pub code: Loose<'a>,
    #[serde(borrow, default)]
    title: Loose<'a>,
    #[serde(borrow, default)]
    message: Loose<'a>,
    #[serde(borrow, default)]
    pub is_transient: Loose<'a>,
    /// `{"details": "…"}`, or the text itself.
    #[serde(borrow)]
    error_data: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Details<'a> {
    #[serde(borrow, default)]
    details: Loose<'a>,
}

impl ErrorShape<'_> {
    /// The error under its code, 0 where none is given.
    pub fn told(&self) -> ProviderError {
        let title = self.title.filled().or(self.message.filled());
        ProviderError {
            code: self.code.integer().unwrap_or(0),
            title: clip(title.unwrap_or_default()),
            details: self.details(),
        }
    }

    fn details(&self) -> Option<String> {
        let text = match part::<Details>(self.error_data) {
            Some(object) => object.details,
            None => part(self.error_data)?,
        };
        text.filled().map(clip)
    }
}

fn clip(text: &str) -> String {
    text.chars().take(TEXT_CHARACTERS_MAX).collect()
}
