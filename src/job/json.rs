//! JSON text to our values and back. Numbers with a fraction stay as they are written, so
//! that money never becomes a float; nesting is bounded before anything is stored.

use std::collections::BTreeMap;

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::domain::{DEPTH_MAX, Secret, Value};

/// What was read is not what we store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JsonFault {
    #[error("read json: line {line}, column {column}")]
    Malformed { line: usize, column: usize },
    #[error("read json: nested deeper than {DEPTH_MAX}")]
    TooDeep,
    #[error("read json: a number out of range")]
    Number,
}

impl From<serde_json::Error> for JsonFault {
    fn from(fault: serde_json::Error) -> Self {
        Self::Malformed {
            line: fault.line(),
            column: fault.column(),
        }
    }
}

/// # Errors
/// When it is no JSON, is nested too deep, or holds a number that nothing can hold.
pub fn value_from_json(text: &[u8]) -> Result<Value, JsonFault> {
    read(serde_json::from_slice(text)?, DEPTH_MAX)
}

fn read(raw: &RawValue, depth_left: usize) -> Result<Value, JsonFault> {
    let inner = depth_left.checked_sub(1).ok_or(JsonFault::TooDeep)?;
    let text = raw.get();
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let fields: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
            let fields = fields.into_iter();
            let read = fields.map(|(name, raw)| Ok((name, read(raw, inner)?)));
            Value::Map(read.collect::<Result<_, JsonFault>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let items = items.into_iter().map(|raw| read(raw, inner));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => Value::Text(String::deserialize(raw)?),
        Some(b't' | b'f') => Value::Bool(bool::deserialize(raw)?),
        Some(b'n') | None => Value::Null,
        Some(_) => number(text)?,
    })
}

fn number(text: &str) -> Result<Value, JsonFault> {
    if let Ok(whole) = text.parse() {
        return Ok(Value::Int(whole));
    }
    if !text.contains(['e', 'E']) {
        return Ok(Value::Decimal(text.into()));
    }
    // Nobody writes money so; what is written so need not stay exact.
    let float: f64 = text.parse().map_err(|_| JsonFault::Number)?;
    if float.is_finite() {
        Ok(Value::Decimal(float.to_string()))
    } else {
        Err(JsonFault::Number)
    }
}

/// A decimal that is no JSON number is written as text.
#[must_use]
pub fn json_from_value(value: &Value) -> String {
    // Only a map key that is no text can fail, and ours are text.
    serde_json::to_string(&Json(value)).unwrap_or_default()
}

struct Json<'a>(&'a Value);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::Decimal(text) if is_number(text) => RawValue::from_string(text.clone())
                .map_err(S::Error::custom)?
                .serialize(serializer),
            Value::Decimal(text) | Value::Text(text) | Value::Secret(Secret(text)) => {
                serializer.serialize_str(text)
            }
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Json(item))?;
                }
                list.end()
            }
            Value::Map(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, field) in fields {
                    map.serialize_entry(name, &Json(field))?;
                }
                map.end()
            }
        }
    }
}

fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_trip_and_money_stays_as_written() {
        let text = r#"{"a":[1,-2,12.50,true,null,"س\n"],"b":{"total":428.00}}"#;
        let value = value_from_json(text.as_bytes()).expect("json");
        assert_eq!(
            value.get("b").and_then(|b| b.get("total")),
            Some(&Value::Decimal("428.00".into()))
        );
        assert_eq!(json_from_value(&value), text);
        for (text, want) in [
            ("9223372036854775807", Value::Int(i64::MAX)),
            (
                "18446744073709551616",
                Value::Decimal("18446744073709551616".into()),
            ),
            ("-0", Value::Int(0)),
            ("1.5e3", Value::Decimal("1500".into())),
            (" \"x\" ", Value::Text("x".into())),
        ] {
            assert_eq!(value_from_json(text.as_bytes()), Ok(want), "{text}");
        }
        assert_eq!(json_from_value(&Value::Decimal("12.".into())), "\"12.\"");
    }

    #[test]
    fn what_cannot_be_stored_is_refused() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(value_from_json(nested(DEPTH_MAX - 1).as_bytes()).is_ok());
        for depth in [DEPTH_MAX, 100] {
            let fault = value_from_json(nested(depth).as_bytes());
            assert_eq!(fault, Err(JsonFault::TooDeep), "{depth}");
        }
        for text in [
            "",
            "{",
            "<html>",
            "{\"a\":1}x",
            "[1,]",
            "NaN",
            "\u{feff}1",
            "\"\\ud800\"",
            &nested(100_000),
        ] {
            assert!(
                value_from_json(text.as_bytes()).is_err(),
                "{}",
                &text[..text.len().min(20)]
            );
        }
        assert_eq!(value_from_json(b"1e999"), Err(JsonFault::Number));
        assert!(value_from_json(b"\"\xff\"").is_err());
    }
}
