//! What must not be found in the engine's log: whole telephone numbers, what customers
//! wrote, tokens and secrets.

use std::collections::BTreeSet;

/// Digits at the end of a number that already name a person.
const TELLING_DIGITS: usize = 8;
/// Shorter texts are ordinary words of a program's log.
const TELLING_CHARS: usize = 12;

/// Things said in confidence during a test.
#[derive(Default)]
pub struct Traces {
    secrets: BTreeSet<String>,
}

impl Traces {
    pub fn secret(&mut self, secret: &str) {
        self.secrets.insert(secret.into());
    }

    pub fn phone(&mut self, phone: &str) {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let from = digits.len().saturating_sub(TELLING_DIGITS);
        self.secrets.insert(digits[from..].into());
    }

    pub fn text(&mut self, text: &str) {
        if text.chars().count() >= TELLING_CHARS {
            self.secrets.insert(text.into());
        }
    }

    /// The lines of `log` that tell one of them, at most three.
    pub fn found_in<'a>(&self, log: &'a str) -> Vec<&'a str> {
        let telling = |line: &&str| self.secrets.iter().any(|secret| line.contains(secret));
        log.lines().filter(telling).take(3).collect()
    }
}

#[test]
fn a_number_a_text_or_a_token_in_the_log_is_found() {
    let mut traces = Traces::default();
    traces.phone("+966501234567");
    traces.text("where is my order");
    traces.text("menu");
    traces.secret("token-1");
    for bad in [
        "sent to 966501234567",
        "sent to 0501234567",
        r#"{"text":"where is my order"}"#,
        "authorization: Bearer token-1",
    ] {
        assert_eq!(traces.found_in(bad), [bad]);
    }
    assert!(
        traces
            .found_in("sent to +9665*****67, menu shown")
            .is_empty()
    );
}
