//! Takes typed values out of what was gathered. What is asked for is thereby known: the
//! reading itself is the list of settings, and what nobody asked for is a mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use secrecy::SecretString;

use super::parse::Setting;
use super::source::{Gathered, Plain, Raw};
use super::{Origin, SettingFault, Why};

/// A known key with at most so many slips of the pen is offered for an unknown one.
const SLIPS_MAX: usize = 3;
const NOT_SET: &str = "(not set)";

/// A setting as `config show` prints it; `value` is masked where it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub key: String,
    pub value: String,
    pub origin: Origin,
}

pub(super) struct Reader<'a> {
    values: BTreeMap<String, Raw>,
    asked: BTreeSet<String>,
    env: &'a BTreeMap<String, String>,
    read_file: &'a dyn Fn(&str) -> Result<String, String>,
    pub faults: Vec<SettingFault>,
    pub shown: Vec<Shown>,
}

impl<'a> Reader<'a> {
    pub fn new(
        gathered: Gathered,
        env: &'a BTreeMap<String, String>,
        read_file: &'a dyn Fn(&str) -> Result<String, String>,
    ) -> Self {
        Self {
            values: gathered.values,
            asked: BTreeSet::new(),
            env,
            read_file,
            faults: gathered.faults,
            shown: Vec::new(),
        }
    }

    pub fn or<T: Setting>(&mut self, key: &str, default: T) -> T {
        let (value, origin) = self.read(key).unwrap_or((default, Origin::Default));
        self.show(key, value.show(), origin);
        value
    }

    pub fn optional<T: Setting>(&mut self, key: &str) -> Option<T> {
        let Some((value, origin)) = self.read::<T>(key) else {
            self.show(key, String::new(), Origin::Default);
            return None;
        };
        self.show(key, value.show(), origin);
        Some(value)
    }

    /// An absent value, or one that passes `fits`.
    pub fn optional_checked(
        &mut self,
        key: &str,
        allowed: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let value = self.checked(key, String::new(), allowed, |text| fits(text));
        (!value.is_empty()).then_some(value)
    }

    /// A value that must also pass `fits`; `allowed` completes "… is not …".
    pub fn checked<T: Setting>(
        &mut self,
        key: &str,
        default: T,
        allowed: &str,
        fits: impl Fn(&T) -> bool,
    ) -> T {
        let (value, origin) = match self.read::<T>(key) {
            Some((value, origin)) if !fits(&value) => {
                self.invalid(key, &value, origin, allowed);
                (default, Origin::Default)
            }
            Some(read) => read,
            None => (default, Origin::Default),
        };
        self.show(key, value.show(), origin);
        value
    }

    pub fn within(&mut self, key: &str, default: u64, range: RangeInclusive<u64>) -> u64 {
        let allowed = format!(
            "a whole number between {} and {}",
            range.start(),
            range.end()
        );
        self.checked(key, default, &allowed, |value| range.contains(value))
    }

    /// A secret: never shown, and never taken in clear from the settings file.
    pub fn secret(&mut self, key: &str) -> Option<SecretString> {
        let file_key = format!("{key}_file");
        let (plain, named) = (self.take(key), self.take(&file_key));
        let secret = match (plain, named) {
            (Some(plain), Some(named)) if !named.origin.outranks(&plain.origin) => {
                if !plain.origin.outranks(&named.origin) {
                    let other = named.origin.to_string();
                    self.fault(key, plain.origin.clone(), Why::Ambiguous { other });
                }
                self.plain_secret(key, &plain)
            }
            (_, Some(named)) => self.secret_in_its_file(&file_key, &named),
            (Some(plain), None) => self.plain_secret(key, &plain),
            (None, None) => None,
        };
        let Some((secret, origin)) = secret else {
            self.show(key, String::new(), Origin::Default);
            return None;
        };
        self.show(key, "***".into(), origin);
        Some(secret)
    }

    fn plain_secret(&mut self, key: &str, raw: &Raw) -> Option<(SecretString, Origin)> {
        let origin = raw.origin.clone();
        let Plain::Text(text) = &raw.value else {
            let allowed = "a text".into();
            let value = None;
            self.fault(key, origin, Why::Invalid { value, allowed });
            return None;
        };
        if let Some(name) = text.strip_prefix("env:") {
            let Some(value) = self.env.get(name).filter(|value| !value.is_empty()) else {
                let what = format!("the variable {name} is not set");
                self.fault(key, origin, Why::Unreadable { what });
                return None;
            };
            return Some((value.as_str().into(), Origin::Environment(name.into())));
        }
        if matches!(origin, Origin::File { .. }) {
            self.fault(key, origin, Why::SecretInFile);
            return None;
        }
        Some((text.trim().into(), origin))
    }

