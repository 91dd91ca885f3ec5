//! The files of a new flow: a script that asks and leads on, its wording in both languages,
//! and a conversation in each that holds it to its word.

use super::{ProjectFile, file};

/// Longest id, in characters.
const ID_MAX: usize = 40;

#[derive(Debug, thiserror::Error)]
#[error("begin a flow `{0}`: its id begins with a-z and is made of a-z, 0-9 and _")]
pub struct FlowIdFault(String);

const FILES: &[(&str, &str)] = &[
    ("flows/__id__.rhai", include_str!("files/flow/flow.rhai")),
    ("flows/__id__.ar.chat", include_str!("files/flow/ar.chat")),
    ("flows/__id__.en.chat", include_str!("files/flow/en.chat")),
    ("locales/ar/__key__.ftl", include_str!("files/flow/ar.ftl")),
    ("locales/en/__key__.ftl", include_str!("files/flow/en.ftl")),
];

/// The files of a flow with this id.
///
/// # Errors
/// When the id is none.
pub fn flow(id: &str) -> Result<Vec<ProjectFile>, FlowIdFault> {
    let begins = id.starts_with(|c: char| c.is_ascii_lowercase());
    let made = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !begins || !id.chars().all(made) || id.len() > ID_MAX {
        return Err(FlowIdFault(id.into()));
    }
    // Messages are named with hyphens, and what a customer says has spaces.
    let (key, words) = (id.replace('_', "-"), id.replace('_', " "));
    let fill = |text: &str| {
        text.replace("__id__", id)
            .replace("__key__", &key)
            .replace("__phrase__", &words)
    };
    Ok(FILES
        .iter()
        .map(|(path, text)| file(fill(path), fill(text)))
        .collect())
}
