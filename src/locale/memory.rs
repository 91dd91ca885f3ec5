//! Which language a contact is answered in, and when that changes.

use super::detect::{Detected, detect};
use crate::domain::{LanguageMemory, LanguageSource, Phone, Timestamp};

/// What was heard from a contact.
#[derive(Debug, Clone, Copy)]
pub struct Hearing<'a> {
    /// What she typed; nothing for a tap, a picture, a location: those words are ours.
    pub text: Option<&'a str>,
    pub phone: Option<&'a Phone>,
    pub tenant_default: &'a str,
    pub now: Timestamp,
}

/// What follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub memory: LanguageMemory,
    /// She keeps writing in another language than she chose: offer to go on in this one.
    pub offer: Option<&'static str>,
    pub detected: Detected,
}

#[must_use]
pub fn hear(current: Option<&LanguageMemory>, hearing: &Hearing<'_>) -> Heard {
    let detected = hearing.text.map(detect).unwrap_or_default();
    let memory = current.cloned().unwrap_or_else(|| LanguageMemory {
        tag: detected.tag.unwrap_or(hearing.tenant_default).into(),
        source: LanguageSource::Detected,
        at: hearing.now,
        latin_script: detected.latin_script,
        other_in_a_row: 0,
    });
    Heard {
        memory,
        offer: None,
        detected,
    }
}

/// She, or an agent for her, chose a language.
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
