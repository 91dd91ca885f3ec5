//! What never reaches a page or a terminal: telephone numbers in any text, and the fields
//! that the settings name for an operation.

use std::collections::BTreeMap;

use crate::domain::{DOTS, Operation, Tenant, Value};

/// Digits in a row from which on they are taken for a telephone number.
const PHONE_DIGITS_MIN: usize = 9;
/// Digits of one that stay readable, at its beginning and at its end.
const SHOWN_FIRST: usize = 3;
const SHOWN_LAST: usize = 2;

/// The fields of each operation that are not shown.
#[derive(Debug, Clone, Default)]
pub struct Redact(BTreeMap<String, Vec<String>>);

impl Redact {
    #[must_use]
    pub fn of(tenant: &Tenant) -> Self {
        let fields = tenant.operations.iter().map(|(name, operation)| {
            let fields = match operation {
                Operation::Http(http) => http.redact.clone(),
                Operation::Demo { .. } | Operation::Own(_) => Vec::new(),
            };
            (name.clone(), fields)
        });
        Self(fields.collect())
    }

    /// A value that went to this operation or came from it, as JSON.
    pub(super) fn value(&self, operation: &str, value: &Value) -> serde_json::Value {
        let hidden = self.0.get(operation).map_or(&[][..], Vec::as_slice);
        json(hidden, value)
    }
}

fn json(hidden: &[String], value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(it) => (*it).into(),
        Value::Int(it) => (*it).into(),
        Value::Decimal(it) => it.as_str().into(),
        Value::Text(it) => without_phones(it).into(),
        Value::Secret(_) => DOTS.into(),
        Value::List(items) => items.iter().map(|item| json(hidden, item)).collect(),
        Value::Map(fields) => fields
            .iter()
            .map(|(name, value)| {
                let shown = if hidden.contains(name) {
                    DOTS.into()
                } else {
                    json(hidden, value)
                };
                (name.clone(), shown)
            })
            .collect(),
    }
}

/// The text with every telephone number in it masked: `966*****67`.
#[must_use]
pub fn without_phones(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut digits = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_numeric() {
            digits.push(character);
            continue;
        }
        let count = digits.chars().count();
        if count < PHONE_DIGITS_MIN {
            shown.push_str(&digits);
        } else {
            shown.extend(digits.chars().take(SHOWN_FIRST));
            shown.push_str("*****");
            shown.extend(digits.chars().skip(count - SHOWN_LAST));
        }
        digits.clear();
        if character != '\0' {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_masked_and_others_are_not() {
        for (text, shown) in [
            ("+966501234567", "+966*****67"),
            (
                "call 00966501234567 or 0501234567.",
                "call 009*****67 or 050*****67.",
            ),
            ("جوالي ٠٥٠١٢٣٤٥٦٧", "جوالي ٠٥٠*****٦٧"),
            (
                "ORD-1001 at 10:30, 25000.50 SAR",
                "ORD-1001 at 10:30, 25000.50 SAR",
            ),
            ("", ""),
        ] {
            assert_eq!(without_phones(text), shown);
        }
    }

    #[test]
    fn what_the_settings_name_is_hidden_at_every_depth() {
        let customer = Value::Map([("iban".to_owned(), "SA03".into())].into());
        let answer = Value::Map(
            [
                ("customers".to_owned(), Value::List(vec![customer])),
                ("phone".to_owned(), "+966501234567".into()),
                (
                    "pin".to_owned(),
                    Value::Secret(crate::domain::Secret("1".into())),
                ),
            ]
            .into(),
        );
        let redact = Redact([("shop.get".to_owned(), vec!["iban".to_owned()])].into());
        let shown = redact.value("shop.get", &answer).to_string();
        let dots =
            "{\"customers\":[{\"iban\":\"••••\"}],\"phone\":\"+966*****67\",\"pin\":\"••••\"}";
        assert_eq!(shown, dots);
        let other = redact.value("shop.other", &answer).to_string();
        assert!(other.contains("SA03"), "{other}");
    }
}
