//! SHA-256, as a name for bytes.

use sha2::{Digest, Sha256};

/// SHA-256 in 64 lower-case hex digits.
#[must_use]
pub fn digest_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The first 16 bytes of SHA-256 over the parts, each led by its length (eight bytes,
/// little-endian), so that `["ab", "c"]` and `["a", "bc"]` never share a name.
#[must_use]
pub fn fingerprint(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut first = [0; 16];
    first.copy_from_slice(&digest[..16]);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_sha_256() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            digest_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_fingerprint_tells_where_parts_end() {
        assert_eq!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"ab", b"c"]));
        for other in [&[&b"a"[..], b"bc"][..], &[b"abc"], &[b"ab", b"c", b""]] {
            assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(other), "{other:?}");
        }
    }

    #[test]
    fn a_fingerprint_is_stable_because_it_is_stored() {
        assert_eq!(
            hex::encode(fingerprint(&[b"acme", b"wamid.1"])),
            "3bea49770d4ed4822fdcc35ed6baf845"
        );
    }
}
