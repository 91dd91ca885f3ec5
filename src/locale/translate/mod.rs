//! A translator's questions: what does each language lack, how much is there, and does the
//! layout bear longer and right-to-left words?

mod missing;
mod pseudo;
mod stats;
#[cfg(test)]
mod tests;

pub use missing::{Missing, Part, missing};
pub use pseudo::{Pseudo, pseudo};
pub use stats::{Stats, stats};

use super::LocaleFile;

/// `ar/order-status.ftl` belongs to `ar`.
fn tag(file: &LocaleFile) -> &str {
    file.path.split('/').next().unwrap_or_default()
}
