//! Counts and sizes of everything. Reads every key: for the command line, not for a
//! health check, which has [`Store::depth`].

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::store::record::Kind;
use crate::store::{Depth, Store, StoreFault};

/// Keys of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    pub keys: u64,
    pub bytes: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// By kind; kinds without a key are left out.
    pub kinds: BTreeMap<&'static str, Usage>,
    /// What the books take on disk; several times their contents is usual.
    pub disk_bytes: u64,
    pub depth: Depth,
}

impl Store {
    /// Counts everything.
    ///
    /// # Errors
    /// When something cannot be read.
    pub fn stats(&self) -> Result<Stats, StoreFault> {
        self.standing()?;
        let mut stats = Stats {
            disk_bytes: self.books().size_bytes()?,
            depth: self.depth(),
            ..Stats::default()
        };
        self.books().scan(&[], &[], &mut |key, value| {
            let name = Kind::of(key).map_or("unknown", Kind::name);
            let usage = stats.kinds.entry(name).or_default();
            usage.keys += 1;
            usage.bytes += (key.len() + value.len()) as u64;
            ControlFlow::Continue(())
        })?;
        Ok(stats)
    }
}
