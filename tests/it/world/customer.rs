//! A customer with a phone: she writes, taps and reads what she got, in order.

use std::time::Duration;

use serde_json::{Value, json};

use super::{NUMBER_ID, World, message_id, now_s};
use crate::stub::Call;
use crate::stub::hook::Text;

/// Longer than any answer takes, retries of a stumbling provider included.
const ANSWERED_WITHIN: Duration = Duration::from_secs(20);

#[derive(Clone, Copy)]
pub struct Customer<'w> {
    pub(super) world: &'w World,
    pub phone: &'w str,
}

impl Customer<'_> {
    /// Writes a text, which must be acknowledged; returns its message id.
    pub fn says(&self, text: &str) -> String {
        let id = message_id();
        assert_eq!(
            self.says_as(&id, text),
            Some(200),
            "`{text}` was not acknowledged"
        );
        id
    }

    /// Delivers a text under a given message id, perhaps again; the HTTP status, or
    /// `None` when nobody answered.
    pub fn says_as(&self, id: &str, text: &str) -> Option<u16> {
        self.world.keep_secret(self.phone, text);
        let body = Text {
            number_id: NUMBER_ID,
            from: self.digits(),
            id,
            at_s: now_s(),
            words: text,
        };
        self.world
            .hook(body.body().as_bytes())
            .map(|answer| answer.status)
    }

    /// Taps a button or list row by its id; it must be on one of the messages she got.
    pub fn taps(&self, id: &str) -> String {
        let received = self.world.cloud.received(self.phone);
        let tapped = received.iter().rev().find_map(|call| reply_to(call, id));
        let Some((context, reply)) = tapped else {
            panic!("no `{id}` to tap on:\n{}", self.transcript());
        };
        let message = message_id();
        let body = self.envelope(&json!({
            "context": {"from": "966500000000", "id": context},
            "from": self.digits(), "id": message, "timestamp": now_s().to_string(),
            "type": "interactive", "interactive": reply,
        }));
        let answer = self.world.hook_json(&body).expect("an answer");
        assert_eq!(answer.status, 200, "the tap on `{id}` was not acknowledged");
        message
    }

    /// Sends a photo under a given message id, perhaps again; the HTTP status, or `None`
    /// when nobody answered.
    pub fn shows_as(&self, id: &str) -> Option<u16> {
        let body = self.envelope(&json!({
            "from": self.digits(), "id": id, "timestamp": now_s().to_string(),
            "type": "image", "image": {
                "id": "1234567890", "mime_type": "image/jpeg",
                "sha256": "bWFkZSB1cCBmb3IgdGhpcyBmaXh0dXJl",
            },
        }));
        self.world.hook_json(&body).map(|answer| answer.status)
    }

    /// Sends a place under a given message id; the HTTP status, or `None` when nobody
    /// answered.
    pub fn points_as(&self, id: &str) -> Option<u16> {
        let body = self.envelope(&json!({
            "from": self.digits(), "id": id, "timestamp": now_s().to_string(),
            "type": "location",
            "location": {"latitude": 24.8138, "longitude": 46.6101},
        }));
        self.world.hook_json(&body).map(|answer| answer.status)
    }

    /// Reads on until a message fits; each message is read once. Panics with all she got
    /// when none comes.
    pub fn expects(&self, what: &str, fits: impl Fn(&Call) -> bool) -> Call {
        let from = self.world.read_so_far(self.phone);
        let found = self.world.cloud.wait(ANSWERED_WITHIN, |calls| {
            let hers = calls
                .iter()
                .filter(|call| call.is_message() && call.to == self.phone && call.conduct.takes());
            let mut unread = hers.enumerate().skip(from);
            let (at, call) = unread.find(|(_, call)| fits(call))?;
            Some((at, call.clone()))
        });
        let Some((at, call)) = found else {
            panic!(
                "{what} did not come; she had read {from} of\n{}\n{}",
                self.transcript(),
                self.world.last_words()
            );
        };
        self.world.has_read(self.phone, at + 1);
        call
    }

    /// Reads on until a message holds all of `parts`.
    pub fn expects_words(&self, parts: &[&str]) -> Call {
        self.expects(&format!("{parts:?}"), |call| {
            parts.iter().all(|part| call.words().contains(part))
        })
    }

    /// Everything that reached her so far.
    pub fn received(&self) -> Vec<Call> {
        self.world.cloud.received(self.phone)
    }

    /// Passes over what she got so far.
    pub fn reads_all(&self) -> usize {
        let count = self.received().len();
        self.world.has_read(self.phone, count);
        count
    }

    /// A message of hers as a whole webhook body.
    pub fn envelope(&self, message: &Value) -> Value {
        json!({"object": "whatsapp_business_account", "entry": [{"id": "waba-1", "changes": [{
            "field": "messages", "value": {
                "messaging_product": "whatsapp",
                "metadata": {"display_phone_number": "966500000000", "phone_number_id": NUMBER_ID},
                "contacts": [{"profile": {"name": "Salma"}, "wa_id": self.digits()}],
                "messages": [message],
            },
        }]}]})
    }

    pub fn digits(&self) -> &str {
        self.phone.trim_start_matches('+')
    }

    fn transcript(&self) -> String {
        let attempts = self.world.cloud.attempts(self.phone);
        let lines = attempts
            .iter()
            .map(|call| format!("  [{:?}] {}", call.conduct, call.body));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// What WhatsApp would send when `id` is tapped on this message, and the message's id.
fn reply_to(call: &Call, id: &str) -> Option<(String, Value)> {
    let (kind, choice) = offers(call)
        .into_iter()
        .find(|(_, choice)| choice["id"] == id)?;
    Some((call.id.clone(), json!({"type": kind, kind: choice})))
}

/// The ids of all buttons and list rows on a message.
pub fn choices(call: &Call) -> Vec<String> {
    let offers = offers(call).into_iter();
    offers
        .filter_map(|(_, choice)| choice["id"].as_str().map(Into::into))
        .collect()
}

fn offers(call: &Call) -> Vec<(&'static str, Value)> {
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let action = &call.body["interactive"]["action"];
    let buttons = items(&action["buttons"])
        .into_iter()
        .map(|button| button["reply"].clone());
    let sections = items(&action["sections"]).into_iter();
    let rows = sections.flat_map(|section| items(&section["rows"]));
    let buttons = buttons.map(|button| ("button_reply", button));
    buttons.chain(rows.map(|row| ("list_reply", row))).collect()
}

/// Whether a person would say that this is written in Arabic.
pub fn is_arabic(text: &str) -> bool {
    let arabic = |c: &char| ('\u{0620}'..='\u{064a}').contains(c);
    let count = text.chars().filter(arabic).count();
    count * 2 > text.chars().filter(|c| c.is_alphabetic()).count()
}

#[test]
fn an_order_number_makes_no_arabic_sentence_english() {
    assert!(is_arabic("طلبك ORD-1001 في الطريق"));
    assert!(!is_arabic("Your order ORD-1002 was delivered (طلب)"));
    assert!(!is_arabic(""));
}
