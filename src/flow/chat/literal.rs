//! Values as they stand in a chat: `"text"`, `word`, `12`, `12.50`, `true`, `()`; and calls,
//! `shop.get_order(order_no: "ORD-1001")`.

use crate::domain::{Secret, Value};

/// An operation or an event, and what is said of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    pub name: String,
    pub fields: Vec<(String, Value)>,
}

impl Signature {
    /// `name` or `name(field: value, …)`.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let Some((name, rest)) = text.split_once('(') else {
            return Self::named(text, Vec::new());
        };
        let inside = rest.trim_end().strip_suffix(')');
        let inside = inside.ok_or_else(|| format!("`{text}` lacks its `)`"))?;
        let fields = split(inside, ',').into_iter().map(|field| {
            let (name, value) = field
                .split_once(':')
                .ok_or_else(|| format!("`{}` is not `name: value`", field.trim()))?;
            Ok((name.trim().to_owned(), value_of(value)))
        });
        Self::named(name, fields.collect::<Result<_, String>>()?)
    }

    /// `name field="value" other=2`.
    pub fn read_plain(text: &str) -> Result<Self, String> {
        let mut words = split(text.trim(), ' ').into_iter();
        let name = words.next().unwrap_or("");
        let fields = words.filter(|word| !word.trim().is_empty()).map(|word| {
            let (name, value) = word
                .split_once('=')
                .ok_or_else(|| format!("`{word}` is not `name=value`"))?;
            Ok((name.trim().to_owned(), value_of(value)))
        });
        Self::named(name, fields.collect::<Result<_, String>>()?)
    }

    fn named(name: &str, fields: Vec<(String, Value)>) -> Result<Self, String> {
        let name = name.trim();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(format!("expected a name, found `{name}`"));
        }
        Ok(Self {
            name: name.into(),
            fields,
        })
    }

    /// Whether every field named here has the value given here; others may be there too.
    pub fn fits<'v>(&self, name: &str, field: impl Fn(&str) -> Option<&'v Value>) -> bool {
        let fits = |(name, wanted): &(String, Value)| {
            field(name).map_or(*wanted == Value::Null, |found| same(wanted, found))
        };
        self.name == name && self.fields.iter().all(fits)
    }
}

/// Parts between `mark`s that do not stand in quotes.
fn split(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if c == mark && !quoted {
            parts.push(&text[from..at]);
            from = at + c.len_utf8();
        }
    }
    if !text[from..].trim().is_empty() {
        parts.push(&text[from..]);
    }
    parts
}

pub(super) fn value_of(text: &str) -> Value {
    let text = text.trim();
    let inside = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
    if let Some(inside) = inside {
        return Value::Text(inside.into());
    }
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "()" => Value::Null,
        _ => text
            .parse()
            .map_or_else(|_| Value::Text(text.into()), Value::Int),
    }
}

/// Equal, or written the same: `2` is `"2"`.
pub(super) fn same(wanted: &Value, found: &Value) -> bool {
    wanted == found || plain(wanted).is_some_and(|text| plain(found).as_ref() == Some(&text))
}

/// A leaf as it is written.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("()".into()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Decimal(text) | Value::Text(text) | Value::Secret(Secret(text)) => {
            Some(text.clone())
        }
        Value::List(_) | Value::Map(_) => None,
    }
}

/// A value as a chat would write it; secrets stay dots.
#[must_use]
pub fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Secret(secret) => format!("{secret:?}"),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Decimal(_) => {
            plain(value).unwrap_or_default()
        }
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(shown).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(fields) => {
            let fields = fields.iter();
            let fields: Vec<_> = fields.map(|(k, v)| format!("{k}: {}", shown(v))).collect();
            format!("#{{{}}}", fields.join(", "))
        }
    }
}
