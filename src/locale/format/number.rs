//! Numbers and money: digits and grouping by CLDR, currency names by the house.

use std::sync::LazyLock;

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::{Locale, locale};

use super::FormatFault;
use crate::locale::{Digits, Language};

/// Most digits that a number may have; longer ones are ids.
const DIGITS_MAX: usize = 30;

/// An exact decimal number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount(Decimal);

impl From<i64> for Amount {
    fn from(value: i64) -> Self {
        Self(Decimal::from(value))
    }
}

impl Amount {
    /// Reads `-1234.50`: ASCII digits, no grouping, no exponent.
    pub(crate) fn read(text: &str) -> Result<Self, FormatFault> {
        let fault = FormatFault { expected: "number" };
        if text.len() > DIGITS_MAX || text.contains(['e', 'E']) {
            return Err(fault);
        }
        Decimal::try_from_str(text).map(Self).map_err(|_| fault)
    }

    pub(crate) fn decimal(&self) -> &Decimal {
        &self.0
    }

    /// At least so many digits after the point, and at most so many; halves away from zero.
    pub(crate) fn with_fraction(mut self, least: i16, most: i16) -> Self {
        let halves_away = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
        self.0.round_with_mode(-most, halves_away);
        self.0.absolute.pad_end(-least);
        self
    }

    pub(crate) fn number(&self, language: Language, digits: Digits) -> String {
        formatter(language, digits).format(&self.0).to_string()
    }

    pub(crate) fn money(&self, currency: &str, language: Language, digits: Digits) -> String {
        let minor = minor_digits(currency);
        let number = self
            .clone()
            .with_fraction(minor, minor)
            .number(language, digits);
        match language {
            Language::Arabic => format!("{number}\u{A0}{}", arabic_name(currency)),
            Language::English => format!("{currency}\u{A0}{number}"),
        }
    }
}

fn formatter(language: Language, digits: Digits) -> &'static DecimalFormatter {
    static ENGLISH: LazyLock<DecimalFormatter> = LazyLock::new(|| compiled(locale!("en")));
    static LATIN: LazyLock<DecimalFormatter> = LazyLock::new(|| compiled(locale!("ar-u-nu-latn")));
    static NATIVE: LazyLock<DecimalFormatter> = LazyLock::new(|| compiled(locale!("ar-u-nu-arab")));
    match (language, digits) {
        (Language::English, _) => &ENGLISH,
        (Language::Arabic, Digits::Latin) => &LATIN,
        (Language::Arabic, Digits::Native) => &NATIVE,
    }
}

fn compiled(locale: Locale) -> DecimalFormatter {
    DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default())
        .expect("number data of both languages is compiled in")
}

/// Digits after the point (ISO 4217).
fn minor_digits(currency: &str) -> i16 {
    match currency {
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "JPY" | "KRW" => 0,
        _ => 2,
    }
}

/// CLDR's Arabic symbols without their hidden marks; other currencies keep their code.
fn arabic_name(currency: &str) -> &str {
    match currency {
        "SAR" => "ر.س.",
        "AED" => "د.إ.",
        "EGP" => "ج.م.",
        "KWD" => "د.ك.",
        "QAR" => "ر.ق.",
        "BHD" => "د.ب.",
        "OMR" => "ر.ع.",
        "JOD" => "د.أ.",
        other => other,
    }
}
