//! Meta's webhook: `X-Hub-Signature-256` over the raw body, and the GET by which Meta
//! asks whether an address is ours (Meta, "Webhooks: getting started").

use secrecy::{ExposeSecret, SecretString};

use crate::domain::Event;
use crate::provider::cloud::inbound;
use crate::provider::{RawHook, Refusal};
use crate::seal;

const SIGNATURE: &str = "x-hub-signature-256";
const CHALLENGE_CHARACTERS_MAX: usize = 128;

/// Verifies, then reads.
///
/// # Errors
/// When the signature is missing, repeated or wrong, or a signed body is not readable JSON.
pub fn open(hook: &RawHook<'_>, app_secrets: &[SecretString]) -> Result<Vec<Event>, Refusal> {
    let signature = hook.only(SIGNATURE).ok_or(Refusal::Unsigned)?;
    if !seal::verify_hub_signature(app_secrets, signature, hook.body) {
        return Err(Refusal::WrongSignature);
    }
    inbound::read(hook.body)
}

/// The challenge to echo, when mode and token are right and the challenge is harmless to
/// echo: 1 to 128 of `0-9 A-Z a-z _ -`. Meta sends digits that may not fit an integer.
#[must_use]
pub fn challenge(
    mode: Option<&str>,
    token: Option<&str>,
    challenge: Option<&str>,
    expected: &SecretString,
) -> Option<String> {
    let (expected, challenge) = (expected.expose_secret(), challenge?);
    let harmless = (1..=CHALLENGE_CHARACTERS_MAX).contains(&challenge.len())
        && challenge
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let ours = mode? == "subscribe"
        && !expected.is_empty()
        && seal::same(token?.as_bytes(), expected.as_bytes());
    (ours && harmless).then(|| challenge.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"object":"whatsapp_business_account","entry":[]}"#;

    fn secrets() -> Vec<SecretString> {
        vec!["app-secret".into()]
    }

    fn opened(headers: &[(&str, &[u8])], body: &[u8]) -> Result<Vec<Event>, Refusal> {
        open(&RawHook { headers, body }, &secrets())
    }

    #[test]
    fn a_signed_body_is_read_and_an_unsigned_one_is_not() {
        let signed = seal::sign_hub(&secrets()[0], BODY);
        let header = (SIGNATURE, signed.as_bytes());
        assert_eq!(opened(&[header, ("host", b"x")], BODY), Ok(vec![]));
        assert_eq!(opened(&[], BODY), Err(Refusal::Unsigned));
        assert_eq!(opened(&[header, header], BODY), Err(Refusal::Unsigned));
        assert_eq!(
            opened(&[("x-hub-signature", signed.as_bytes())], BODY),
            Err(Refusal::Unsigned)
        );
        assert_eq!(
            opened(&[header], b"{\"object\":1}"),
            Err(Refusal::WrongSignature)
        );
    }

    #[test]
    fn a_signature_comes_before_any_reading() {
        assert_eq!(
            opened(&[(SIGNATURE, b"sha256=00")], b"not json"),
            Err(Refusal::WrongSignature)
        );
        let signed = seal::sign_hub(&secrets()[0], b"not json");
        assert_eq!(
            opened(&[(SIGNATURE, signed.as_bytes())], b"not json"),
            Err(Refusal::NotJson)
        );
    }

    #[test]
    fn s10_only_the_right_token_draws_the_challenge() {
        let expected = SecretString::from("verify-me");
        let ask = |mode, token, text| challenge(mode, token, text, &expected);
        let (mode, token) = (Some("subscribe"), Some("verify-me"));
        let number = "18446744073709551616";
        assert_eq!(ask(mode, token, Some(number)), Some(number.into()));
        assert_eq!(ask(mode, token, Some("a_B-9")), Some("a_B-9".into()));
        let long = "1".repeat(1 << 20);
        for (mode, token, text) in [
            (None, token, Some("1")),
            (Some("unsubscribe"), token, Some("1")),
            (Some(""), token, Some("1")),
            (mode, None, Some("1")),
            (mode, Some(""), Some("1")),
            (mode, Some("verify-me\0"), Some("1")),
            (mode, Some("verify-m"), Some("1")),
            (mode, Some("VERIFY-ME"), Some("1")),
            (mode, token, None),
            (mode, token, Some("")),
            (mode, token, Some("<script>")),
            (mode, token, Some("1 2")),
            (mode, token, Some("١٢")),
            (mode, token, Some(long.as_str())),
            (mode, token, Some(&long[..129])),
        ] {
            assert_eq!(ask(mode, token, text), None, "{mode:?} {token:?}");
        }
        assert_eq!(
            challenge(mode, Some(""), Some("1"), &SecretString::from("")),
            None
        );
    }
}
