//! The name of a published bundle: a hash of every byte of it. It names and does not prove:
//! who may publish is decided at the door, and the books refuse other texts under a name
//! that is taken, so a short hash does.

use super::{SourceFile, Sources};
use crate::domain::Texts;
use crate::locale::LocaleFile;

/// FNV-1a, 64 bits (Fowler, Noll, Vo): the same in every process and on every machine.
#[derive(Clone)]
pub(super) struct Fnv(u64);

impl Fnv {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Led by its length, so that no two lists of parts share a hash by being joined.
    pub fn part(&mut self, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub fn value(&self) -> u64 {
        self.0
    }
}

/// 16 hex digits. The order in which files were read does not matter.
pub(super) fn bundle_id(sources: &Sources) -> String {
    let flows = sources.flows.iter().map(|file| (&file.path, &file.text));
    let locales = sources.locales.iter().map(|file| (&file.path, &file.text));
    let mut files: Vec<_> = flows.chain(locales).collect();
    files.sort_unstable();
    let mut hash = Fnv::new();
    for (path, text) in files {
        hash.part(path.as_bytes());
        hash.part(text.as_bytes());
    }
    format!("{:016x}", hash.value())
}

impl Sources {
    /// As the books keep them.
    #[must_use]
    pub fn texts(&self) -> Texts {
        let flows = self.flows.iter();
        let locales = self.locales.iter();
        Texts {
            flows: flows
                .map(|file| (file.path.clone(), file.text.clone()))
                .collect(),
            locales: locales
                .map(|file| (file.path.clone(), file.text.clone()))
                .collect(),
        }
    }

    /// The name that this version would be published under.
    #[must_use]
    pub fn bundle(&self) -> String {
        bundle_id(self)
    }
}

impl From<Texts> for Sources {
    fn from(texts: Texts) -> Self {
        let mut sources = Self::default();
        let flows = texts.flows.into_iter();
        let locales = texts.locales.into_iter();
        sources
            .flows
            .extend(flows.map(|(path, text)| SourceFile { path, text }));
        sources
            .locales
            .extend(locales.map(|(path, text)| LocaleFile { path, text }));
        sources
    }
}
