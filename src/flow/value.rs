//! Values on their way between a script and what is stored, sent or shown.

use rhai::{Array, Dynamic, Map};

use crate::domain::{DEPTH_MAX, Secret, Session, Value};

/// Largest single value that a slot, a call or an answer may hold, in bytes.
pub(in crate::flow) const VALUE_BYTES_MAX: usize = 8 * 1024;

/// A script's value that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::flow) enum ValueFault {
    #[error("keep a value of type {0}")]
    Kind(String),
    #[error("keep a value nested more than {DEPTH_MAX} deep")]
    Deep,
    #[error("keep a value of more than {VALUE_BYTES_MAX} bytes")]
    Large,
}

/// The script's value as one that lasts. Closures and host objects do not.
pub(in crate::flow) fn to_value(given: &Dynamic) -> Result<Value, ValueFault> {
    let value = convert(given, DEPTH_MAX)?;
    if value.weight_bytes() > VALUE_BYTES_MAX {
        return Err(ValueFault::Large);
    }
    Ok(value)
}

fn convert(given: &Dynamic, depth_left: usize) -> Result<Value, ValueFault> {
    if depth_left == 0 {
        return Err(ValueFault::Deep);
    }
    if given.is_unit() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = given.as_bool() {
        return Ok(Value::Bool(flag));
    }
    if let Ok(number) = given.as_int() {
        return Ok(Value::Int(number));
    }
    if let Ok(number) = given.as_decimal() {
        return Ok(Value::Decimal(number.to_string()));
    }
    if let Ok(text) = given.as_immutable_string_ref() {
        return Ok(Value::Text(text.as_str().into()));
    }
    if let Ok(character) = given.as_char() {
        return Ok(Value::Text(character.into()));
    }
    if let Ok(items) = given.as_array_ref() {
        let items = items.iter().map(|item| convert(item, depth_left - 1));
        return Ok(Value::List(items.collect::<Result<_, _>>()?));
    }
    if let Ok(fields) = given.as_map_ref() {
        let fields = fields
            .iter()
            .map(|(name, field)| Ok((name.to_string(), convert(field, depth_left - 1)?)));
        return Ok(Value::Map(fields.collect::<Result<_, _>>()?));
    }
    Err(ValueFault::Kind(given.type_name().into()))
}

/// The value with every text in it veiled that is a secret answer of this visit or a secret
/// slot: passed on as it is, a secret stays one.
pub(in crate::flow) fn veiled(value: Value, session: &Session) -> Value {
    match value {
        Value::Text(text) if is_secret(&text, session) => Value::Secret(Secret(text)),
        Value::List(items) => {
            let items = items.into_iter().map(|item| veiled(item, session));
            Value::List(items.collect())
        }
        Value::Map(fields) => {
            let fields = fields.into_iter();
            let fields = fields.map(|(name, field)| (name, veiled(field, session)));
            Value::Map(fields.collect())
        }
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Decimal(_)
        | Value::Text(_)
        | Value::Secret(_) => value,
    }
}

pub(in crate::flow) fn is_secret(text: &str, session: &Session) -> bool {
    let answers = session.journal.iter().map(|entry| &entry.value);
    let mut held = answers.chain(session.slots.values());
    held.any(|value| matches!(value, Value::Secret(Secret(own)) if own == text))
}

/// A kept value as the script sees it. A decimal that does not parse stays text.
pub(in crate::flow) fn from_value(value: &Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Bool(flag) => (*flag).into(),
        Value::Int(number) => (*number).into(),
        Value::Decimal(text) => text
            .parse()
            .map_or_else(|_| text.clone().into(), Dynamic::from_decimal),
        Value::Text(text) | Value::Secret(Secret(text)) => text.into(),
        Value::List(items) => items.iter().map(from_value).collect::<Array>().into(),
        Value::Map(fields) => fields
            .iter()
            .map(|(name, field)| (name.as_str().into(), from_value(field)))
            .collect::<Map>()
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_keeps_comes_back_the_same() {
        let line = [
            ("sku".to_owned(), Value::from("AB-1")),
            ("price".to_owned(), Value::Decimal("12.50".into())),
            ("qty".to_owned(), Value::Int(-3)),
            ("gift".to_owned(), Value::Bool(true)),
            ("note".to_owned(), Value::Null),
        ];
        let value = Value::List(vec![Value::Map(line.into()), Value::from("نص")]);
        assert_eq!(to_value(&from_value(&value)), Ok(value));
    }

    #[test]
    fn what_cannot_last_is_refused() {
        let mut deep = Value::Int(1);
        for _ in 0..DEPTH_MAX {
            deep = Value::List(vec![deep]);
        }
        assert_eq!(to_value(&from_value(&deep)), Err(ValueFault::Deep));
        let long = Dynamic::from("x".repeat(VALUE_BYTES_MAX + 1));
        assert_eq!(to_value(&long), Err(ValueFault::Large));
        let closure = Dynamic::from(rhai::FnPtr::new("f").expect("a name"));
        assert!(matches!(to_value(&closure), Err(ValueFault::Kind(_))));
    }
}
