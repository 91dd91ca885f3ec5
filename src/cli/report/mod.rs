//! Findings on paper: for people, for editors, for machines. Columns count characters.

mod human;
mod lines;
mod sarif;
#[cfg(test)]
mod tests;

pub use human::human;
pub use lines::{github, json, short};
pub use sarif::sarif;

use crate::flow::Diagnostic;

/// Where it stands, from the folder that holds flows/ and locales/: what an editor opens.
pub fn place(one: &Diagnostic) -> String {
    if one.path.starts_with("locales/") || one.path.is_empty() {
        one.path.clone()
    } else {
        format!("flows/{}", one.path)
    }
}
