//! How a value is written: one implementation per type, strict and with the words that say
//! what is allowed.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::domain::{Method, Phone, parse_span};

use super::source::Plain;

/// A type that a setting may have.
pub(super) trait Setting: Sized {
    /// Completes "… is not …".
    const ALLOWED: &'static str;
    /// Whether a wrong value may be repeated in a message (never for personal data).
    const ECHO: bool = true;

    fn read(text: &str) -> Option<Self>;

    /// Lists are written as a TOML list or as one text with commas.
    fn read_plain(plain: &Plain) -> Option<Self> {
        match plain {
            Plain::Text(text) => Self::read(text.trim()),
            Plain::List(items) => Self::read(&items.join(",")),
        }
    }

    /// For `config show`.
    fn show(&self) -> String;
}

impl Setting for bool {
    const ALLOWED: &'static str = "true or false";

    fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "on" | "yes" => Some(true),
            "false" | "0" | "off" | "no" => Some(false),
            _ => None,
        }
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Setting for String {
    const ALLOWED: &'static str = "a text";

    fn read(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn show(&self) -> String {
        self.clone()
    }
}

impl Setting for u64 {
    const ALLOWED: &'static str = "a whole number";

    fn read(text: &str) -> Option<Self> {
        text.replace('_', "").parse().ok()
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Setting for Duration {
    const ALLOWED: &'static str = "a span such as 500ms, 10s, 5m, 2h";

    fn read(text: &str) -> Option<Self> {
        parse_span(text).ok()
    }

    fn show(&self) -> String {
        let ms = self.as_millis();
        if ms.is_multiple_of(1000) {
            format!("{}s", ms / 1000)
        } else {
            format!("{ms}ms")
        }
    }
}

impl Setting for SocketAddr {
    const ALLOWED: &'static str =
        "an address and port such as 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080";

    fn read(text: &str) -> Option<Self> {
        text.replace("localhost:", "127.0.0.1:").parse().ok()
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Setting for PathBuf {
    const ALLOWED: &'static str = "a path";

    fn read(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.into())
    }

    fn show(&self) -> String {
        self.display().to_string()
    }
}

/// `http://…` or `https://…`, kept without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WebAddress(pub String);

impl Setting for WebAddress {
    const ALLOWED: &'static str = "a web address such as https://shop.example";

    fn read(text: &str) -> Option<Self> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))?;
        let fits = !rest.is_empty()
            && !rest.starts_with('/')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control());
        fits.then(|| Self(text.trim_end_matches('/').to_owned()))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// Numbers in E.164, with commas between; shown masked.
impl Setting for BTreeSet<Phone> {
    const ALLOWED: &'static str =
        "a list of numbers in international form with commas between, such as +966501234567";
    const ECHO: bool = false;

    fn read(text: &str) -> Option<Self> {
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| part.starts_with('+').then(|| Phone::from_provider(part))?)
            .collect()
    }

    fn show(&self) -> String {
        let masked: Vec<String> = self.iter().map(Phone::masked).collect();
        masked.join(",")
    }
}

/// Words with commas between.
impl Setting for Vec<String> {
    const ALLOWED: &'static str = "a list of words with commas between";

    fn read(text: &str) -> Option<Self> {
        let words = text.split(',').map(str::trim);
        Some(
            words
                .filter(|word| !word.is_empty())
                .map(Into::into)
                .collect(),
        )
    }

    fn show(&self) -> String {
        self.join(",")
    }
}

impl Setting for Method {
    const ALLOWED: &'static str = "GET, POST, PUT, PATCH or DELETE";

    fn read(text: &str) -> Option<Self> {
        let methods = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];
        methods
            .into_iter()
            .find(|method| method.word().eq_ignore_ascii_case(text))
    }

    fn show(&self) -> String {
        self.word().into()
    }
}

/// A setting that is one of a few words: an enum, its words and the sentence of them.
macro_rules! words {
    ($type:ty, $allowed:literal, $($word:literal => $value:expr),+ $(,)?) => {
        impl $crate::app::settings::parse::Setting for $type {
            const ALLOWED: &'static str = $allowed;

            fn read(text: &str) -> Option<Self> {
                match text.to_ascii_lowercase().as_str() {
                    $($word => Some($value),)+
                    _ => None,
                }
            }

            fn show(&self) -> String {
                let words = [$(($value, $word)),+];
                words.iter().find(|(value, _)| value == self).map_or("", |(_, word)| word).into()
            }
        }
    };
}
pub(super) use words;
