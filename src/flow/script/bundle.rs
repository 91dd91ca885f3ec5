//! The name of a published bundle: a hash of every byte of it.

use super::Sources;

/// FNV-1a, 64 bits (Fowler, Noll, Vo): the same in every process and on every machine.
struct Fnv(u64);

impl Fnv {
    fn part(&mut self, bytes: &[u8]) {
        let length = (bytes.len() as u64).to_le_bytes();
        for byte in length.iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// 16 hex digits. The order in which files were read does not matter.
pub(super) fn bundle_id(sources: &Sources) -> String {
    let flows = sources.flows.iter().map(|file| (&file.path, &file.text));
    let locales = sources.locales.iter().map(|file| (&file.path, &file.text));
    let mut files: Vec<_> = flows.chain(locales).collect();
    files.sort_unstable();
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    for (path, text) in files {
        hash.part(path.as_bytes());
        hash.part(text.as_bytes());
    }
    format!("{:016x}", hash.0)
}
