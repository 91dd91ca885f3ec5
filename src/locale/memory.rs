//! Which language a contact is answered in, and when that changes.
//!
//! It belongs to the contact, not to the conversation, and lasts. A better source outranks
//! a lesser one; what she chose herself is not changed by what she happens to write.

use super::detect::{Detected, detect};
use super::language::base;
use crate::domain::{LanguageMemory, LanguageSource, Phone, Timestamp};

/// So much of another language is a change of mind; one short word is not.
const WORDS_MIN: usize = 2;
const LETTERS_MIN: usize = 8;
/// So many messages in a row in another language than she chose, and it is offered.
const OFFER_AFTER: u8 = 2;
/// Calling codes whose people are answered in Arabic: Saudi Arabia, the Emirates, Egypt.
const ARABIC_CALLING_CODES: [&str; 3] = ["966", "971", "20"];

/// What was heard from a contact.
#[derive(Debug, Clone, Copy)]
pub struct Hearing<'a> {
    /// What she typed; nothing for a tap, a picture, a location: a title's words are ours.
    pub text: Option<&'a str>,
    pub phone: Option<&'a Phone>,
    pub tenant_default: &'a str,
    pub now: Timestamp,
}

/// What follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub memory: LanguageMemory,
    /// She keeps writing in this language though she chose the other: offer to switch.
    pub offer: Option<&'static str>,
    /// Nothing told her language: show the way to change it beside the first answer.
    pub unsure: bool,
    pub detected: Detected,
}

#[must_use]
pub fn hear(current: Option<&LanguageMemory>, hearing: &Hearing<'_>) -> Heard {
    let detected = hearing.text.map(detect).unwrap_or_default();
    match current {
        None => first(detected, hearing),
        Some(current) => next(current.clone(), detected, hearing),
    }
}

/// She chose a language, or an agent did it for her.
#[must_use]
pub fn choose(tag: &str, source: LanguageSource, now: Timestamp) -> LanguageMemory {
    LanguageMemory {
        tag: tag.into(),
        source,
        at: now,
        latin_script: false,
        other_in_a_row: 0,
    }
}

fn first(detected: Detected, hearing: &Hearing<'_>) -> Heard {
    let (tag, source) = match (detected.tag, hearing.phone) {
        (Some(tag), _) => (tag, LanguageSource::Detected),
        (None, Some(phone)) if is_arabic_country(phone) => ("ar", LanguageSource::PhoneCountry),
        (None, _) => (hearing.tenant_default, LanguageSource::TenantDefault),
    };
    let mut memory = choose(tag, source, hearing.now);
    memory.latin_script = detected.latin_script;
    let unsure = detected.tag.is_none() || detected.neighbour;
    Heard {
        memory,
        offer: None,
        unsure,
        detected,
    }
}

fn next(mut memory: LanguageMemory, detected: Detected, hearing: &Hearing<'_>) -> Heard {
    let mut offer = None;
    let enough = detected.words >= WORDS_MIN || detected.letters >= LETTERS_MIN;
    match detected.tag {
        Some(tag) if tag == base(&memory.tag) => {
            memory.source = memory.source.max(LanguageSource::Detected);
            memory.latin_script = detected.latin_script;
            memory.other_in_a_row = 0;
        }
        Some(tag) if enough && memory.source <= LanguageSource::Detected => {
            memory = choose(tag, LanguageSource::Detected, hearing.now);
            memory.latin_script = detected.latin_script;
        }
        Some(tag) if enough => {
            memory.other_in_a_row += 1;
            if memory.other_in_a_row >= OFFER_AFTER {
                memory.other_in_a_row = 0;
                offer = Some(tag);
            }
        }
        Some(_) | None => {}
    }
    Heard {
        memory,
        offer,
        unsure: false,
        detected,
    }
}

fn is_arabic_country(phone: &Phone) -> bool {
    ARABIC_CALLING_CODES
        .iter()
        .any(|code| phone.wa_id().starts_with(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);

    fn heard(current: Option<&LanguageMemory>, text: Option<&str>, phone: &str) -> Heard {
        let phone = Phone::from_provider(phone);
        let hearing = Hearing {
            text,
            phone: phone.as_ref(),
            tenant_default: "en",
            now: NOW,
        };
        hear(current, &hearing)
    }

    #[test]
    fn the_first_message_decides_or_the_next_best_guess() {
        use LanguageSource::{Detected, PhoneCountry, TenantDefault};
        for (text, phone, tag, source, unsure) in [
            (Some("وين طلبي"), "+14155550100", "ar", Detected, false),
            (Some("hi"), "+966501234567", "en", Detected, false),
            (Some("wain talabi"), "", "ar", Detected, false),
            (Some("👍"), "+966501234567", "ar", PhoneCountry, true),
            (Some("1234"), "+971501234567", "ar", PhoneCountry, true),
            (None, "+201012345678", "ar", PhoneCountry, true),
            (Some("👍"), "+14155550100", "en", TenantDefault, true),
            (Some("1234"), "", "en", TenantDefault, true),
            (Some("میں آرڈر چاہتا ہوں"), "", "ar", Detected, true),
        ] {
            let heard = heard(None, text, phone);
            assert_eq!(
                (heard.memory.tag.as_str(), heard.memory.source),
                (tag, source),
                "{text:?}"
            );
            assert_eq!((heard.unsure, heard.offer), (unsure, None), "{text:?}");
        }
    }

    #[test]
    fn only_enough_of_another_language_switches_what_was_guessed() {
        use LanguageSource::{Detected, PhoneCountry, TenantDefault};
        for source in [
            TenantDefault,
            PhoneCountry,
            LanguageSource::TemplateLanguage,
            Detected,
        ] {
            let arabic = choose("ar", source, Timestamp::default());
            for (text, tag) in [
                (Some("where is my order"), "en"),
                (Some("cancel order"), "en"),
                (Some("unsubscribe"), "en"),
                (Some("ok"), "ar"),
                (Some("STOP"), "ar"),
                (Some("Noon"), "ar"),
                (Some("1234"), "ar"),
                (Some("وين طلبي"), "ar"),
                (None, "ar"),
            ] {
                assert_eq!(heard(Some(&arabic), text, "").memory.tag, tag, "{text:?}");
            }
        }
        let english = choose("en", Detected, Timestamp::default());
        assert_eq!(heard(Some(&english), Some("تمام"), "").memory.tag, "en");
        let switched = heard(Some(&english), Some("abgha arja3 el talab"), "").memory;
        assert_eq!((switched.tag.as_str(), switched.latin_script), ("ar", true));
    }

    #[test]
    fn what_she_chose_stays_and_the_other_is_offered_after_two() {
        for source in [LanguageSource::AgentSet, LanguageSource::Explicit] {
            let mut memory = choose("ar", source, Timestamp::default());
            for (text, offer) in [
                ("where is my order", None),
                ("ok", None),
                ("I need my order", Some("en")),
                ("please hurry up", None),
                ("وين طلبي", None),
                ("where is my order", None),
                ("it is late", Some("en")),
            ] {
                let heard = heard(Some(&memory), Some(text), "");
                assert_eq!(heard.offer, offer, "{text}");
                assert_eq!(
                    (heard.memory.tag.as_str(), heard.memory.source),
                    ("ar", source)
                );
                memory = heard.memory;
            }
        }
    }

    #[test]
    fn a_year_of_silence_changes_nothing() {
        let memory = choose("en", LanguageSource::Explicit, Timestamp::default());
        assert_eq!(heard(Some(&memory), None, "+966501234567").memory, memory);
    }
}
