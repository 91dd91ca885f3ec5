//! Promises of reading: every body of the fixtures and vectors says what its row expects,
//! nothing a sender can write stops the rest of a batch, and nothing panics.

mod hostile;
mod news;
mod reading;
mod rows;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::read;
use crate::domain::{Event, InboundMessage};

const MANIFEST: &str = env!("CARGO_MANIFEST_DIR");

pub fn fixtures() -> PathBuf {
    Path::new(MANIFEST).join("tests/fixtures/meta")
}

/// Bodies that real systems send, where the checkout has them beside it.
pub fn vectors() -> Option<PathBuf> {
    let places = ["../shared/vectors", "../../shared/vectors"];
    let places = places.map(|place| Path::new(MANIFEST).join(place));
    places.into_iter().find(|place| place.is_dir())
}

pub fn parsed(path: &Path) -> Value {
    let bytes = fs::read(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    serde_json::from_slice(&bytes).expect("JSON")
}

pub fn bodies() -> Vec<(String, Vec<u8>)> {
    let folders = [
        Some(fixtures().join("inbound")),
        vectors().map(|v| v.join("meta")),
    ];
    let files = folders.into_iter().flatten().flat_map(|folder| {
        let files = fs::read_dir(folder).expect("a folder");
        files.map(|file| file.expect("a file").path())
    });
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let read = files.map(|path| (path.display().to_string(), fs::read(path).expect("bytes")));
    read.collect()
}

pub fn body(value: &Value) -> Vec<u8> {
    let entry = json!([{"id": "1", "changes": [{"field": "messages", "value": value}]}]);
    let body = json!({"object": "whatsapp_business_account", "entry": entry});
    serde_json::to_vec(&body).expect("JSON")
}

pub fn value(contacts: &Value, messages: &[Value]) -> Value {
    json!({"metadata": {"phone_number_id": "7"}, "contacts": contacts, "messages": messages})
}

pub fn only(contacts: &Value, message: &Value) -> InboundMessage {
    let body = body(&value(contacts, std::slice::from_ref(message)));
    match read(&body).expect("JSON").pop() {
        Some(Event::Message(message)) => *message,
        other => panic!("{message}: {other:?}"),
    }
}

pub fn text(extra: &Value) -> Value {
    let mut message = json!({"from": "966500000001", "id": "wamid.1", "timestamp": "1786000000",
        "type": "text", "text": {"body": "hi"}});
    for (key, value) in extra.as_object().expect("fields") {
        message[key] = value.clone();
    }
    message
}
