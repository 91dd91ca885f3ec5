//! A telephone number as a customer types it: mobile patterns of the region, the generic
//! E.164 shape elsewhere. A small table instead of the whole numbering plan of the world;
//! patterns are those of libphonenumber, July 2026.

use super::text;
use crate::domain::Phone;

/// Why what was typed is not a number that `WhatsApp` reaches; each is another question back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    #[error("read a telephone number")]
    Invalid,
    #[error("take the telephone number: it is not a mobile")]
    NotMobile,
    #[error("take the telephone number: its country is not clear")]
    Ambiguous,
}

struct Region {
    code: &'static str,
    calling_code: &'static str,
    /// Whether numbers at home begin with a 0 that is dropped abroad.
    trunk_zero: bool,
    /// Mobile beginnings, and how many digits a mobile has after the calling code.
    mobile: &'static [&'static str],
    mobile_digits: usize,
    /// Beginnings and lengths of what is no mobile.
    other: &'static [(&'static str, usize)],
}

const REGIONS: [Region; 8] = [
    Region {
        code: "SA",
        calling_code: "966",
        trunk_zero: true,
        mobile: &[
            "50", "51", "53", "54", "55", "56", "58", "59", "570", "571", "572", "573", "574",
            "575", "576", "577", "578", "579",
        ],
        mobile_digits: 9,
        other: &[("1", 9), ("800", 10), ("9200", 9)],
    },
    Region {
        code: "AE",
        calling_code: "971",
        trunk_zero: true,
        mobile: &["50", "52", "53", "54", "55", "56", "58"],
        mobile_digits: 9,
        other: &[
            ("22", 8),
            ("23", 8),
            ("24", 8),
            ("25", 8),
            ("26", 8),
            ("27", 8),
            ("28", 8),
            ("3", 8),
            ("42", 8),
            ("43", 8),
            ("44", 8),
            ("45", 8),
            ("46", 8),
            ("47", 8),
            ("48", 8),
            ("6", 8),
            ("7", 8),
            ("9", 8),
            ("800", 7),
            ("600", 9),
        ],
    },
    Region {
        code: "EG",
        calling_code: "20",
        trunk_zero: true,
        mobile: &["10", "11", "12", "15"],
        mobile_digits: 10,
        other: &[
            ("2", 9),
            ("3", 8),
            ("4", 9),
            ("5", 9),
            ("6", 9),
            ("8", 9),
            ("9", 9),
        ],
    },
    Region {
        code: "KW",
        calling_code: "965",
        trunk_zero: false,
        mobile: &["5", "6", "9", "41"],
        mobile_digits: 8,
        other: &[("2", 8)],
    },
    Region {
        code: "QA",
        calling_code: "974",
        trunk_zero: false,
        mobile: &["3", "5", "6", "7"],
        mobile_digits: 8,
        other: &[("4", 8)],
    },
    Region {
        code: "BH",
        calling_code: "973",
        trunk_zero: false,
        mobile: &["3", "6"],
        mobile_digits: 8,
        other: &[("1", 8), ("7", 8)],
    },
    Region {
        code: "OM",
        calling_code: "968",
        trunk_zero: false,
        mobile: &["7", "9"],
        mobile_digits: 8,
        other: &[("2", 8)],
    },
    Region {
        code: "JO",
        calling_code: "962",
        trunk_zero: true,
        mobile: &["77", "78", "79"],
        mobile_digits: 9,
        other: &[("2", 8), ("3", 8), ("5", 8), ("6", 8)],
    },
];

/// Reads a mobile number. `region` is an ISO 3166 code (`SA`), empty when not known: then
/// only a number with its calling code is taken, never a guess.
pub fn parse(text: &str, region: &str) -> Result<Phone, PhoneFault> {
    let (digits, international) = digits_of(text).ok_or(PhoneFault::Invalid)?;
    let home = REGIONS
        .iter()
        .find(|known| known.code.eq_ignore_ascii_case(region));
    if international {
        return abroad(&digits);
    }
    match home {
        Some(home) => home.read(&digits),
        None if digits.starts_with('0') => Err(PhoneFault::Ambiguous),
        None => match abroad_of(&digits) {
            Some(known) => known.read(&digits),
            None if region.is_empty() => Err(PhoneFault::Ambiguous),
            None => abroad(&digits),
        },
    }
}

/// The digits, and whether they begin with a calling code (`+`, `00`).
fn digits_of(text: &str) -> Option<(String, bool)> {
    let clean = text::clean(text).to_lowercase();
    let typed = clean.trim_start_matches("whatsapp:").trim();
    let plus = typed.starts_with('+') || typed.ends_with('+');
    let is_ornament = |c: char| matches!(c, '+' | ' ' | '-' | '.' | '(' | ')' | '/' | '\u{A0}');
    if !typed.chars().all(|c| c.is_ascii_digit() || is_ornament(c)) {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    match digits.strip_prefix("00") {
        Some(rest) => Some((rest.into(), true)),
        None => Some((digits, plus)),
    }
}

fn abroad_of(digits: &str) -> Option<&'static Region> {
    REGIONS
        .iter()
        .find(|known| digits.starts_with(known.calling_code))
}

