//! Webhook bodies as Meta writes them: characters outside ASCII as `\uXXXX` in lower-case
//! hex, slashes escaped, and the signature over exactly these bytes
//! (Meta, "Create a webhook endpoint"). Also used by the load generator.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Makes `X-Hub-Signature-256` values. The key is prepared once.
#[derive(Clone)]
pub struct Signer(Hmac<Sha256>);

impl Signer {
    pub fn new(app_secret: &str) -> Self {
        Self(Hmac::new_from_slice(app_secret.as_bytes()).expect("HMAC takes any key"))
    }

    pub fn sign(&self, body: &[u8]) -> String {
        let mut mac = self.0.clone();
        mac.update(body);
        format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
    }
}

/// One text message to one business number, as a whole webhook body.
pub struct Text<'a> {
    pub number_id: &'a str,
    /// Digits without `+`.
    pub from: &'a str,
    /// The message id that Meta chose: `wamid.…`.
    pub id: &'a str,
    pub at_s: u64,
    pub words: &'a str,
}

impl Text<'_> {
    pub fn body(&self) -> String {
        let Self {
            number_id,
            from,
            id,
            at_s,
            words,
        } = self;
        let text = as_meta_writes(&serde_json::Value::from(*words).to_string());
        format!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"waba-1","changes":[{{"value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"966500000000","phone_number_id":"{number_id}"}},"contacts":[{{"profile":{{"name":"Salma"}},"wa_id":"{from}"}}],"messages":[{{"from":"{from}","id":"{id}","timestamp":"{at_s}","text":{{"body":{text}}},"type":"text"}}]}},"field":"messages"}}]}}]}}"#
        )
    }
}

/// Rewrites JSON text the way Meta's serialiser would have written it.
pub fn as_meta_writes(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() * 2);
    for letter in json.chars() {
        match letter {
            '/' => escaped.push_str("\\/"),
            _ if letter.is_ascii() => escaped.push(letter),
            _ => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(escaped, "\\u{unit:04x}").expect("a String takes everything");
                }
            }
        }
    }
    escaped
}

#[test]
fn a_signature_is_over_the_escaped_bytes() {
    let body = as_meta_writes(r#"{"a":"مرحبا 🙏 / ok"}"#);
    assert_eq!(
        body,
        r#"{"a":"\u0645\u0631\u062d\u0628\u0627 \ud83d\ude4f \/ ok"}"#
    );
    assert_eq!(
        Signer::new("hiwar-test-app-secret").sign(b"{}"),
        "sha256=ed0144c610b3fac96bc0e291c6e35e78521a35d6da05eeea633ed29b7682a84a"
    );
}
