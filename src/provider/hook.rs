//! The way in: a webhook is verified on its raw bytes, then read.

use secrecy::SecretString;

use crate::domain::Event;

use super::meta;

/// A webhook as it arrived.
#[derive(Debug, Clone, Copy)]
pub struct RawHook<'a> {
    /// Every header: its name in lower case, its value as received.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// Not decoded, not decompressed, not re-encoded: the signature is over these bytes.
    pub body: &'a [u8],
}

impl<'a> RawHook<'a> {
    /// The value of a header that came exactly once.
    #[must_use]
    pub fn only(&self, name: &str) -> Option<&'a [u8]> {
        let mut values = self.headers.iter().filter(|(key, _)| *key == name);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            (None, _) | (Some(_), Some(_)) => None,
        }
    }
}

/// What proves that a webhook is its provider's. Chosen by the path it came on, never by
/// what its body says.
#[derive(Debug, Clone, Copy)]
pub enum HookSecret<'a> {
    /// The secrets of one Meta app: the current one, and a second during rotation.
    Meta { app_secrets: &'a [SecretString] },
}

/// Why a webhook is not taken in. Nothing of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Answer 401, with an empty body.
    #[error("verify the webhook: no signature, or more than one")]
    Unsigned,
    /// Answer 401, with an empty body.
    #[error("verify the webhook: the signature does not fit the body")]
    WrongSignature,
    /// Signed, yet not JSON: answer 400.
    #[error("read the webhook: the body is not JSON")]
    NotJson,
    /// Signed, yet nested beyond what any reader should follow: answer 400.
    #[error("read the webhook: nested more than {max} deep")]
    TooDeep { max: usize },
}

impl Refusal {
    /// Whether the sender failed to prove who it is.
    #[must_use]
    pub fn is_forgery(self) -> bool {
        match self {
            Self::Unsigned | Self::WrongSignature => true,
            Self::NotJson | Self::TooDeep { .. } => false,
        }
    }
}

/// Verifies a webhook and reads what it says, in the order it says it.
///
/// A signed body that concerns no WhatsApp account says nothing: the list is empty, and
/// the answer is still 200.
///
/// # Errors
/// A [`Refusal`] names the answer to give.
pub fn open(hook: &RawHook<'_>, secret: &HookSecret<'_>) -> Result<Vec<Event>, Refusal> {
    match secret {
        HookSecret::Meta { app_secrets } => meta::open(hook, app_secrets),
    }
}

/// Answers a provider that asks whether this address is ours (`hub.mode`, `hub.verify_token`,
/// `hub.challenge`): the text to echo as `text/plain`, or nothing, which is a 403.
#[must_use]
pub fn challenge(
    mode: Option<&str>,
    token: Option<&str>,
    challenge: Option<&str>,
    expected: &SecretString,
) -> Option<String> {
    meta::challenge(mode, token, challenge, expected)
}
