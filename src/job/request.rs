//! From an operation and its arguments to the request: a pure function. Arguments come
//! from customers, so none can leave the place in the address that was meant for it.

use std::collections::BTreeMap;
use std::fmt::Write;

use secrecy::ExposeSecret;

use super::json::json_from_value;
use crate::domain::{CallRequest, HttpCall, HttpOperation, Method, Secret, Value};

/// Largest answer of an operation, in bytes.
pub(super) const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// Why a call cannot be made. Names arguments, never their values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum RequestFault {
    #[error("the address wants the argument `{0}`, which was not given")]
    Missing(String),
    #[error("the argument `{0}` cannot be part of an address")]
    Unfit(String),
    #[error("the address has an argument in its host")]
    Host,
}

pub(super) fn build(
    operation: &HttpOperation,
    call: &CallRequest,
) -> Result<HttpCall, RequestFault> {
    let mut rest = call.arguments.clone();
    let mut url = fill(&operation.url, &mut rest)?;
    let mut headers = vec![("accept".to_owned(), "application/json".to_owned())];
    if let Some(token) = &operation.bearer {
        headers.push((
            "authorization".into(),
            format!("Bearer {}", token.expose_secret()),
        ));
    }
    if operation.writes || operation.method != Method::Get {
        headers.push(("idempotency-key".into(), call.id.to_string()));
    }
    let mut body = Vec::new();
    match operation.method {
        Method::Get | Method::Delete => add_query(&mut url, &rest),
        Method::Post | Method::Put | Method::Patch => {
            headers.push(("content-type".into(), "application/json".into()));
            body = json_from_value(&Value::Map(rest)).into_bytes();
        }
    }
    Ok(HttpCall {
        method: operation.method,
        url,
        headers,
        body,
        timeout: operation.timeout,
        reply_bytes_max: ANSWER_BYTES_MAX,
        // A GET changes nothing, and everything else carries its key.
        repeatable: true,
    })
}

/// Puts arguments into their `{places}` and takes them out of `rest`.
fn fill(template: &str, rest: &mut BTreeMap<String, Value>) -> Result<String, RequestFault> {
    let given = rest.clone();
    let host_end = template.find("://").map_or(0, |at| {
        let host = at + 3;
        let length = template[host..].find(['/', '?', '#']);
        length.map_or(template.len(), |length| host + length)
    });
    let mut url = String::with_capacity(template.len() + 32);
    let mut at = 0;
    while let Some(open) = template[at..].find('{').map(|open| at + open) {
        let Some(close) = template[open..].find('}').map(|close| open + close) else {
            break;
        };
        if open < host_end {
            return Err(RequestFault::Host);
        }
        let name = &template[open + 1..close];
        let value = given
            .get(name)
            .ok_or_else(|| RequestFault::Missing(name.into()))?;
        let text = plain(value).filter(|text| fits_a_path(text));
        let text = text.ok_or_else(|| RequestFault::Unfit(name.into()))?;
        url.push_str(&template[at..open]);
        encode(&mut url, &text);
        rest.remove(name);
        at = close + 1;
    }
    url.push_str(&template[at..]);
    Ok(url)
}

/// Dots alone would climb out of the path, encoded or not; nothing would name its parent.
fn fits_a_path(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Decimal(text) | Value::Secret(Secret(text)) => {
            Some(text.clone())
        }
        Value::Int(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

fn add_query(url: &mut String, rest: &BTreeMap<String, Value>) {
    for (name, value) in rest.iter().filter(|(_, value)| **value != Value::Null) {
        url.push(if url.contains('?') { '&' } else { '?' });
        encode(url, name);
        url.push('=');
        encode(url, &plain(value).unwrap_or_else(|| json_from_value(value)));
    }
}

/// Everything but RFC 3986's unreserved characters.
fn encode(url: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // A `String` takes everything.
            let _ = write!(url, "%{byte:02X}");
        }
    }
}
