//! The answers of a form, as `WhatsApp` sends them: JSON text, which is bounded on its way in.

use crate::domain::{Content, DEPTH_MAX, Value};

/// Comes back in the answers: which asking they belong to.
const TOKEN: &str = "flow_token";

/// `#{ field: value, … }`. Answers to an older asking are none; some come without a token.
pub(super) fn answers(content: &Content, token: &str) -> Option<Value> {
    let Content::FormReply { answers, .. } = content else {
        return None;
    };
    let read = serde_json::from_str(answers).ok()?;
    let Value::Map(mut fields) = value(&read, DEPTH_MAX)? else {
        return None;
    };
    let own = fields.remove(TOKEN);
    let fresh = own.is_none_or(|own| own.as_text() == Some(token));
    fresh.then_some(Value::Map(fields))
}

fn value(given: &serde_json::Value, depth_left: usize) -> Option<Value> {
    let inner = depth_left.checked_sub(1)?;
    Some(match given {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map_or_else(|| Value::Decimal(number.to_string()), Value::Int),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Array(items) => {
            let items = items.iter().map(|item| value(item, inner));
            Value::List(items.collect::<Option<_>>()?)
        }
        serde_json::Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, field)| Some((name.clone(), value(field, inner)?)));
            Value::Map(fields.collect::<Option<_>>()?)
        }
    })
}
