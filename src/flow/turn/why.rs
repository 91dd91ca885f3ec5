//! Why a rule took an input, in words for the author of a flow. Only what authors and the
//! engine wrote is named here: what she wrote herself may be a secret.

use crate::domain::{CallAnswer, Content};
use crate::locale::matching::{By, Hit, How};

/// «وين طلبي» among other words.
pub(super) fn phrase(hit: &Hit<'_>) -> String {
    let negated = if hit.negated { ", after a \"not\"" } else { "" };
    format!("{}{negated}", name(hit.phrase, hit.how))
}

/// What made an option of a question the one that is meant.
pub(super) fn option(id: &str, by: By<'_>) -> String {
    match by {
        By::Id => format!("option `{id}` by its id"),
        By::Position => format!("option `{id}` by its position"),
        By::Part => format!("option `{id}` by a part of its title"),
        By::Name(title, how) => format!("option `{id}`: {}", name(title, how)),
    }
}

fn name(phrase: &str, how: How) -> String {
    let how = match how {
        How::Exact => "as the whole message",
        How::Contains => "among other words",
        How::Fuzzy => "misspelt",
    };
    format!("«{phrase}» {how}")
}

/// A tap on a button or a row, or words that name it.
pub(super) fn button(payload: &str) -> String {
    format!("the button with payload `{payload}`")
}

pub(super) fn thing(content: &Content) -> String {
    format!("a message of kind {}", content.kind_name())
}

/// The answer of an operation.
pub(super) fn answer(operation: &str, answer: &CallAnswer) -> String {
    match answer.error {
        Some(error) => format!("the answer of `{operation}`: {}", error.word()),
        None => format!("the answer of `{operation}`: status {}", answer.status),
    }
}
