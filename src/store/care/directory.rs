//! Which tenant a business number belongs to. Configuration decides; the books keep a
//! copy so that they can be read without it.

use std::sync::PoisonError;

use crate::domain::{NumberId, TenantId};
use crate::store::committer::Verb;
use crate::store::record::{Directory, Kind, key};
use crate::store::{Store, StoreFault};

/// Numbers of one process.
pub(in crate::store) const NUMBERS_MAX: usize = 100_000;

impl Store {
    /// Replaces the directory. Numbers that are not in it are unknown from now on.
    ///
    /// # Errors
    /// When it is not on disk.
    pub async fn set_directory(
        &self,
        numbers: Vec<(NumberId, TenantId)>,
    ) -> Result<(), StoreFault> {
        self.write(Verb::Care, move |draft| {
            let known: Vec<(_, Directory)> =
                draft.books.each(&[], &Kind::Number.prefix(), NUMBERS_MAX)?;
            for (key, _) in known {
                draft.remove(key)?;
            }
            for (number, tenant) in &numbers {
                draft.put(key::number(number), &Directory(tenant.clone()))?;
            }
            let directory = draft.books.directory.write();
            *directory.unwrap_or_else(PoisonError::into_inner) = numbers.into_iter().collect();
            Ok(())
        })
        .await
    }
}
