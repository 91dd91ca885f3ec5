//! A telephone number as a customer types it.

use super::text;
use crate::domain::Phone;

/// Why what was typed is not a number that WhatsApp reaches; each is a different question back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    #[error("read a telephone number")]
    Invalid,
    #[error("take the number: it is not a mobile")]
    NotMobile,
    #[error("take the number: its country is not clear")]
    Ambiguous,
}

/// Reads a mobile number. `region` is an ISO 3166 code (`SA`), empty when not known.
pub fn parse(text: &str, region: &str) -> Result<Phone, PhoneFault> {
    if region.is_empty() {
        return Err(PhoneFault::Ambiguous);
    }
    Phone::from_provider(&text::clean(text)).ok_or(PhoneFault::Invalid)
}
