//! Gathers what the sources say into one map from dotted key to value and origin. Knows
//! how each source spells a key, not which keys exist.

use std::collections::BTreeMap;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::customary::{self, Meaning};
use super::{SettingFault, Why};

/// What every tenant has until it says otherwise.
const SHIPPED: &str = include_str!("shipped.toml");

/// Where a value was written. A later variant outranks an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Default,
    /// The settings file and the line in it.
    File {
        name: String,
        line: usize,
    },
    /// The name of the variable.
    Environment(String),
    Flag(String),
}

impl Origin {
    fn rank(&self) -> u8 {
        match self {
            Self::Default => 0,
            Self::File { .. } => 1,
            Self::Environment(_) => 2,
            Self::Flag(_) => 3,
        }
    }

    /// Whether a value from here replaces one from there.
    pub(super) fn outranks(&self, other: &Self) -> bool {
        self.rank() > other.rank()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { name, line } => write!(f, "{name}:{line}"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// The settings file, read by the caller.
#[derive(Debug, Clone)]
pub struct FileText {
    pub name: String,
    pub text: String,
}

/// A value before anybody knows its type.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Plain {
    Text(String),
    List(Vec<String>),
}

#[derive(Clone)]
pub(super) struct Raw {
    pub value: Plain,
    pub origin: Origin,
}

/// Everything that was said, the winner for each key.
#[derive(Default)]
pub(super) struct Gathered {
    pub values: BTreeMap<String, Raw>,
    pub faults: Vec<SettingFault>,
    /// Things worth a line at the start.
    pub notices: Vec<String>,
}

impl Gathered {
    /// Keeps the value unless a higher source has spoken. A second value of the same rank
    /// that says something else is refused: nobody could tell which one counts.
    fn put(&mut self, key: String, raw: Raw) {
        if let Some(present) = self.values.get(&key) {
            if present.origin.outranks(&raw.origin) {
                return;
            }
            if !raw.origin.outranks(&present.origin) && present.value != raw.value {
                let other = present.origin.to_string();
                self.faults
                    .push(SettingFault::new(key, raw.origin, Why::Ambiguous { other }));
                return;
            }
        }
        self.values.insert(key, raw);
    }
}

pub(super) fn gather(
    file: Option<&FileText>,
    env: &BTreeMap<String, String>,
    flags: &[(String, String)],
) -> Gathered {
    let mut all = Gathered::default();
    if let Some(file) = file {
        gather_file(&mut all, file);
    }
    gather_environment(&mut all, env);
    gather_customary(&mut all, env);
    for (key, value) in flags {
        let raw = Raw {
            value: Plain::Text(value.clone()),
            origin: Origin::Flag(format!("--set {key}")),
        };
        for key in spread(&all, key) {
            all.put(key, raw.clone());
        }
    }
    gather_shipped(&mut all);
    all
}

/// Comes last, because only then it is known which tenants there are.
fn gather_shipped(all: &mut Gathered) {
    let table = DeTable::parse(SHIPPED).expect("a test reads the settings that are shipped");
    let mut shipped = Gathered::default();
    for (key, value) in table.get_ref() {
        let key = format!("tenant.*.{}", key.get_ref());
        gather_value(&mut shipped, &|_| Origin::Default, key, value);
    }
    for (key, raw) in shipped.values {
        for key in spread(all, &key) {
            all.put(key, raw.clone());
        }
    }
}

/// `HIWAR_SECTION__KEY`. Names without `__` belong to the process, not to the settings.
fn gather_environment(all: &mut Gathered, env: &BTreeMap<String, String>) {
    for (name, value) in env {
        let Some(rest) = name.strip_prefix("HIWAR_") else {
            continue;
        };
        if value.is_empty() || customary::belongs_to_the_process(name) {
            continue;
        }
        let raw = Raw {
            value: Plain::Text(value.clone()),
            origin: Origin::Environment(name.clone()),
        };
        all.put(rest.replace("__", ".").to_ascii_lowercase(), raw);
    }
}

/// The names that earlier tools and Meta's own samples use. The `HIWAR_` spelling wins.
fn gather_customary(all: &mut Gathered, env: &BTreeMap<String, String>) {
    let own: Vec<String> = all
        .values
        .iter()
        .filter(|(_, raw)| matches!(raw.origin, Origin::Environment(_)))
        .map(|(key, _)| key.clone())
        .collect();
    for (name, meaning) in customary::NAMES {
        for suffix in ["", "_FILE"] {
            let name = format!("{name}{suffix}");
            let Some(value) = env.get(&name).filter(|value| !value.is_empty()) else {
                continue;
            };
            let (key, value) = match meaning {
                Meaning::Key(key) => (*key, value.clone()),
                Meaning::Milliseconds(key) => (*key, format!("{value}ms")),
                Meaning::Unused(why) => {
                    all.notices.push(format!("{name} has no effect: {why}"));
                    continue;
                }
            };
            let raw = Raw {
                value: Plain::Text(value),
                origin: Origin::Environment(name),
            };
            let key = format!("{key}{}", suffix.to_ascii_lowercase());
            for key in spread(all, &key) {
                if !own.contains(&key) {
                    all.put(key, raw.clone());
                }
            }
        }
    }
}

/// `tenant.*.x` stands for every tenant that anybody named, or for the default one.
fn spread(all: &Gathered, key: &str) -> Vec<String> {
    let Some(rest) = key.strip_prefix("tenant.*.") else {
        return vec![key.to_owned()];
    };
    let tenants = tenant_names(all.values.keys());
    tenants
        .iter()
        .map(|tenant| format!("tenant.{tenant}.{rest}"))
        .collect()
}

/// The tenants that the keys name; `default` when there are none.
pub(super) fn tenant_names<'a>(keys: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut names: Vec<String> = keys
        .filter_map(|key| Some(key.strip_prefix("tenant.")?.split_once('.')?.0.to_owned()))
        .collect();
    names.dedup();
    if names.is_empty() {
        names.push("default".into());
    }
    names
}

fn gather_file(all: &mut Gathered, file: &FileText) {
    let origin = |offset: usize| Origin::File {
        name: file.name.clone(),
        line: line_of(&file.text, offset),
    };
    match DeTable::parse(&file.text) {
        Ok(table) => {
            for (key, value) in table.get_ref() {
                gather_value(all, &origin, key.get_ref().to_string(), value);
            }
        }
        Err(fault) => {
            let origin = origin(fault.span().map_or(0, |span| span.start));
            let what = fault.message().replace('\n', ", ");
            all.faults.push(SettingFault::new(
                String::new(),
                origin,
                Why::Syntax { what },
            ));
        }
    }
}

/// `origin` tells where the byte at an offset stands.
fn gather_value(
    all: &mut Gathered,
    origin: &dyn Fn(usize) -> Origin,
    key: String,
    value: &Spanned<DeValue<'_>>,
) {
    if let Some(table) = value.get_ref().as_table() {
        for (name, inner) in table {
            gather_value(all, origin, format!("{key}.{}", name.get_ref()), inner);
        }
        return;
    }
    let origin = origin(value.span().start);
    let plain = match value.get_ref() {
        DeValue::Array(items) => items
            .iter()
            .map(|item| scalar(item.get_ref()))
            .collect::<Option<Vec<_>>>()
            .map(Plain::List),
        other => scalar(other).map(Plain::Text),
    };
    if let Some(value) = plain {
        all.put(key, Raw { value, origin });
    } else {
        let allowed = "a text, a number, true, false, or a list of these".into();
        let value = None;
        all.faults.push(SettingFault::new(
            key,
            origin,
            Why::Invalid { value, allowed },
        ));
    }
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// 1-based.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}
