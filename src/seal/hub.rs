//! The signature of Meta's webhooks: `X-Hub-Signature-256: sha256=<64 hex digits>`, an
//! HMAC-SHA256 with the app secret over the body exactly as received (Meta, "Webhooks:
//! validate payloads"). Meta signs the escaped bytes (`\u0645`), so a body that went
//! through any JSON library first no longer fits its signature.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

const PREFIX: &[u8] = b"sha256=";
const MAC_BYTES: usize = 32;

/// Whether the header carries the signature of these very bytes under one of the secrets
/// (two are valid while an app secret is rotated). An empty secret signs nothing.
#[must_use]
pub fn verify_hub_signature(secrets: &[SecretString], header: &[u8], body: &[u8]) -> bool {
    let Some(mac) = read_header(header) else {
        return false;
    };
    secrets
        .iter()
        .filter_map(keyed)
        .any(|keyed| keyed.chain_update(body).verify_slice(&mac).is_ok())
}

/// The header value that Meta would send with this body; empty for an empty secret.
#[must_use]
pub fn sign_hub(secret: &SecretString, body: &[u8]) -> String {
    keyed(secret).map_or_else(String::new, |keyed| {
        let mac = keyed.chain_update(body).finalize().into_bytes();
        format!("sha256={}", hex::encode(mac))
    })
}

/// Length and prefix are looked at first: neither is secret, and most forgeries end here.
fn read_header(header: &[u8]) -> Option<[u8; MAC_BYTES]> {
    if header.len() != PREFIX.len() + 2 * MAC_BYTES {
        return None;
    }
    let mut mac = [0; MAC_BYTES];
    hex::decode_to_slice(header.strip_prefix(PREFIX)?, &mut mac).ok()?;
    Some(mac)
}

fn keyed(secret: &SecretString) -> Option<Hmac<Sha256>> {
    let key = secret.expose_secret().as_bytes();
    if key.is_empty() {
        return None;
    }
    Hmac::new_from_slice(key).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"text":"\u0645\u0631\u062d\u0628\u0627"}"#;

    fn secrets(texts: &[&str]) -> Vec<SecretString> {
        texts.iter().map(|text| SecretString::from(*text)).collect()
    }

    fn accepted(header: impl AsRef<[u8]>) -> bool {
        verify_hub_signature(&secrets(&["app-secret"]), header.as_ref(), BODY)
    }

    fn signature() -> String {
        sign_hub(&SecretString::from("app-secret"), BODY)
    }

    #[test]
    fn the_mac_is_hmac_sha_256() {
        // RFC 4231, test case 2.
        assert_eq!(
            sign_hub(&SecretString::from("Jefe"), b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn s01_a_missing_or_empty_signature_is_refused() {
        assert!(accepted(signature()));
        for header in ["", "sha256", "sha256=", " "] {
            assert!(!accepted(header), "{header:?}");
        }
    }

    #[test]
    fn s02_upper_case_hex_is_the_same_signature() {
        let digits = signature()["sha256=".len()..].to_uppercase();
        assert!(accepted(format!("sha256={digits}")));
    }

    #[test]
    fn s02_a_signature_that_is_off_by_a_nibble_or_a_byte_is_refused() {
        let good = signature();
        for at in "sha256=".len()..good.len() {
            let mut off = good.clone().into_bytes();
            off[at] = if off[at] == b'0' { b'1' } else { b'0' };
            assert!(!accepted(&off), "nibble {at}");
        }
        let digits = &good["sha256=".len()..];
        let half = &digits[..62];
        for header in [
            good[..good.len() - 1].to_owned(),
            format!("{good}0"),
            format!("{good} "),
            format!(" {good}"),
            format!("{good}\0"),
            format!("{good},{good}"),
            format!("{good}, {good}"),
            digits.to_owned(),
            format!("sha1={digits}"),
            format!("SHA256={digits}"),
            format!("sha512={digits}"),
            format!("sha256 {digits}"),
            format!("sha256={half}\u{661}"),
            format!("sha256={half}\u{200b}"),
            format!("sha256=\u{ff41}{}", &digits[..61]),
            format!("sha256={half}zz"),
            format!("sha256={half}\0\0"),
        ] {
            assert!(!accepted(&header), "{header:?}");
        }
        assert!(!accepted([0xff; 71]));
    }

    #[test]
    fn s03_the_bytes_are_signed_and_not_what_they_mean() {
        let secrets = secrets(&["app-secret"]);
        let good = signature();
        for same_json in [
            "{\"text\":\"مرحبا\"}".as_bytes(),
            br#"{"text": "\u0645\u0631\u062d\u0628\u0627"}"#,
            br#"{"text":"\u0645\u0631\u062D\u0628\u0627"}"#,
        ] {
            assert!(!verify_hub_signature(&secrets, good.as_bytes(), same_json));
        }
    }

    #[test]
    fn s04_a_body_changed_after_signing_is_refused() {
        let secret = SecretString::from("app-secret");
        // The same letter, composed and decomposed.
        let (composed, decomposed) = ("\u{622}", "\u{627}\u{653}");
        let signed = sign_hub(&secret, composed.as_bytes());
        let check = |body: &str| {
            verify_hub_signature(
                std::slice::from_ref(&secret),
                signed.as_bytes(),
                body.as_bytes(),
            )
        };
        assert!(check(composed));
        assert!(!check(decomposed));
    }

    #[test]
    fn both_secrets_hold_while_one_is_rotated_and_no_other_does() {
        let signed = signature();
        for (texts, fits) in [
            (&["app-secret"][..], true),
            (&["new", "app-secret"], true),
            (&["app-secret", "new"], true),
            (&["new"], false),
            (&[], false),
        ] {
            let found = verify_hub_signature(&secrets(texts), signed.as_bytes(), BODY);
            assert_eq!(found, fits, "{texts:?}");
        }
    }

    #[test]
    fn an_empty_secret_lets_nobody_in() {
        let anybody: Hmac<Sha256> = Hmac::new_from_slice(b"").expect("any key length");
        let mac = anybody.chain_update(BODY).finalize().into_bytes();
        let header = format!("sha256={}", hex::encode(mac));
        assert!(!verify_hub_signature(
            &secrets(&[""]),
            header.as_bytes(),
            BODY
        ));
        assert_eq!(sign_hub(&SecretString::from(""), BODY), "");
    }
}