    fn secret_in_its_file(&mut self, key: &str, raw: &Raw) -> Option<(SecretString, Origin)> {
        let origin = raw.origin.clone();
        let Plain::Text(path) = &raw.value else {
            let allowed = "a path".into();
            let value = None;
            self.fault(key, origin, Why::Invalid { value, allowed });
            return None;
        };
        match (self.read_file)(path) {
            Ok(text) if !text.trim().is_empty() => Some((text.trim().into(), origin)),
            Ok(_) => {
                let what = format!("the file {path} is empty");
                self.fault(key, origin, Why::Unreadable { what });
                None
            }
            Err(why) => {
                let what = format!("the file {path}: {why}");
                self.fault(key, origin, Why::Unreadable { what });
                None
            }
        }
    }

    /// What follows `prefix` in the keys that were written, each once.
    pub fn below(&self, prefix: &str) -> Vec<String> {
        self.values
            .keys()
            .filter_map(|key| key.strip_prefix(prefix))
            .map(Into::into)
            .collect()
    }

    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.values.keys()
    }

    pub fn fault(&mut self, key: &str, origin: Origin, why: Why) {
        self.faults.push(SettingFault::new(key, origin, why));
    }

    /// Every key that nobody asked for, with the nearest one that exists.
    pub fn refuse_the_rest(&mut self) {
        for (key, raw) in std::mem::take(&mut self.values) {
            let nearest = nearest(&self.asked, &key).map(|known| spelled_like(&raw.origin, known));
            let written = spelled_like(&raw.origin, &key);
            let why = Why::Unknown {
                did_you_mean: nearest,
            };
            self.faults
                .push(SettingFault::new(written, raw.origin, why));
        }
    }

    fn take(&mut self, key: &str) -> Option<Raw> {
        self.asked.insert(key.to_owned());
        self.values.remove(key)
    }

    fn read<T: Setting>(&mut self, key: &str) -> Option<(T, Origin)> {
        let raw = self.take(key)?;
        if let Some(value) = T::read_plain(&raw.value) {
            return Some((value, raw.origin));
        }
        let value = match &raw.value {
            Plain::Text(text) if T::ECHO => Some(text.clone()),
            Plain::List(items) if T::ECHO => Some(items.join(",")),
            Plain::Text(_) | Plain::List(_) => None,
        };
        let allowed = T::ALLOWED.to_owned();
        self.fault(key, raw.origin, Why::Invalid { value, allowed });
        None
    }

    fn invalid<T: Setting>(&mut self, key: &str, value: &T, origin: Origin, allowed: &str) {
        let value = T::ECHO.then(|| value.show());
        let allowed = allowed.to_owned();
        self.fault(key, origin, Why::Invalid { value, allowed });
    }

    fn show(&mut self, key: &str, value: String, origin: Origin) {
        let value = if value.is_empty() {
            NOT_SET.into()
        } else {
            value
        };
        self.shown.push(Shown {
            key: key.into(),
            value,
            origin,
        });
    }
}

/// The known key that was probably meant: few slips away, or the same without its section.
fn nearest<'k>(known: &'k BTreeSet<String>, key: &str) -> Option<&'k str> {
    let tail = format!(".{key}");
    if let Some(same) = known.iter().find(|known| known.ends_with(&tail)) {
        return Some(same);
    }
    // Long common beginnings must not make strangers look alike: the last word decides how
    // many slips are forgiven.
    let last = key
        .rsplit('.')
        .next()
        .map_or(0, |word| word.chars().count());
    let slips_max = SLIPS_MAX.min(last.div_ceil(3));
    let flat = |key: &str| key.replace('.', "_");
    known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(&flat(known), &flat(key)), known))
        .filter(|(slips, _)| *slips <= slips_max)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, known)| known.as_str())
}

/// A key in the spelling of the source it was read from.
fn spelled_like(origin: &Origin, key: &str) -> String {
    match origin {
        Origin::Environment(name) if name.starts_with("HIWAR_") => {
            format!("HIWAR_{}", key.replace('.', "__").to_ascii_uppercase())
        }
        Origin::Environment(_) | Origin::Default | Origin::File { .. } | Origin::Flag(_) => {
            key.into()
        }
    }
}
