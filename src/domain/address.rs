//! How a person is reached. A contact is not a phone number: WhatsApp may omit the
//! phone and give only a business-scoped user id, so an address is a set of aliases.
//! Numbers print masked; the full value comes out only by name (`e164`, `wa_id`).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A telephone number in E.164: `+` and 8 to 15 digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phone(String);

impl Phone {
    /// Takes `+966501234567` or the same digits without `+`, as providers write them.
    /// What a person typed is read by `locale::phone` instead.
    #[must_use]
    pub fn from_provider(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let fits = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(format!("+{digits}")))
    }

    /// `+966501234567`. Opens the number: not for logs.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// `966501234567`, WhatsApp's `wa_id`. Opens the number: not for logs.
    #[must_use]
    pub fn wa_id(&self) -> &str {
        &self.0[1..]
    }

    /// `+966*****4567`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}*****{}", &self.0[..4], &self.0[self.0.len() - 4..])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// A business-scoped user id: two capitals, a dot, `ENT.` for the parent form, and up
/// to 128 letters and digits (Meta, "Business-scoped user IDs", May 2026).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bsuid(String);

impl Bsuid {
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (country, rest) = text.split_once('.')?;
        let id = rest.strip_prefix("ENT.").unwrap_or(rest);
        let fits = country.len() == 2
            && country.bytes().all(|b| b.is_ascii_uppercase())
            && (1..=128).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| Self(text.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Bsuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.***", &self.0[..2])
    }
}

/// Everything a provider told us about who this is. At least one alias is set in what
/// a provider room returns; an empty address makes its message an odd element.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub phone: Option<Phone>,
    pub bsuid: Option<Bsuid>,
    pub parent: Option<Bsuid>,
}

impl Address {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phone.is_none() && self.bsuid.is_none() && self.parent.is_none()
    }

    /// For logs and pages: the masked phone, or the country of the user id.
    #[must_use]
    pub fn masked(&self) -> String {
        match (&self.phone, self.bsuid.as_ref().or(self.parent.as_ref())) {
            (Some(phone), _) => phone.masked(),
            (None, Some(id)) => format!("{id:?}"),
            (None, None) => "unknown".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_prints_masked_and_opens_by_name() {
        let phone = Phone::from_provider("966501234567").expect("a number");
        assert_eq!(format!("{phone:?}"), "+966*****4567");
        assert_eq!(
            (phone.e164(), phone.wa_id()),
            ("+966501234567", "966501234567")
        );
        for wrong in [
            "",
            "+",
            "1234567",
            "1234567890123456",
            "96650123456٧",
            "AE.1349",
        ] {
            assert!(Phone::from_provider(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_scoped_id_is_never_taken_for_digits() {
        assert!(Bsuid::parse("AE.13491208655302741918").is_some());
        assert!(Bsuid::parse("AE.ENT.95abc").is_some());
        for wrong in [
            "AE.",
            "ae.123",
            "AEX.123",
            "971500000001",
            "AE.12-3",
            "AE.ENT.",
        ] {
            assert!(Bsuid::parse(wrong).is_none(), "{wrong}");
        }
    }
}