/// A number with its calling code.
fn abroad(digits: &str) -> Result<Phone, PhoneFault> {
    match abroad_of(digits) {
        Some(known) => known.national(&digits[known.calling_code.len()..]),
        None => Phone::from_provider(digits)
            .filter(|_| !digits.starts_with('0'))
            .ok_or(PhoneFault::Invalid),
    }
}

impl Region {
    /// A number typed at home, with or without the calling code.
    fn read(&self, digits: &str) -> Result<Phone, PhoneFault> {
        let with_code = digits.strip_prefix(self.calling_code);
        let found = self.national(digits);
        match (found, with_code) {
            (Err(PhoneFault::Invalid), Some(national)) => self.national(national),
            (Err(PhoneFault::Invalid), None) => match abroad_of(digits) {
                Some(other) => other.read(digits),
                None => Err(PhoneFault::Invalid),
            },
            (found, _) => found,
        }
    }

    /// The digits after the calling code; a 0 left in by habit is dropped.
    fn national(&self, digits: &str) -> Result<Phone, PhoneFault> {
        let national = match digits.strip_prefix('0') {
            Some(rest) if self.trunk_zero => rest,
            Some(_) | None => digits,
        };
        let begins = |beginnings: &[&str]| beginnings.iter().any(|b| national.starts_with(b));
        if national.len() == self.mobile_digits && begins(self.mobile) {
            let number = format!("{}{national}", self.calling_code);
            return Phone::from_provider(&number).ok_or(PhoneFault::Invalid);
        }
        let is_other = |(begin, length): &(&str, usize)| {
            national.len() == *length && national.starts_with(begin)
        };
        if self.other.iter().any(is_other) {
            Err(PhoneFault::NotMobile)
        } else {
            Err(PhoneFault::Invalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_is_read_however_it_is_typed() {
        for (region, inputs, expected) in [
            (
                "SA",
                &[
                    "0501234567",
                    "501234567",
                    "966501234567",
                    "00966501234567",
                    "+966 50 123 4567",
                    "+9660501234567",
                    "٠٥٠١٢٣٤٥٦٧",
                    "+٩٦٦٥٠١٢٣٤٥٦٧",
                    "\u{202A}+966 50 123 4567\u{202C}",
                    "whatsapp:+966501234567",
                    "(050) 123-4567",
                    "966501234567+",
                ][..],
                "+966501234567",
            ),
            (
                "AE",
                &["0501234567", "00971 50 123 4567", "+9710501234567"],
                "+971501234567",
            ),
            (
                "EG",
                &[
                    "01012345678",
                    "1012345678",
                    "00201012345678",
                    "+2001012345678",
                ],
                "+201012345678",
            ),
            ("AE", &["+966501234567", "966501234567"], "+966501234567"),
            ("KW", &["51234567", "+96551234567"], "+96551234567"),
            ("QA", &["33123456", "0097433123456"], "+97433123456"),
            ("BH", &["36123456"], "+97336123456"),
            ("OM", &["92123456"], "+96892123456"),
            ("JO", &["0790123456", "+962790123456"], "+962790123456"),
            ("SA", &["+447911123456", "+14155550100"], ""),
            (
                "",
                &["+966501234567", "00966501234567", "966501234567"],
                "+966501234567",
            ),
            ("FR", &["+33612345678", "0033612345678"], "+33612345678"),
        ] {
            for input in inputs {
                let read = parse(input, region).map(|phone| phone.e164().to_owned());
                let expected = if expected.is_empty() { input } else { expected };
                assert_eq!(read.as_deref(), Ok(expected), "{region} {input}");
            }
        }
    }

    #[test]
    fn what_is_no_mobile_is_told_apart() {
        use PhoneFault::{Ambiguous, Invalid, NotMobile};
        for (region, input, fault) in [
            ("SA", "0112345678", NotMobile),
            ("SA", "8001234567", NotMobile),
            ("SA", "920012345", NotMobile),
            ("SA", "+966112345678", NotMobile),
            ("SA", "050 123 456", Invalid),
            ("SA", "05012345678", Invalid),
            ("SA", "5", Invalid),
            ("SA", "", Invalid),
            ("SA", "call me", Invalid),
            ("SA", "0521234567", Invalid),
            ("AE", "041234567", Invalid),
            ("AE", "042234567", NotMobile),
            ("AE", "0511234567", Invalid),
            ("EG", "01312345678", Invalid),
            ("", "0501234567", Ambiguous),
            ("", "501234567", Ambiguous),
            ("", "+0501234567", Invalid),
            ("", "+1234567890123456", Invalid),
        ] {
            assert_eq!(parse(input, region).err(), Some(fault), "{region} {input}");
        }
    }
}
