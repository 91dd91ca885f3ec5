//! Equality of secrets, in a time that does not depend on where they differ.

use subtle::ConstantTimeEq;

/// Whether two secrets are equal. Their lengths are not hidden.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_equal_bytes_are_the_same() {
        assert!(same(b"", b"") && same(b"token", b"token"));
        for (left, right) in [("token", "tokem"), ("token", "token "), ("", "t")] {
            assert!(!same(left.as_bytes(), right.as_bytes()), "{left} {right}");
        }
    }
}
